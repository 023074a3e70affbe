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
}

/// Who is at the other end; the answer of `GET`, `POST` and `PATCH /session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Session {
    /// Nobody is signed in.
    Anonymous,
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
}
