//! A JSON answer as it is sent and, for creating requests, as it is kept for a retry.
//! Made from any serialisable value of the contract.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// A JSON answer with the headers that a retry must get again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub(super) status: StatusCode,
    pub(super) location: Option<String>,
    pub(super) etag: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Any status with a JSON body.
    pub fn new(status: StatusCode, body: &impl Serialize) -> Self {
        // Types of the contract have string keys only, so they always have a JSON form.
        let body = serde_json::to_vec(body).unwrap_or_default();
        Self { status, location: None, etag: None, body }
    }

    /// 200 with a JSON body.
    pub fn ok(body: &impl Serialize) -> Self {
        Self::new(StatusCode::OK, body)
    }

    /// 201 with a JSON body; `location` is the path of what was created.
    pub fn created(location: impl Into<String>, body: &impl Serialize) -> Self {
        Self { location: Some(location.into()), ..Self::new(StatusCode::CREATED, body) }
    }

    /// 204.
    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, location: None, etag: None, body: Vec::new() }
    }

    /// Adds the entity tag to send as `If-Match` with an edit.
    pub fn with_etag(mut self, etag: impl Into<String>) -> Self {
        self.etag = Some(etag.into());
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        if self.status != StatusCode::NO_CONTENT {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let location = self.location.map(|value| (header::LOCATION, value));
        let etag = self.etag.map(|value| (header::ETAG, value));
        for (name, value) in location.into_iter().chain(etag) {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
        *response.body_mut() = Body::from(self.body);
        response
    }
}
