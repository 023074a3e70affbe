//! Refuses writes that another site made the browser send, signing in included.
//! The cookie is `SameSite=Strict` already; this is the second lock on the same door.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use madoguchi_contract::problem::code;

use crate::{app::AppState, problem::Problem};

/// The middleware. It guards the portal's API; the desk's API carries no cookie, so a browser
/// has nothing to send along there.
pub async fn refuse(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let write = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let guarded = request.uri().path().starts_with("/api/")
        && !request.uri().path().starts_with("/api/desk/");
    let own = from_own_pages(request.headers(), &state.config.server.public_address);
    if write && guarded && !own {
        return Problem::new(StatusCode::FORBIDDEN, code::CROSS_SITE).into_response();
    }
    next.run(request).await
}

/// Whether the portal's own pages sent it. `Sec-Fetch-Site`, which no script can forge, decides
/// alone where it is present. Browsers leave it out on plain http (other than localhost): then
/// `Origin` must be the public address or the host that was asked. A request with neither header
/// shows nothing and is refused.
fn from_own_pages(headers: &HeaderMap, public_address: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key("sec-fetch-site") {
        return text("sec-fetch-site") == Some("same-origin");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return false };
    let host = text(header::HOST.as_str());
    let asked = origin.split_once("://").map(|(_, authority)| authority);
    origin.eq_ignore_ascii_case(public_address) || (asked.is_some() && asked == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "https://portal.example";

    fn allowed(given: &[(&'static str, &str)]) -> bool {
        let headers = given
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        from_own_pages(&headers, PUBLIC)
    }

    #[test]
    fn only_the_portals_own_pages_may_write() {
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&[("origin", "https://portal.example")]));
        assert!(allowed(&[("origin", "http://10.0.0.5:8080"), ("host", "10.0.0.5:8080")]));
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(!allowed(&[("sec-fetch-site", site), ("origin", PUBLIC)]), "{site}");
        }
        assert!(!allowed(&[("origin", "https://evil.example"), ("host", "portal.example")]));
        assert!(!allowed(&[("origin", "null")]));
        assert!(!allowed(&[("host", "portal.example")]));
        assert!(!allowed(&[]));
    }
}
