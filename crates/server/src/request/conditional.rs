//! Edits that never overwrite somebody else's: `ETag` and `If-Match` (RFC 9110).
//! Entity tags are strong and come from the content, or from a version the row carries.

use axum::http::{HeaderMap, StatusCode, header};
use madoguchi_contract::problem::code;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// The entity tag of something that is fully described by `version`: an id with a counter, or
/// the serialised content.
pub fn etag(version: &str) -> String {
    let digest = Sha256::digest(version.as_bytes());
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

/// Lets an edit pass only when the request's `If-Match` names `current`: 428 without the header,
/// 412 when somebody else changed it since. `*` matches whatever is there.
pub fn if_match(headers: &HeaderMap, current: &str) -> Result<(), Problem> {
    let mut given = headers.get_all(header::IF_MATCH).iter().peekable();
    if given.peek().is_none() {
        return Err(Problem::new(StatusCode::PRECONDITION_REQUIRED, "if_match_required"));
    }
    let matches = given
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag == current);
    if matches { Ok(()) } else { Err(Problem::new(StatusCode::PRECONDITION_FAILED, code::STALE)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::IF_MATCH, value.parse().unwrap())])
    }

    #[test]
    fn an_edit_passes_only_with_the_tag_of_what_is_there() {
        let current = etag("user 1 version 7");
        assert_eq!(if_match(&headers(&current), &current), Ok(()));
        assert_eq!(if_match(&headers(&format!("\"old\", {current}")), &current), Ok(()));
        assert_eq!(if_match(&headers("*"), &current), Ok(()));
        let stale = if_match(&headers("\"old\""), &current).unwrap_err();
        assert_eq!((stale.status().as_u16(), stale.code()), (412, "stale"));
        let weak = if_match(&headers(&format!("W/{current}")), &current).unwrap_err();
        assert_eq!(weak.status().as_u16(), 412);
        let missing = if_match(&HeaderMap::new(), &current).unwrap_err();
        assert_eq!((missing.status().as_u16(), missing.code()), (428, "if_match_required"));
    }
}
