//! `announcements`: what the desk tells its customers.

use gloo_net::http::Method;
use madoguchi_contract::announcements::{Announcement, Announcements};

use super::{ApiError, client};
use crate::util::url::encode;

/// All of them that concern the reader, newest first.
pub fn list() -> impl Future<Output = Result<Announcements, ApiError>> {
    client::get("/announcements".to_owned())
}

/// The full notice.
pub fn read(number: &str) -> impl Future<Output = Result<Announcement, ApiError>> + use<> {
    client::get(format!("/announcements/{}", encode(number)))
}

/// Marks it as read.
pub async fn mark_read(number: &str) -> Result<(), ApiError> {
    client::command(Method::PUT, &format!("/announcements/{}/reading", encode(number))).await
}

/// Says that the reader has taken note of it.
pub async fn acknowledge(number: &str) -> Result<(), ApiError> {
    let path = format!("/announcements/{}/acknowledgement", encode(number));
    client::command(Method::PUT, &path).await
}

/// Puts its banner away for good.
pub async fn dismiss(number: &str) -> Result<(), ApiError> {
    client::command(Method::PUT, &format!("/announcements/{}/dismissal", encode(number))).await
}
