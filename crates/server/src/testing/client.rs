//! Somebody who sends requests to a `TestApp`, and what comes back.
//! Requests go straight into the router, without a network between.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use serde::{Serialize, de::DeserializeOwned};
use tower::ServiceExt;

use crate::session::tokens;

/// Somebody who sends requests.
#[derive(Clone, Debug)]
pub struct Client {
    router: Router,
    headers: HeaderMap,
    address: SocketAddr,
}

impl Client {
    /// Like a browser that has never been here: it says that its requests come from the
    /// portal's own pages.
    pub(super) fn new(router: Router) -> Self {
        let client = Self {
            router,
            headers: HeaderMap::new(),
            address: SocketAddr::from(([192, 0, 2, 1], 40_000)),
        };
        client.with_header("sec-fetch-site", "same-origin")
    }

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

    /// Signs in and keeps the cookies.
    pub async fn sign_in(&mut self, user_id: &str, password: &str) -> Reply {
        let body = serde_json::json!({ "user_id": user_id, "password": password });
        let reply = self.post("/api/v1/session", &body).await;
        self.keep_cookies(&reply);
        reply
    }

    /// Proves the second factor and keeps the cookies.
    pub async fn verify(&mut self, method: &str, proof: &str) -> Reply {
        let body = serde_json::json!({ "method": method, "proof": proof });
        let reply = self.post("/api/v1/session/verification", &body).await;
        self.keep_cookies(&reply);
        reply
    }

    /// Takes over the cookies that `reply` sets and removes.
    pub fn keep_cookies(&mut self, reply: &Reply) {
        let text = |value: &header::HeaderValue| value.to_str().expect("text").to_owned();
        let present = self.headers.get(header::COOKIE).map(text).unwrap_or_default();
        let mut jar: BTreeMap<String, String> = present
            .split("; ")
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for cookie in reply.headers.get_all(header::SET_COOKIE).iter().map(text) {
            let (pair, attributes) = cookie.split_once(';').expect("attributes");
            let (name, value) = pair.split_once('=').expect("a name and a value");
            if attributes.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        let pairs: Vec<String> =
            jar.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.set_header("cookie", &pairs.join("; "));
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
