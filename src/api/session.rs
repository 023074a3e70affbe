//! `session`: who is signed in, signing in with one or two factors, signing out, and telling that the
//! person is still there.

use gloo_net::http::Method;
use madoguchi_contract::session::{MailedCode, PasskeyChallenge, Session, SignIn, Verification};

use super::{ApiError, client};

const PATH: &str = "/session";

/// Who is signed in; asking does not count as use.
pub async fn current() -> Result<Session, ApiError> {
    client::get(PATH.to_owned()).await
}

/// Signs in; the answer may ask for a second factor.
pub async fn sign_in(form: &SignIn) -> Result<Session, ApiError> {
    client::write(Method::POST, PATH, form, None, None).await
}

/// Has a code mailed; codes mailed before no longer count.
pub async fn mail_code() -> Result<MailedCode, ApiError> {
    client::act(Method::POST, "/session/mailed-code").await
}

/// What the browser needs to ask for a passkey.
pub async fn passkey_challenge() -> Result<PasskeyChallenge, ApiError> {
    client::act(Method::POST, "/session/passkey-challenge").await
}

/// Shows the second factor.
pub async fn verify(proof: &Verification) -> Result<Session, ApiError> {
    client::write(Method::POST, "/session/verification", proof, None, None).await
}

/// Tells that the person is using the portal; the idle end moves.
pub async fn extend() -> Result<Session, ApiError> {
    client::act(Method::PATCH, PATH).await
}

/// Signs out, or gives up the step before the second factor.
pub async fn sign_out() -> Result<(), ApiError> {
    client::command(Method::DELETE, PATH).await
}
