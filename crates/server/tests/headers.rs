//! Security headers: on every kind of answer, exactly as the design says.

use http::Method;
use madoguchi_server::testing::{Reply, TestApp, world::ADMIN};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

fn assert_guarded(what: &str, reply: &Reply) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(reply.header(name), value, "{what}: {name}");
    }
    assert!(reply.header("permissions-policy").contains("camera=()"), "{what}");
    assert_eq!(reply.header("x-request-id").len(), 32, "{what}");
    assert_eq!(reply.header("server"), "", "{what} tells nothing of the server");
}

#[tokio::test]
async fn every_kind_of_answer_carries_them() {
    let dist = tempfile::tempdir().unwrap();
    std::fs::write(dist.path().join("index.html"), "<!doctype html>").unwrap();
    let app = TestApp::with_customers().await.serving(dist.path());
    let browser = app.signed_in(ADMIN).await;
    let foreign = app.browser().with_header("sec-fetch-site", "cross-site");
    for (what, reply, stored) in [
        ("an answer", browser.get("/api/v1/me").await, false),
        ("no session", app.browser().get("/api/v1/me").await, false),
        ("no such route", browser.get("/api/v1/nothing").await, false),
        ("wrong method", browser.delete("/api/v1/me").await, false),
        ("cross-site", foreign.delete("/api/v1/session").await, false),
        ("bad body", browser.post("/api/v1/session", &7).await, false),
        ("no token", browser.put("/api/desk/v1/companies/x", &7).await, false),
        ("sign-out", browser.delete("/api/v1/session").await, false),
        ("the description", browser.get("/api/v1/openapi.json").await, false),
        ("the app", browser.get("/").await, true),
        ("a page of the app", browser.get("/cases/MD0001014").await, true),
        ("no such file", browser.get("/missing.js").await, false),
        ("writing a file", browser.post("/index.html", &7).await, false),
    ] {
        assert_guarded(what, &reply);
        let caching = if stored { "no-cache" } else { "no-store" };
        assert_eq!(reply.header("cache-control"), caching, "{what}");
    }
    let head = browser.send(Method::HEAD, "/", axum::body::Body::empty(), &[]).await;
    assert_guarded("only the head", &head);
    assert!(head.body.is_empty());
}
