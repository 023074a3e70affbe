//! The one way a request fails, in terms a page can act on.

use madoguchi_contract::problem::{FieldError, Problem};

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// What a page does about it.
    pub kind: ErrorKind,
    /// The server's stable code, `madoguchi_contract::problem::code`; empty when it said nothing.
    pub code: String,
    /// Fields of a form that are wrong.
    pub fields: Vec<FieldError>,
    /// What to tell the desk; empty when the server was not reached.
    pub request_id: String,
    /// Seconds to wait before trying again, where the server asked for it.
    pub retry_after: Option<u32>,
}

/// Kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The server was not reached.
    Offline,
    /// The page has been left; nobody is waiting for the answer.
    Aborted,
    /// 401: the session has ended, or sign-in failed.
    Unauthenticated,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 409 or 412: something changed meanwhile.
    Conflict,
    /// 429 or 503: later.
    Busy,
    /// Any other 4xx: the request was wrong.
    Refused,
    /// 5xx, or an answer that cannot be read.
    Failed,
}

impl ApiError {
    /// A failure that the server did not speak about.
    pub fn of(kind: ErrorKind) -> Self {
        Self {
            kind,
            code: String::new(),
            fields: Vec::new(),
            request_id: String::new(),
            retry_after: None,
        }
    }

    /// What an answer other than 2xx means; `body` may be a problem or anything at all.
    pub fn from_answer(status: u16, retry_after: Option<u32>, body: &str) -> Self {
        let problem: Option<Problem> = serde_json::from_str(body).ok();
        let kind = match status {
            401 => ErrorKind::Unauthenticated,
            403 => ErrorKind::Forbidden,
            404 => ErrorKind::NotFound,
            409 | 412 => ErrorKind::Conflict,
            429 | 503 => ErrorKind::Busy,
            400..=499 => ErrorKind::Refused,
            _ => ErrorKind::Failed,
        };
        let (code, fields, request_id) =
            problem.map(|p| (p.code, p.errors, p.request_id)).unwrap_or_default();
        Self { kind, code, fields, request_id, retry_after }
    }

    /// Whether the server gave this code.
    pub fn is(&self, code: &str) -> bool {
        self.code == code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_read_and_anything_else_is_survived() {
        let body = r#"{"type":"urn:madoguchi:problem:invalid","code":"invalid","title":"Invalid","status":422,
            "request_id":"r1","errors":[{"field":"body","code":"required"}]}"#;
        let error = ApiError::from_answer(422, None, body);
        assert_eq!(
            (error.kind, error.code.as_str(), error.request_id.as_str()),
            (ErrorKind::Refused, "invalid", "r1")
        );
        assert_eq!(error.fields[0].field, "body");

        let error = ApiError::from_answer(502, Some(3), "<html>bad gateway</html>");
        assert_eq!((error.kind, error.retry_after), (ErrorKind::Failed, Some(3)));
    }
}
