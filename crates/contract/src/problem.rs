//! How the API says that something went wrong: problem details (RFC 9457) with stable codes.
//! The texts on screen are the app's; `title` and `detail` are for people who read logs.

use serde::{Deserialize, Serialize};

/// The media type of every error answer.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// One error answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:madoguchi:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stable code, `snake_case`; what programs look at. See [`code`].
    pub code: String,
    /// The code in words, English.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened in this case, English, without personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The request, as in the server's log and the `X-Request-Id` header.
    #[serde(default)]
    pub request_id: String,
    /// Which fields of a form are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// One field that cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The name of the field in the request.
    pub field: String,
    /// Why: `required`, `too_long`, `invalid` …
    pub code: String,
}

/// The codes the app has words for. A code never changes its meaning.
pub mod code {
    /// 401: nobody is signed in, or the session has ended.
    pub const SESSION_REQUIRED: &str = "session_required";
    /// 401: user ID and password do not open an account, for whatever reason.
    pub const SIGN_IN_FAILED: &str = "sign_in_failed";
    /// 401: the second factor was wrong, too old or used before, or the ID is locked.
    pub const VERIFICATION_FAILED: &str = "verification_failed";
    /// 401: the step between password and session has ended; it begins anew with the password.
    pub const VERIFICATION_EXPIRED: &str = "verification_expired";
    /// 403: the password has to be typed again first (`POST /me/confirmation`).
    pub const CONFIRMATION_REQUIRED: &str = "confirmation_required";
    /// 403: the second factor was switched on by an administrator, who alone can switch it off.
    pub const SET_BY_ADMINISTRATOR: &str = "set_by_administrator";
    /// 409: the company would be left without an administrator who can sign in.
    pub const LAST_ADMINISTRATOR: &str = "last_administrator";
    /// 410: the link was used before, is too old, or never was.
    pub const LINK_EXPIRED: &str = "link_expired";
    /// 403: signed in, but not entitled.
    pub const FORBIDDEN: &str = "forbidden";
    /// 403: a write that did not come from the portal's own pages.
    pub const CROSS_SITE: &str = "cross_site";
    /// 404: there is no such thing, or it belongs to somebody else.
    pub const NOT_FOUND: &str = "not_found";
    /// 409: the case's state does not allow it (specification, table of states).
    pub const TRANSITION_REFUSED: &str = "transition_refused";
    /// 409: a comment on a closed case.
    pub const CASE_CLOSED: &str = "case_closed";
    /// 412: somebody else changed it since it was read.
    pub const STALE: &str = "stale";
    /// 413: the body is larger than the server takes.
    pub const TOO_LARGE: &str = "too_large";
    /// 422: fields are wrong; see `errors`.
    pub const INVALID: &str = "invalid";
    /// 422: more rows than an export holds; a narrower filter helps.
    pub const TOO_MANY: &str = "too_many";
    /// 422: the search text is shorter than the minimum.
    pub const QUERY_TOO_SHORT: &str = "query_too_short";
    /// 429: too many requests; see `Retry-After`.
    pub const TOO_MANY_REQUESTS: &str = "too_many_requests";
}
