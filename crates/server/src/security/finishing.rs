//! Lets a write that has begun finish, even when the client goes away or the time is up.
//! Otherwise half of it could be done: a file without its row, a count that is never taken back.

use std::{
    panic::resume_unwind,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::sync::oneshot;
use tracing::Instrument;

use crate::problem::Problem;

/// The middleware. A write runs in a task of its own; only reading its body ends with the one who
/// waits, so that a body sent drop by drop keeps nothing alive. A panic goes on to the caller.
pub async fn run(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let (waiting, gone) = oneshot::channel();
    let request = request.map(|body| Body::new(Awaited { body, gone: Some(gone) }));
    let write = tokio::spawn(next.run(request).in_current_span());
    let result = write.await;
    drop(waiting);
    result.unwrap_or_else(|error| match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        // The program is ending.
        Err(_) => Problem::unavailable(5).into_response(),
    })
}

/// A body that breaks off when nobody waits for the answer any more.
struct Awaited {
    body: Body,
    /// Nothing once that is so.
    gone: Option<oneshot::Receiver<()>>,
}

impl HttpBody for Awaited {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Self::Error>>> {
        let gone = self.gone.as_mut().is_none_or(|gone| Pin::new(gone).poll(context).is_ready());
        if gone {
            self.gone = None;
            return Poll::Ready(Some(Err("nobody waits for the answer".into())));
        }
        Pin::new(&mut self.body).poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::{Router, middleware, routing::post};
    use tokio::sync::Notify;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_write_goes_on_when_the_client_is_gone() {
        let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let done = Arc::new(Notify::new());
        let handler = {
            let (begun, go_on, done) = (begun.clone(), go_on.clone(), done.clone());
            move || async move {
                begun.notify_one();
                go_on.notified().await;
                done.notify_one();
            }
        };
        let router = Router::new().route("/", post(handler)).layer(middleware::from_fn(run));
        let request = Request::post("/").body(Body::empty()).unwrap();
        tokio::select! {
            _ = router.oneshot(request) => panic!("answered before it was done"),
            () = begun.notified() => {}
        }
        go_on.notify_one();
        done.notified().await;
    }

    #[tokio::test]
    async fn a_body_that_never_ends_is_not_read_without_a_client() {
        struct Endless(Arc<Notify>);
        impl HttpBody for Endless {
            type Data = Bytes;
            type Error = axum::BoxError;
            fn poll_frame(
                self: Pin<&mut Self>,
                _: &mut Context<'_>,
            ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Self::Error>>> {
                self.0.notify_one();
                Poll::Pending
            }
        }
        let (read, ended) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let handler = {
            let ended = ended.clone();
            move |request: Request| async move {
                assert!(axum::body::to_bytes(request.into_body(), 10).await.is_err());
                ended.notify_one();
            }
        };
        let router = Router::new().route("/", post(handler)).layer(middleware::from_fn(run));
        let request = Request::post("/").body(Body::new(Endless(read.clone()))).unwrap();
        tokio::select! {
            _ = router.oneshot(request) => panic!("answered without a body"),
            () = read.notified() => {}
        }
        ended.notified().await;
    }
}
