//! Gives every request an id, writes it into the answer and one line per request into the log.
//! The log holds route, status, time and the user's internal id, never anything personal.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use crate::{problem::Problem, session::tokens};

/// The header that carries the id.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The middleware. Ids are always our own: one sent by a client is not believed.
pub async fn assign(request: Request, next: Next) -> Response {
    let id = tokens::random_hex();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(files)".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", %id, %method, route, user = tracing::field::Empty);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let rendered = problem.render(&id);
        for name in rendered.headers().keys() {
            response.headers_mut().remove(name);
        }
        let (parts, body) = rendered.into_parts();
        response.headers_mut().extend(parts.headers);
        *response.body_mut() = body;
    }
    if let Ok(value) = HeaderValue::try_from(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    let milliseconds = started.elapsed().as_secs_f64() * 1_000.0;
    span.in_scope(|| {
        tracing::info!(status = response.status().as_u16(), milliseconds, "answered");
    });
    response
}
