//! `session`: who is signed in, signing in and out, and telling that the person is still there.

use gloo_net::http::Method;
use madoguchi_contract::session::{Session, SignIn};

use super::{ApiError, client};

const PATH: &str = "/session";

/// Who is signed in; asking does not count as use.
pub async fn current() -> Result<Session, ApiError> {
    client::get(PATH.to_owned()).await
}

/// Signs in.
pub async fn sign_in(form: &SignIn) -> Result<Session, ApiError> {
    client::write(Method::POST, PATH, form, None, None).await
}

/// Tells that the person is using the portal; the idle end moves.
pub async fn extend() -> Result<Session, ApiError> {
    client::write(Method::PATCH, PATH, &serde_json::json!({}), None, None).await
}

/// Signs out.
pub async fn sign_out() -> Result<(), ApiError> {
    client::command(Method::DELETE, PATH).await
}
