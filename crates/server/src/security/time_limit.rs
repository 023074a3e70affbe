//! Cuts off requests that take too long, above all clients that send their body drop by drop.
//! The limit ends with the head of the answer, so downloads and event streams may take longer.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{app::AppState, problem::Problem};

/// The middleware.
pub async fn apply(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let limit = state.config.limits.request();
    tokio::time::timeout(limit, next.run(request)).await.unwrap_or_else(|_| {
        tracing::warn!("the request took too long");
        let mut response =
            Problem::new(StatusCode::REQUEST_TIMEOUT, "request_timeout").into_response();
        // The rest of the body may still be on its way; nobody will read it.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        response
    })
}
