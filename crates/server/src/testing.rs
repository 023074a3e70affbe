//! For tests of this crate and of programs that embed it: the application on a temporary
//! database with a clock moved by hand, and a client that signs in and keeps the cookie.
//!
//! Failing here fails a test, so everything panics instead of returning errors.

pub mod world;

use std::{net::SocketAddr, path::PathBuf};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use tower::ServiceExt;

use crate::{
    app::{self, AppState},
    clock::Clock,
    config::Config,
    session::tokens,
};

/// The moment at which the clock of a [`TestApp`] stands at first: a Friday, 10:41 in Tokyo.
pub const START: &str = "2026-11-20T01:41:00Z";

/// The password of the users of the sample world, and of those that tests make.
pub const PASSWORD: &str = "Madoguchi-2026!";

/// The application on a database of its own, which is removed when this is dropped.
#[derive(Debug)]
pub struct TestApp {
    /// What handlers share: store, clock, configuration.
    pub state: AppState,
    router: Router,
    folder: PathBuf,
}

impl TestApp {
    /// An empty database and the default configuration.
    pub async fn start() -> Self {
        Self::start_with(Config::default()).await
    }

    /// An empty database and a configuration of one's own.
    pub async fn start_with(config: Config) -> Self {
        let folder = std::env::temp_dir().join(format!("madoguchi-test-{}", tokens::random_hex()));
        std::fs::create_dir(&folder).expect("a temporary folder");
        let start: Timestamp = START.parse().expect("a valid time");
        Self::open(folder, config, Clock::manual(start)).await
    }

    async fn open(folder: PathBuf, config: Config, clock: Clock) -> Self {
        let state = AppState::open(&folder, config, clock).await.expect("a database");
        Self { router: app::router(state.clone()), state, folder }
    }

    /// Stops and starts again on the same database, as after a crash or an update.
    pub async fn restart(mut self) -> Self {
        self.state.store.close().await;
        let folder = std::mem::take(&mut self.folder);
        let config = Config::clone(&self.state.config);
        Self::open(folder, config, self.state.clock.clone()).await
    }

    /// Serves the built app in `dist` beside the API.
    pub fn serving(mut self, dist: &std::path::Path) -> Self {
        self.state = self.state.clone().with_dist(dist);
        self.router = app::router(self.state.clone());
        self
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        self.state.clock.advance(by);
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Client {
        Client {
            router: self.router.clone(),
            headers: HeaderMap::from_iter([(
                "sec-fetch-site".parse().expect("a name"),
                "same-origin".parse().expect("a value"),
            )]),
            address: SocketAddr::from(([192, 0, 2, 1], 40_000)),
        }
    }

    /// A browser in which `user_id` has signed in with [`PASSWORD`].
    pub async fn signed_in(&self, user_id: &str) -> Client {
        let mut browser = self.browser();
        let answer = browser.sign_in(user_id, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        browser
    }

    /// A system of the desk with a new token for `scopes`.
    pub async fn desk(&self, scopes: &[&str]) -> Client {
        let token = crate::desk::tokens::create(
            &self.state.store,
            "test",
            &scopes.iter().map(|scope| (*scope).to_owned()).collect::<Vec<_>>(),
            self.state.clock.now_millis(),
        )
        .await
        .expect("a token");
        self.browser().with_header("authorization", &format!("Bearer {token}"))
    }

    /// A system of the desk that may do everything.
    pub async fn desk_for_everything(&self) -> Client {
        self.desk(crate::request::scopes::ALL).await
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if !self.folder.as_os_str().is_empty() {
            // Left-overs in the folder for temporary files are no reason to fail a test.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// Somebody who sends requests.
#[derive(Clone, Debug)]
pub struct Client {
    router: Router,
    headers: HeaderMap,
    address: SocketAddr,
}

impl Client {
    /// Sends `value` as header `name` from now on, instead of what it sent before.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    /// Like [`Client::with_header`].
    pub fn set_header(&mut self, name: &str, value: &str) {
        let name: header::HeaderName = name.parse().expect("a header name");
        self.headers.insert(name, value.parse().expect("a header value"));
    }

    /// Does not send the header `name` any more.
    pub fn without_header(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    /// Comes from another network address.
    pub fn from_address(mut self, ip: [u8; 4]) -> Self {
        self.address = SocketAddr::from((ip, 40_000));
        self
    }

    /// Signs in and keeps the cookie.
    pub async fn sign_in(&mut self, user_id: &str, password: &str) -> Reply {
        let body = serde_json::json!({ "user_id": user_id, "password": password });
        let reply = self.post("/api/v1/session", &body).await;
        let cookie = reply.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        if let Some(pair) = cookie.and_then(|cookie| cookie.split(';').next()) {
            self.set_header("cookie", pair);
        }
        reply
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, Body::empty(), &[]).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, Body::empty(), &[]).await
    }

    /// `POST` with a JSON body and a new `Idempotency-Key`.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Reply {
        self.post_with_key(path, &tokens::random_hex(), body).await
    }

    /// `POST` with a JSON body and a given `Idempotency-Key`.
    pub async fn post_with_key(&self, path: &str, key: &str, body: &impl Serialize) -> Reply {
        self.json(Method::POST, path, body, &[("idempotency-key", key)]).await
    }

    /// `PUT` with a JSON body.
    pub async fn put(&self, path: &str, body: &impl Serialize) -> Reply {
        self.json(Method::PUT, path, body, &[]).await
    }

    /// `PATCH` with a JSON body and `If-Match`.
    pub async fn patch(&self, path: &str, etag: &str, body: &impl Serialize) -> Reply {
        self.json(Method::PATCH, path, body, &[("if-match", etag)]).await
    }

    /// Any method with a JSON body and further headers.
    pub async fn json(
        &self,
        method: Method,
        path: &str,
        body: &impl Serialize,
        headers: &[(&str, &str)],
    ) -> Reply {
        let body = serde_json::to_vec(body).expect("a JSON body");
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/json"));
        self.send(method, path, Body::from(body), &headers).await
    }

    /// Any request.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Body,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Reply { status: parts.status, headers: parts.headers, body }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Reply {
    /// The body as a type of the contract.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    /// The body as any JSON.
    pub fn value(&self) -> serde_json::Value {
        self.json()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The header `name` as text; empty without one.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Asserts a problem with this status and code.
    pub fn refused(&self, status: u16, code: &str) -> &Self {
        let body = self.text();
        assert_eq!(self.status.as_u16(), status, "{body}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{body}");
        assert_eq!(self.value()["code"], code, "{body}");
        self
    }

    /// Asserts success with this status.
    pub fn accepted(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }
}
