//! The error type of every handler: a problem (RFC 9457) with a stable code.
//! The request id is filled in on the way out, by `security::request_id`.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use madoguchi_contract::problem::{self as contract, FieldError, code};

/// An error answer in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: Option<String>,
    errors: Vec<FieldError>,
    retry_after: Option<u64>,
}

impl Problem {
    /// Any status and code; for the codes of one resource.
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, detail: None, errors: Vec::new(), retry_after: None }
    }

    /// 400: the request does not have the form it must have.
    pub fn bad_request(code: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code)
    }

    /// 401: nobody is signed in, or the session has ended.
    pub fn session_required() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code::SESSION_REQUIRED)
    }

    /// 403: known, but not entitled.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, code::FORBIDDEN)
    }

    /// 404: there is no such thing, or it belongs to somebody else. The two must not differ.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, code::NOT_FOUND)
    }

    /// 409: the present state does not allow it.
    pub fn conflict(code: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }

    /// 422: understood, but not acceptable.
    pub fn invalid(code: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code)
    }

    /// 422 `invalid` with one field that is wrong; [`Problem::and_field`] adds more.
    pub fn field(field: impl Into<String>, why: impl Into<String>) -> Self {
        Self::invalid(code::INVALID).and_field(field, why)
    }

    /// 422 `invalid` with the fields that are wrong.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::invalid(code::INVALID) }
    }

    /// 429: too many requests; may be tried again after `seconds`.
    pub fn too_many_requests(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds.max(1)),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, code::TOO_MANY_REQUESTS)
        }
    }

    /// 503: cannot be done right now; may be tried again after `seconds`.
    pub fn unavailable(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds.max(1)),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
    }

    /// 500: our own mistake. What it was goes to the log, never to the client.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }

    /// Says in English what happened in this case; never with personal data.
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Names one more field that is wrong.
    pub fn and_field(mut self, field: impl Into<String>, why: impl Into<String>) -> Self {
        self.errors.push(FieldError { field: field.into(), code: why.into() });
        self
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The fields that are wrong.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// The answer as it goes out for the request `request_id`.
    pub fn render(&self, request_id: &str) -> Response {
        let body = contract::Problem {
            kind: format!("urn:madoguchi:problem:{}", self.code),
            code: self.code.to_owned(),
            title: title(self.code),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            request_id: request_id.to_owned(),
            errors: self.errors.clone(),
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(contract::MEDIA_TYPE));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// `not_found` becomes `Not found`.
fn title(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.render("");
        response.extensions_mut().insert(self);
        response
    }
}

impl From<sqlx::Error> for Problem {
    /// A row that is missing is a 404; a database that is too busy a 503; the rest is our mistake.
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::not_found(),
            sqlx::Error::PoolTimedOut => {
                tracing::error!("no database connection became free in time");
                Self::unavailable(5)
            }
            other => {
                tracing::error!(error = %other, "database");
                Self::internal()
            }
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.code)?;
        if let Some(detail) = &self.detail {
            write!(out, ": {detail}")?;
        }
        for error in &self.errors {
            write!(out, "; {} {}", error.field, error.code)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_as_words() {
        assert_eq!(title("too_many_requests"), "Too many requests");
    }

    #[test]
    fn a_missing_row_is_not_our_mistake() {
        assert_eq!(Problem::from(sqlx::Error::RowNotFound), Problem::not_found());
        assert_eq!(Problem::from(sqlx::Error::PoolTimedOut).status(), 503);
        assert_eq!(Problem::from(sqlx::Error::WorkerCrashed).code(), "internal");
    }
}
