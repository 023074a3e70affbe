//! Who is signed in: the user behind the session cookie, and what they may see.
//! This is where the tenant scope of every portal request begins.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use madoguchi_contract::{Language, me::Role};

use super::idempotency::Owner;
use crate::{
    app::AppState,
    problem::Problem,
    scope::Scope,
    session::{self, cookies},
};

/// The cookie that holds the session. The prefix makes browsers insist on `Secure`, on `Path=/`
/// and on the very host that set it.
pub const SESSION_COOKIE: &str = "__Host-session";

/// A signed-in user. Refuses with 401 `session_required`.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The session, by internal id.
    pub session_id: i64,
    /// The user, by internal id.
    pub user_id: i64,
    /// The user ID as people know it.
    pub login: String,
    /// Family and given name.
    pub name: String,
    /// The company's name.
    pub company: String,
    /// General user or administrator.
    pub role: Role,
    /// The language of screens and mails.
    pub language: Language,
    /// IANA name of the time zone.
    pub time_zone: String,
    /// What the user may see.
    pub scope: Scope,
}

impl Viewer {
    /// Under whose name creating requests are remembered.
    pub fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }
}

impl FromRequestParts<AppState> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let token = session_token(&parts.headers).ok_or_else(Problem::session_required)?;
        let viewer = session::viewer(state, &token).await?.ok_or_else(Problem::session_required)?;
        tracing::Span::current().record("user", viewer.user_id);
        Ok(viewer)
    }
}

/// The value of the session cookie, if there is one.
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    cookies::value(headers, SESSION_COOKIE)
}
