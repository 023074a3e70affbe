//! `password-resets`: a reset or first password by a link from a mail. None of it needs a session.

use gloo_net::http::Method;
use madoguchi_contract::password_resets::{ResetCompletion, ResetLink, ResetOffer, ResetRequest};
use serde::de::IgnoredAny;

use super::{ApiError, client};

/// Asks for a link; the answer is the same whatever was typed.
pub async fn request(form: &ResetRequest) -> Result<(), ApiError> {
    let path = "/password-resets";
    client::write::<_, IgnoredAny>(Method::POST, path, form, None, None).await.map(|_| ())
}

/// Looks at a link without using it.
pub async fn look_at(link: &ResetLink) -> Result<ResetOffer, ApiError> {
    client::write(Method::POST, "/password-resets/link", link, None, None).await
}

/// Sets the password; uses the link.
pub async fn complete(form: &ResetCompletion) -> Result<(), ApiError> {
    let path = "/password-resets/completion";
    client::write::<_, IgnoredAny>(Method::POST, path, form, None, None).await.map(|_| ())
}
