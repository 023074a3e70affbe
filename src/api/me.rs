//! `me`: the person who is signed in and how they like the portal.

use gloo_net::http::Method;
use madoguchi_contract::me::{Me, PreferencesChange};

use super::{ApiError, client};

/// Changes preferences; `etag` is the one that came with them.
pub async fn change_preferences(change: &PreferencesChange, etag: &str) -> Result<Me, ApiError> {
    client::write(Method::PATCH, "/me/preferences", change, None, Some(etag)).await
}

/// Reads the person afresh.
pub async fn read() -> Result<Me, ApiError> {
    client::get("/me".to_owned()).await
}
