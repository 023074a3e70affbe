//! The second factor of the person who is signed in (`/api/v1/me/mfa`, `/api/v1/me/passkeys`;
//! specification, profile, MFA set-up). Every change needs a confirmed password
//! ([`crate::profile::Confirmation`]), is mailed to the person and forgets trusted browsers.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// `GET /me/mfa`, and the answer to its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// Whether a second factor is asked for at sign-in.
    pub on: bool,
    /// Whether an administrator switched it on, so that only one can switch it off.
    pub set_by_administrator: bool,
    /// Paired authenticator apps, oldest first.
    pub apps: Vec<Device>,
    /// Registered passkeys, oldest first.
    pub passkeys: Vec<Device>,
    /// Recovery codes that have not been used.
    pub recovery_codes_left: u32,
    /// Where mailed codes go, masked.
    pub mail: String,
    /// Seconds for which the typed password still holds; 0 when it has to be typed first.
    pub confirmed_seconds: u32,
}

/// An authenticator app or a passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// To rename or remove it by.
    pub id: String,
    /// The name its owner gave it.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it was used last; none before the first time.
    #[serde(default)]
    pub last_used_at: Option<Timestamp>,
}

/// `POST /me/mfa/apps`: a secret to pair an app with. It is forgotten when it is not paired within
/// 30 minutes, or when another one is asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppSecret {
    /// The secret in Base32 (RFC 4648) without padding.
    pub secret: String,
    /// The `otpauth:` address that the QR code holds: SHA-1, 6 digits, 30 seconds.
    pub uri: String,
}

/// `POST /me/mfa/apps/pairing`: デバイスのペアリング. 422 on field `code` with `wrong` when the code
/// does not fit, with `expired` when no secret waits for an app any more; 409 `too_many_devices`
/// beyond [`crate::limits::DEVICES`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Pairing {
    /// At most [`crate::limits::DEVICE_NAME`] characters; empty for a name made by the server.
    #[serde(default)]
    pub name: String,
    /// The code the app shows.
    pub code: String,
}

/// `POST /me/passkeys`: what the browser made. 422 on field `credential` with `taken` when it is
/// registered already, with `invalid` when it does not answer the question that was asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyRegistration {
    /// At most [`crate::limits::DEVICE_NAME`] characters; empty for a name made by the server.
    #[serde(default)]
    pub name: String,
    /// The credential (`toJSON`) as JSON text.
    pub credential: String,
}

/// The answer when something was added, and to `POST /me/mfa/recovery-codes`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Added {
    /// How it stands now.
    pub second_factor: SecondFactor,
    /// New recovery codes, never shown again: with the first app or passkey, and when asked for.
    /// Empty otherwise.
    #[serde(default)]
    pub recovery_codes: Vec<String>,
}

/// `PATCH /me/mfa/apps/{id}` and `PATCH /me/passkeys/{id}`. The last name given counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeviceName {
    /// 1 to [`crate::limits::DEVICE_NAME`] characters.
    pub name: String,
}

/// `POST /me/mfa/apps/{id}/removal`: removing an app asks for a code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// A code of any paired app, or a recovery code; 422 on field `code` with `wrong` otherwise.
    pub code: String,
}
