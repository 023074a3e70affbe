//! `contacts`: an administrator's people.

use gloo_net::http::Method;
use madoguchi_contract::{
    contacts::{Contact, ContactFields, ContactOptions, ContactSummary, SignInSwitch},
    list::Page,
};

use super::{ApiError, client};
use crate::util::{question::Question, url::encode};

const PATH: &str = "/contacts";

/// One page of the people.
pub fn list(
    question: &Question,
) -> impl Future<Output = Result<Page<ContactSummary>, ApiError>> + use<> {
    client::get(question.at(PATH))
}

/// What the form offers.
pub fn options() -> impl Future<Output = Result<ContactOptions, ApiError>> {
    client::get("/contact-options".to_owned())
}

/// One of them.
pub fn read(id: &str) -> impl Future<Output = Result<Contact, ApiError>> + use<> {
    client::get(one(id, ""))
}

/// Adds one; `key` makes a repeat harmless.
pub async fn create(fields: &ContactFields, key: &str) -> Result<Contact, ApiError> {
    client::write(Method::POST, PATH, fields, Some(key), None).await
}

/// Changes one; `etag` is the one that came with the contact.
pub async fn change(id: &str, fields: &ContactFields, etag: &str) -> Result<Contact, ApiError> {
    client::write(Method::PUT, &one(id, ""), fields, None, Some(etag)).await
}

/// Switches sign-in off or on; on opens a lock too.
pub async fn switch_sign_in(id: &str, enabled: bool) -> Result<Contact, ApiError> {
    client::write(Method::PUT, &one(id, "/sign-in"), &SignInSwitch { enabled }, None, None).await
}

/// Removes everything the second factor was set up with.
pub async fn reset_second_factor(id: &str) -> Result<Contact, ApiError> {
    client::write(Method::DELETE, &one(id, "/mfa"), &(), None, None).await
}

/// Sends the welcome mail again; `key` makes a repeat harmless.
pub async fn send_welcome_mail(id: &str, key: &str) -> Result<Contact, ApiError> {
    let nothing = serde_json::Map::new();
    client::write(Method::POST, &one(id, "/welcome-mail"), &nothing, Some(key), None).await
}

fn one(id: &str, part: &str) -> String {
    format!("{PATH}/{}{part}", encode(id))
}
