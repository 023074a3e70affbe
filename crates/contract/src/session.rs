//! Signing in and the life of a session (`/api/v1/session`; specification, sign-in).
//! The session itself is an HttpOnly cookie that no script ever sees.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, me::Me};

/// `POST /session`: what a person types to sign in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// At most [`crate::limits::USER_ID`] characters; surrounding white space is ignored.
    pub user_id: String,
    /// Taken exactly as typed.
    pub password: String,
    /// The account kind that was chosen; none where the portal has no kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Who is at the other end; the answer of `GET`, `POST` and `PATCH /session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Session {
    /// Nobody is signed in.
    Anonymous,
    /// The password was right, the second factor is still to come. Nothing is open yet.
    SecondFactor(SecondFactorStep),
    /// Somebody is.
    Active(Box<ActiveSession>),
    /// A state this version does not know; treated as anonymous.
    #[serde(other)]
    Unknown,
}

/// A session that is alive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActiveSession {
    /// The person.
    pub me: Me,
    /// Seconds until the session ends when the person does nothing.
    pub idle_seconds: u32,
    /// Seconds until the session ends in any case.
    pub absolute_seconds: u32,
    /// The server's clock when this was said.
    pub now: Timestamp,
    /// Offer an authenticator app or a passkey now: the person signed in with a mailed code and
    /// has neither. Said once in a lifetime, in the answer to the verification.
    #[serde(default)]
    pub offer_second_factor: bool,
}

/// The step between password and session (`/sign-in/verify`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorStep {
    /// The user ID, to be shown and to sign in again in place.
    pub user_id: String,
    /// The ways this person has, the most convenient first.
    pub methods: Vec<Method>,
    /// The registered mail address, masked: `sa****@example.com`.
    pub mail: String,
    /// A mailed code that is under way.
    #[serde(default)]
    pub mailed_code: Option<MailedCode>,
    /// Hours for which this browser is not asked again when the person wishes so.
    pub trust_hours: u32,
    /// Seconds until the password has to be typed again.
    pub seconds: u32,
}

/// A way to prove who one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A passkey.
    Passkey,
    /// A code from an authenticator app.
    App,
    /// A code by mail.
    Mail,
    /// One of the recovery codes.
    RecoveryCode,
    /// A way this version does not know; not offered.
    #[serde(other)]
    Unknown,
}

/// `POST /session/mailed-code`: a code was mailed. Only the newest one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailedCode {
    /// Seconds the code still counts (300 when it is new).
    pub valid_seconds: u32,
    /// Seconds until another one can be sent (30 when it is new).
    pub resend_seconds: u32,
}

/// `POST /session/passkey-challenge`: what the browser needs to ask for a passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyChallenge {
    /// `PublicKeyCredentialRequestOptionsJSON` or `…CreationOptionsJSON` (WebAuthn level 3) as JSON
    /// text, passed on to the browser unread.
    pub options: String,
}

/// `POST /session/verification`: the second factor. A wrong code counts like a wrong password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// The way that was taken; [`Method::Unknown`] is refused.
    pub method: Method,
    /// The code as typed (white space and hyphens are ignored), or for a passkey the credential of
    /// the browser (`toJSON`) as JSON text.
    pub proof: String,
    /// Do not ask on this browser for the next hours.
    #[serde(default)]
    pub trust_browser: bool,
}
