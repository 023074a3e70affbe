//! The description of the API: it is what the server says, it is kept in `docs/`, and every route
//! in it answers nonsense with a problem instead of falling over.

use std::collections::HashSet;

use axum::body::Body;
use http::Method;
use madoguchi_server::{
    openapi, sample,
    testing::{Client, TestApp, world::ADMIN},
};
use serde_json::{Value, json};

fn document() -> Value {
    serde_json::from_str(&openapi::text()).unwrap()
}

/// Every operation as method and path.
fn operations() -> Vec<(Method, String)> {
    let document = document();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "patch", "delete"] {
            if item.get(method).is_some() {
                let method = method.to_uppercase().parse().unwrap();
                operations.push((method, path.clone()));
            }
        }
    }
    operations
}

#[test]
fn the_snapshot_in_docs_is_up_to_date() {
    let snapshot = include_str!("../../../docs/openapi.json");
    assert!(
        snapshot == openapi::text(),
        "the API has changed: look at the change, then run `cargo xtask openapi`"
    );
}

#[tokio::test]
async fn the_server_serves_its_description() {
    let app = TestApp::start().await;
    let served = app.browser().get("/api/v1/openapi.json").await.accepted(200).value();
    assert_eq!(served, document());
    assert!(served["openapi"].as_str().unwrap().starts_with("3.1."));
}

/// Whether anybody may ask, signed in or not.
fn is_open(path: &str) -> bool {
    ["session", "sign-in-options", "support-hours", "password-resets", "mail-confirmations"]
        .into_iter()
        .any(|open| path.strip_prefix("/api/v1/").and_then(|p| p.split('/').next()) == Some(open))
}

#[test]
fn every_operation_says_who_may_use_it_and_how_it_fails() {
    let document = document();
    let mut names = HashSet::new();
    for (method, path) in operations() {
        let operation = &document["paths"][&path][method.as_str().to_lowercase()];
        let open = is_open(&path);
        let scheme = if path.starts_with("/api/desk/") { "desk_token" } else { "session" };
        assert!(
            open || operation["security"][0].get(scheme).is_some(),
            "{method} {path} lacks its security scheme"
        );
        assert!(names.insert(operation["operationId"].clone()), "{method} {path} shares its name");
        assert!(operation["summary"].is_string(), "{method} {path} lacks a summary");
        assert!(operation["tags"].is_array(), "{method} {path} lacks a tag");
    }
}

#[tokio::test]
async fn every_route_needs_a_session_or_a_token() {
    let app = TestApp::with_customers().await;
    let anonymous = app.browser();
    for (method, path) in operations() {
        let path = path.replace(['{', '}'], "");
        let headers = [("content-type", "application/json"), ("idempotency-key", "k")];
        let reply = anonymous.send(method.clone(), &path, Body::from("{}"), &headers).await;
        let open = is_open(&path);
        if !open {
            let code =
                if path.starts_with("/api/desk/") { "token_required" } else { "session_required" };
            reply.refused(401, code);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_falls_over_whatever_it_is_sent() {
    let app = TestApp::start().await;
    assert!(sample::fill(&app.state, None).await.unwrap());
    let browser = app.signed_in(ADMIN).await;
    let desk = app.desk_for_everything().await;
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    // Signing out would end the session that the other routes need.
    let session = (Method::DELETE, "/api/v1/session".to_owned());
    for (method, path) in operations().into_iter().filter(|operation| *operation != session) {
        let client = if path.starts_with("/api/desk/") { &desk } else { &browser };
        for round in 0..40 {
            let path = noise.fill(&path);
            let body = noise.body(round);
            let key = format!("key-{round}-{}", noise.next());
            send(client, &method, &path, body, &key).await;
        }
    }
}

async fn send(client: &Client, method: &Method, path: &str, body: Vec<u8>, key: &str) {
    let headers =
        [("content-type", "application/json"), ("idempotency-key", key), ("if-match", "*")];
    let shown = String::from_utf8_lossy(&body).into_owned();
    let reply = client.send(method.clone(), path, Body::from(body), &headers).await;
    assert!(
        !reply.status.is_server_error(),
        "{method} {path} {shown}\n{} {}",
        reply.status,
        reply.text()
    );
    if reply.status.is_client_error() {
        assert_eq!(reply.header("content-type"), "application/problem+json", "{method} {path}");
        assert!(reply.value()["code"].is_string(), "{method} {path}");
    }
}

/// Nonsense, the same in every run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        let index = self.next() as usize % choices.len();
        choices[index].clone()
    }

    /// Something for every variable part of `path`, and a query.
    fn fill(&mut self, path: &str) -> String {
        let parts: Vec<String> = path
            .split('/')
            .map(|part| if part.starts_with('{') { self.word() } else { part.to_owned() })
            .collect();
        let names =
            ["cursor", "sort", "view", "limit", "q", "order", "size", "number", "base", "%00"];
        format!(
            "{}?{}={}&{}={}",
            parts.join("/"),
            self.pick(&names),
            self.word(),
            self.pick(&names),
            self.word()
        )
    }

    fn word(&mut self) -> String {
        let words = [
            "MD0001014",
            "KA0000001",
            "A100000001",
            "0",
            "-1",
            "18446744073709551616",
            "%00",
            "%FF%FE",
            "..",
            "%2e%2e%2f",
            "'%20OR%201=1--",
            "%E9%8C%B2%E9%9F%B3",
            "null",
            "NaN",
            "eyJhIjoxfQ",
            "AAAA",
            "-updated",
            "%F0%9F%92%A9",
            "updated,updated",
            "*",
            "%22",
            "%25",
        ];
        let word = self.pick(&words).to_owned();
        if self.next().is_multiple_of(9) { "x".repeat(3_000) } else { word }
    }

    /// A body: random bytes at first, then JSON that comes nearer and nearer to something real.
    fn body(&mut self, round: usize) -> Vec<u8> {
        if round.is_multiple_of(4) {
            return (0..self.next() % 400).map(|_| self.next() as u8).collect();
        }
        let names = [
            "name",
            "company",
            "services",
            "product",
            "family_name",
            "given_name",
            "mail",
            "texts",
            "kind",
            "author",
            "audience",
            "impacts",
            "published_at",
            "body",
            "action",
            "reason",
            "to",
            "subject",
            "category",
            "customer_number",
            "number",
            "at",
            "attachments",
            "base",
            "title",
            "language",
            "markdown",
            "position",
            "description",
            "user_id",
            "password",
            "method",
            "proof",
            "credential",
            "code",
            "theme",
            "time_zone",
            "large_text",
            "contact",
            "service",
        ];
        let mut object = json!({});
        for _ in 0..self.next() % 12 {
            let value = self.value(0);
            object[self.pick(&names)] = value;
        }
        object.to_string().into_bytes()
    }

    fn value(&mut self, depth: usize) -> Value {
        let word = self.word();
        let choices = [
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!(u64::MAX),
            json!(""),
            json!("\u{0}"),
            json!("２０２６"),
            json!("x".repeat(30_000)),
            json!(word),
            json!("sample"),
            json!("ja"),
            json!("notice"),
            json!("passkey"),
            json!("close"),
            json!("resolved"),
            json!("2026-11-20T01:41:00Z"),
            json!("-9999-01-01T00:00:00Z"),
            json!("AAAA"),
            json!({ "ja": "日本語", "en": "English" }),
            json!([{ "type": "paragraph", "content": [{ "type": "text", "text": "a" }] }]),
            json!([{ "language": "ja", "title": "t", "body": "<b>**x**</b> | a |\n|-|\n" }]),
        ];
        match self.next() % 6 {
            0 if depth < 40 => json!([self.value(depth + 1)]),
            1 if depth < 40 => {
                json!({ self.pick(&["ja", "text", "type", "content"]): self.value(depth + 1) })
            }
            _ => self.pick(&choices),
        }
    }
}
