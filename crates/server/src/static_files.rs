//! The built app: files of the `dist` folder, precompressed where the browser takes it, and
//! `index.html` for every address that is the app's own.

use std::path::Path;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::{app::AppState, problem::Problem};

/// For names that carry a hash of the content: never asked for again.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For everything else: kept, but asked about each time (304 when it is the same).
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// Longest name of a file, in bytes.
const LONGEST_NAME: usize = 255;

/// Areas with a program of their own, by the first part of the path, and their pages. The app has the
/// same table (`src/routes/programs.rs`).
const AREAS: [(&str, &str); 6] = [
    ("sign-in", "/sign-in.html"),
    ("password-reset", "/access.html"),
    ("access-help", "/access.html"),
    ("mail-confirmation", "/access.html"),
    ("profile", "/account.html"),
    ("account", "/account.html"),
];

/// Serves a file, or the app for an address without a file extension. 404 for a file that does
/// not exist, 405 for anything but reading.
pub async fn serve(state: &AppState, request: Request) -> Result<Response, Problem> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"));
    }
    let dist = state.dist.as_deref().ok_or_else(Problem::not_found)?;
    let path = request.uri().path().to_owned();
    let shell = page_request(&request, "/index.html");
    // No file system has longer names, so there is nothing to look for.
    if path.split('/').any(|part| part.len() > LONGEST_NAME) {
        return Err(Problem::not_found());
    }
    let found = file(dist, request).await?;
    if is_answer(&found) && path != "/" {
        return Ok(cached(found, &path));
    }
    if names_a_file(&path) {
        return Err(Problem::not_found());
    }
    let area = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    if let Some((_, page)) = AREAS.iter().find(|(name, _)| *name == area) {
        let page = file(dist, page_request(&shell, page)).await?;
        // An app that is built as one program has one page for everything.
        if is_answer(&page) {
            return Ok(cached(page, "/index.html"));
        }
    }
    let shell = file(dist, shell).await?;
    if is_answer(&shell) { Ok(cached(shell, "/index.html")) } else { Err(Problem::not_found()) }
}

/// The same request for one of the pages.
fn page_request(request: &Request, page: &'static str) -> Request {
    let mut shell = Request::new(Body::empty());
    *shell.method_mut() = request.method().clone();
    *shell.headers_mut() = request.headers().clone();
    *shell.uri_mut() = Uri::from_static(page);
    shell
}

async fn file(dist: &Path, request: Request) -> Result<Response, Problem> {
    let files = ServeDir::new(dist)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    match files.oneshot(request).await {
        Ok(response) => match response.status() {
            status @ StatusCode::PRECONDITION_FAILED => {
                Err(Problem::new(status, "precondition_failed"))
            }
            status @ StatusCode::RANGE_NOT_SATISFIABLE => {
                Err(Problem::new(status, "range_not_satisfiable"))
            }
            _ => Ok(response.map(Body::new).into_response()),
        },
        Err(never) => match never {},
    }
}

/// A file, a part of one, or the word that it has not changed; not a redirect or an error.
fn is_answer(response: &Response) -> bool {
    response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED
}

fn cached(mut response: Response, path: &str) -> Response {
    let value = if is_hashed(path) { IMMUTABLE } else { REVALIDATE };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, value);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let text = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .filter(|value| value.starts_with("text/") && !value.contains("charset"))
        .and_then(|value| HeaderValue::try_from(format!("{value}; charset=utf-8")).ok());
    if let Some(value) = text {
        headers.insert(header::CONTENT_TYPE, value);
    }
    response
}

/// Whether the last part of the path has an extension, and so means a file and not a page.
fn names_a_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// Whether a part of the path ends in a hash as the asset pipeline writes it: `-` and 16
/// hexadecimal digits, perhaps followed by `_bg`, before the extension.
fn is_hashed(path: &str) -> bool {
    path.split('/').any(|part| {
        let stem = part.split('.').next().unwrap_or_default();
        let stem = stem.strip_suffix("_bg").unwrap_or(stem);
        stem.rsplit_once('-').is_some_and(|(_, hash)| {
            hash.len() >= 15 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for hashed in [
            "/madoguchi-1a2b3c4d5e6f7a8b.js",
            "/madoguchi-1a2b3c4d5e6f7a8b_bg.wasm",
            "/snippets/thing-00ff00ff00ff00ff/inline0.js",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in ["/index.html", "/boot.js", "/icons/icon-512.png", "/a-deadbeef/x.js"] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn addresses_of_pages_are_not_files() {
        assert!(names_a_file("/missing.js"));
        assert!(!names_a_file("/cases/MD0001014"));
        assert!(!names_a_file("/"));
        assert!(!names_a_file("/v1.2/cases"));
    }
}
