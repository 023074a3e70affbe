//! Sends requests and reads answers. Reads are given up when the page that wanted them is left;
//! writes never are.

use std::{cell::RefCell, pin::Pin};

use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use madoguchi_contract::problem::code;
use send_wrapper::SendWrapper;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::{ApiError, ErrorKind};
use crate::util::boot;

/// Where the app's part of the API begins.
const BASE: &str = "/api/v1";

/// Milliseconds after which a request counts as not getting through.
const PATIENCE: u64 = 30_000;

thread_local! {
    static ON_SESSION_END: RefCell<Option<Box<dyn Fn()>>> = RefCell::default();
}

/// Sets what happens when the server answers that the session has ended.
pub fn on_session_end(action: impl Fn() + 'static) {
    ON_SESSION_END.set(Some(Box::new(action)));
}

/// What came back, not read yet; the same for every kind of answer, so that it is compiled once.
type Arriving = Pin<Box<dyn Future<Output = Result<String, ApiError>>>>;

/// Reads `path`. Given up when the reactive owner that asked goes away.
pub fn get<T: DeserializeOwned>(path: String) -> impl Future<Output = Result<T, ApiError>> {
    let arriving = get_text(path);
    async { parse(&arriving.await?) }
}

fn get_text(path: String) -> Arriving {
    let controller = AbortController::new().ok();
    if let Some(controller) = controller.clone() {
        let controller = SendWrapper::new(controller);
        on_cleanup(move || controller.abort());
    }
    Box::pin(async move {
        let answer = match boot::take_early(&format!("{BASE}{path}")) {
            Some(promise) => early(promise).await?,
            None => send(builder(Method::GET, &path), None, controller).await?,
        };
        text(answer).await
    })
}

/// Sends `body` by `method`; with `key` a repeat of the same request is not done twice.
pub async fn write<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
    key: Option<&str>,
    if_match: Option<&str>,
) -> Result<T, ApiError> {
    let body = serde_json::to_string(body).map_err(|_| ApiError::of(ErrorKind::Refused))?;
    parse(&write_text(method, path, body, key, if_match).await?)
}

/// Does what `method` at `path` stands for, without saying more.
pub async fn act<T: DeserializeOwned>(method: Method, path: &str) -> Result<T, ApiError> {
    parse(&write_text(method, path, "{}".to_owned(), None, None).await?)
}

fn write_text(
    method: Method,
    path: &str,
    body: String,
    key: Option<&str>,
    if_match: Option<&str>,
) -> Arriving {
    let mut request = builder(method, path).header("Content-Type", "application/json");
    if let Some(key) = key {
        request = request.header("Idempotency-Key", key);
    }
    if let Some(tag) = if_match {
        request = request.header("If-Match", tag);
    }
    Box::pin(
        async move { text(send(request, Some(body), AbortController::new().ok()).await?).await },
    )
}

/// Sends a request without a body whose answer has none either.
pub async fn command(method: Method, path: &str) -> Result<(), ApiError> {
    let answer = send(builder(method, path), None, AbortController::new().ok()).await?;
    if answer.ok() { Ok(()) } else { Err(failure(answer).await) }
}

/// The address of a file to download.
pub fn file_address(path: &str) -> String {
    format!("{BASE}{path}")
}

fn builder(method: Method, path: &str) -> RequestBuilder {
    RequestBuilder::new(&format!("{BASE}{path}"))
        .method(method)
        .header("Accept", "application/json")
}

async fn early(promise: js_sys::Promise) -> Result<Response, ApiError> {
    let answer = JsFuture::from(promise).await.map_err(|_| ApiError::of(ErrorKind::Offline))?;
    let answer: web_sys::Response =
        answer.dyn_into().map_err(|_| ApiError::of(ErrorKind::Failed))?;
    Ok(answer.into())
}

async fn send(
    request: RequestBuilder,
    body: Option<String>,
    controller: Option<AbortController>,
) -> Result<Response, ApiError> {
    let signal = controller.as_ref().map(AbortController::signal);
    let request = request.abort_signal(signal.as_ref());
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    }
    .map_err(|_| ApiError::of(ErrorKind::Refused))?;
    let timed_out = std::rc::Rc::new(std::cell::Cell::new(false));
    let timer = controller.and_then(|controller| {
        let timed_out = timed_out.clone();
        set_timeout_with_handle(
            move || {
                timed_out.set(true);
                controller.abort();
            },
            std::time::Duration::from_millis(PATIENCE),
        )
        .ok()
    });
    let answer = request.send().await;
    if let Some(timer) = timer {
        timer.clear();
    }
    answer.map_err(|_| {
        let left = signal.is_some_and(|signal| signal.aborted()) && !timed_out.get();
        ApiError::of(if left { ErrorKind::Aborted } else { ErrorKind::Offline })
    })
}

async fn text(answer: Response) -> Result<String, ApiError> {
    if !answer.ok() {
        return Err(failure(answer).await);
    }
    answer.text().await.map_err(|_| ApiError::of(ErrorKind::Offline))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    serde_json::from_str(if text.is_empty() { "null" } else { text }).map_err(|error| {
        leptos::logging::warn!("an answer could not be read: {error}");
        ApiError::of(ErrorKind::Failed)
    })
}

async fn failure(answer: Response) -> ApiError {
    let retry_after = answer.headers().get("Retry-After").and_then(|value| value.parse().ok());
    let body = answer.text().await.unwrap_or_default();
    let error = ApiError::from_answer(answer.status(), retry_after, &body);
    if error.is(code::SESSION_REQUIRED) {
        ON_SESSION_END.with_borrow(|action| {
            if let Some(action) = action {
                action();
            }
        });
    }
    error
}
