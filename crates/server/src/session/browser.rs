//! What a browser shows when it signs in: where it is, and the cookies it was given before.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{cookies, origin::Origin};
use crate::{
    app::AppState, problem::Problem, request::session_token, security::addresses::Address,
};

/// A browser that signs in.
#[derive(Clone, Debug)]
pub(super) struct Browser {
    /// What failures are counted under.
    pub(super) address: Address,
    /// For the history.
    pub(super) origin: Origin,
    /// The session it had until now.
    pub(super) session: Option<String>,
    /// The step between password and session that it is at.
    pub(super) step: Option<String>,
    /// Why it need not be asked for the second factor.
    pub(super) trusted: Option<String>,
    /// By which it is known.
    pub(super) known: Option<String>,
}

impl FromRequestParts<AppState> for Browser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let cookie = |name: &str| cookies::value(&parts.headers, name);
        Ok(Self {
            session: session_token(&parts.headers),
            step: cookie(cookies::STEP),
            trusted: cookie(cookies::TRUSTED),
            known: cookie(cookies::BROWSER),
            address: Address::from_request_parts(parts, state).await?,
            origin: Origin::from_request_parts(parts, state).await?,
        })
    }
}
