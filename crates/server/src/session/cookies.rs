//! The cookies of signing in. None is ever within reach of a script or sent from another site.
//! The prefix makes browsers insist on `Secure`, on `Path=/` and on the very host that set them.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::request::SESSION_COOKIE;

/// Holds the step between password and session.
pub const STEP: &str = "__Host-sign-in";
/// Says that this browser is not asked for the second factor for some hours.
pub const TRUSTED: &str = "__Host-trusted";
/// Says that somebody has signed in from this browser before, and nothing else.
pub const BROWSER: &str = "__Host-browser";

/// Days for which a browser is known; browsers keep no cookie for longer.
pub const BROWSER_DAYS: i64 = 400;

/// The value of the cookie `name`, if there is one.
pub fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The session. It has no lifetime of its own: the browser drops it when it closes, the server ends
/// it when its time is up.
pub fn session(secret: &str) -> String {
    set(SESSION_COOKIE, secret, None)
}

/// The cookie `name`, for `seconds` or until the browser closes.
pub fn set(name: &str, value: &str, seconds: Option<i64>) -> String {
    let lifetime = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict{lifetime}")
}

/// Takes the cookie `name` away.
pub fn remove(name: &str) -> String {
    set(name, "", Some(0))
}

/// Adds cookies to an answer.
pub fn add(mut response: Response, cookies: &[String]) -> Response {
    for cookie in cookies {
        if let Ok(value) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let headers = HeaderMap::from_iter([(
            header::COOKIE,
            "theme=dark; __Host-session=abc; session=evil".parse().unwrap(),
        )]);
        assert_eq!(value(&headers, SESSION_COOKIE).as_deref(), Some("abc"));
        assert_eq!(value(&headers, STEP), None);
        assert_eq!(value(&HeaderMap::new(), STEP), None);
    }

    #[test]
    fn every_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
        for cookie in [session("x"), set(TRUSTED, "x", Some(60)), remove(STEP)] {
            assert!(cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
        }
        assert_eq!(
            remove(STEP),
            "__Host-sign-in=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"
        );
    }
}
