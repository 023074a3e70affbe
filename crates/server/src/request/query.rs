//! The query of an address, read into a type. What cannot be read is a 400 `invalid_query`.
//! Whether the values make sense is for the resource to say (422).

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::DeserializeOwned;

use super::Parameters;
use crate::{app::AppState, problem::Problem};

/// The query of the address.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Problem> {
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|_| Problem::bad_request("invalid_query"))
    }
}

/// No query at all: a parameter that nobody asked for is refused (422 `unknown`) instead of
/// silently ignored.
#[derive(Clone, Copy, Debug)]
pub struct NoQuery;

impl FromRequestParts<AppState> for NoQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Query(pairs) = Query::from_request_parts(parts, state).await?;
        Parameters::new(pairs).finish().map(|()| Self)
    }
}
