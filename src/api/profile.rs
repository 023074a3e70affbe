//! `me`: what the person changes about themselves, and the sessions they have open.

use gloo_net::http::Method;
use madoguchi_contract::profile::{
    Confirmation, MailChange, OwnSessions, PasswordChange, Profile, ProfileChange,
};
use serde::{Serialize, de::IgnoredAny};

use super::{ApiError, client};
use crate::util::url::encode;

const PATH: &str = "/me/profile";
const MAIL: &str = "/me/mail-change";
const SESSIONS: &str = "/me/sessions";

/// The person as they are.
pub fn read() -> impl Future<Output = Result<Profile, ApiError>> {
    client::get(PATH.to_owned())
}

/// Changes what is given; `etag` is the one that came with the profile.
pub async fn change(change: &ProfileChange, etag: &str) -> Result<Profile, ApiError> {
    client::write(Method::PATCH, PATH, change, None, Some(etag)).await
}

/// Types the password once more; holds for a while.
pub async fn confirm(password: String) -> Result<(), ApiError> {
    send(Method::POST, "/me/confirmation", &Confirmation { password }).await
}

/// Changes the password; every other session ends.
pub async fn change_password(change: &PasswordChange) -> Result<(), ApiError> {
    send(Method::PUT, "/me/password", change).await
}

/// Asks for another mail address; asked again for the same one, the mail is sent again.
pub async fn change_mail(mail: String) -> Result<(), ApiError> {
    send(Method::POST, MAIL, &MailChange { mail }).await
}

/// Keeps the mail address there is.
pub async fn keep_mail() -> Result<(), ApiError> {
    client::command(Method::DELETE, MAIL).await
}

/// The sessions that are open.
pub fn sessions() -> impl Future<Output = Result<OwnSessions, ApiError>> {
    client::get(SESSIONS.to_owned())
}

/// Ends one of them.
pub async fn end_session(id: &str) -> Result<(), ApiError> {
    client::command(Method::DELETE, &format!("{SESSIONS}/{}", encode(id))).await
}

/// Ends all but the one that asks.
pub async fn end_other_sessions() -> Result<(), ApiError> {
    client::command(Method::DELETE, SESSIONS).await
}

/// Sends what is answered with nothing that is needed here.
async fn send<B: Serialize>(method: Method, path: &str, body: &B) -> Result<(), ApiError> {
    client::write::<B, IgnoredAny>(method, path, body, None, None).await.map(|_| ())
}
