//! `me/mfa` and `me/passkeys`: the second factor of the person who is signed in.

use gloo_net::http::Method;
use madoguchi_contract::{
    second_factor::{
        Added, AppSecret, DeviceName, Pairing, PasskeyRegistration, Removal, SecondFactor,
    },
    session::PasskeyChallenge,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{ApiError, client};
use crate::util::url::encode;

const PATH: &str = "/me/mfa";
const APPS: &str = "/me/mfa/apps";
const PASSKEYS: &str = "/me/passkeys";

/// A device of one of the two kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceKind {
    /// An authenticator app.
    App,
    /// A passkey.
    Passkey,
}

impl DeviceKind {
    fn path(self, id: &str) -> String {
        let kind = match self {
            Self::App => APPS,
            Self::Passkey => PASSKEYS,
        };
        format!("{kind}/{}", encode(id))
    }
}

/// How it stands.
pub fn read() -> impl Future<Output = Result<SecondFactor, ApiError>> {
    client::get(PATH.to_owned())
}

/// Switches it off.
pub async fn switch_off() -> Result<SecondFactor, ApiError> {
    client::act(Method::DELETE, PATH).await
}

/// A secret to pair an app with.
pub async fn new_app() -> Result<AppSecret, ApiError> {
    client::act(Method::POST, APPS).await
}

/// Pairs the app that holds the secret.
pub async fn pair(pairing: &Pairing) -> Result<Added, ApiError> {
    post("/me/mfa/apps/pairing", pairing).await
}

/// Gives a device another name.
pub async fn rename(kind: DeviceKind, id: &str, name: String) -> Result<SecondFactor, ApiError> {
    client::write(Method::PATCH, &kind.path(id), &DeviceName { name }, None, None).await
}

/// Removes an app; asks for a code.
pub async fn remove_app(id: &str, code: String) -> Result<SecondFactor, ApiError> {
    post(&format!("{APPS}/{}/removal", encode(id)), &Removal { code }).await
}

/// Removes a passkey.
pub async fn remove_passkey(id: &str) -> Result<SecondFactor, ApiError> {
    client::act(Method::DELETE, &DeviceKind::Passkey.path(id)).await
}

/// New recovery codes; those before no longer count.
pub async fn new_recovery_codes() -> Result<Added, ApiError> {
    client::act(Method::POST, "/me/mfa/recovery-codes").await
}

/// What the browser needs to make a passkey.
pub async fn passkey_options() -> Result<PasskeyChallenge, ApiError> {
    client::act(Method::POST, "/me/passkeys/options").await
}

/// Registers what the browser made.
pub async fn add_passkey(registration: &PasskeyRegistration) -> Result<Added, ApiError> {
    post(PASSKEYS, registration).await
}

async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Result<T, ApiError> {
    client::write(Method::POST, path, body, None, None).await
}
