//! The net under our own mistakes: a panic in a handler answers 500 and nothing else ends.
//! What happened goes to the log; the client gets the request id to quote.

use std::any::Any;

use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::problem::Problem;

/// The layer.
pub fn layer() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(answer)
}

fn answer(panic: Box<dyn Any + Send>) -> Response {
    let message = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!(message, "a handler panicked");
    Problem::internal().into_response()
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request, middleware, routing::get};
    use tower::ServiceExt;

    use crate::security::request_id;

    #[tokio::test]
    async fn a_panic_is_a_500_that_can_be_quoted_and_tells_nothing() {
        async fn broken() -> &'static str {
            panic!("secret of the house")
        }
        let router = Router::new()
            .route("/broken", get(broken))
            .layer(super::layer())
            .layer(middleware::from_fn(request_id::assign));
        let request = Request::get("/broken").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 500);
        let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert!(body.contains("\"internal\"") && body.contains(&id), "{body}");
        assert!(!body.contains("secret"), "{body}");
    }
}
