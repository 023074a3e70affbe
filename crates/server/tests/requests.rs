//! What clients send and should not: every answer is a problem with a stable code, never a 5xx.

use axum::body::Body;
use http::Method;
use madoguchi_server::testing::{
    Client, PASSWORD, Reply, TestApp,
    world::{ADMIN, OTHER},
};
use serde_json::json;

const JSON: (&str, &str) = ("content-type", "application/json");

async fn sign_in_with(browser: &Client, body: &'static str, headers: &[(&str, &str)]) -> Reply {
    browser.send(Method::POST, "/api/v1/session", Body::from(body), headers).await
}

#[tokio::test]
async fn a_body_that_is_not_what_it_should_be_is_refused_with_a_code_of_its_own() {
    let app = TestApp::with_customers().await;
    let browser = app.browser();
    let good = r#"{"user_id": "a", "password": "b"}"#;
    for (body, status, code) in [
        ("", 400, "malformed_json"),
        ("{", 400, "malformed_json"),
        ("user_id=a&password=b", 400, "malformed_json"),
        ("\u{0}", 400, "malformed_json"),
        (r#"{"user_id": "\ud800", "password": "b"}"#, 400, "malformed_json"),
        ("null", 422, "invalid"),
        ("[]", 422, "invalid"),
        (r#"{"user_id": 7, "password": "b"}"#, 422, "invalid"),
        (r#"{"user_id": null, "password": "b"}"#, 422, "invalid"),
        (r#"{"password": "b"}"#, 422, "invalid"),
        (good, 401, "sign_in_failed"),
    ] {
        sign_in_with(&browser, body, &[JSON]).await.refused(status, code);
    }
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let reply = sign_in_with(&browser, good, &[("content-type", media_type)]).await;
        reply.refused(415, "json_required");
    }
    sign_in_with(&browser, good, &[]).await.refused(415, "json_required");
}

#[tokio::test]
async fn a_wrong_field_is_named() {
    let app = TestApp::with_customers().await;
    let reply = sign_in_with(&app.browser(), r#"{"user_id": 7}"#, &[JSON]).await;
    assert_eq!(reply.value()["errors"], json!([{ "field": "user_id", "code": "invalid" }]));
    let reply = sign_in_with(&app.browser(), r#"{"user_id": "a"}"#, &[JSON]).await;
    assert_eq!(reply.value()["errors"], json!([{ "field": "password", "code": "required" }]));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_early() {
    let app = TestApp::with_customers().await;
    let browser = app.browser();
    let announced = [JSON, ("content-length", "99999999999")];
    sign_in_with(&browser, "{", &announced).await.refused(413, "too_large");
    let large = json!({ "user_id": "a", "password": "b".repeat(1 << 20) });
    browser.post("/api/v1/session", &large).await.refused(413, "too_large");
    let deep = "[".repeat(500_000);
    let reply = browser.send(Method::POST, "/api/v1/session", Body::from(deep), &[JSON]).await;
    assert!(reply.status.is_client_error(), "{}", reply.status);
}

#[tokio::test]
async fn what_does_not_exist_is_a_404_of_the_api_and_not_a_page() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    for path in ["/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v9/session", "/api/v1/me/"] {
        browser.get(path).await.refused(404, "not_found");
    }
    let reply = browser.delete("/api/v1/me").await;
    reply.refused(405, "method_not_allowed");
    assert_eq!(reply.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn every_problem_quotes_the_request() {
    let app = TestApp::with_customers().await;
    let first = app.browser().get("/api/v1/me").await;
    let id = first.header("x-request-id");
    assert_eq!(first.value()["request_id"], id);
    assert_eq!(first.value()["type"], "urn:madoguchi:problem:session_required");
    assert_eq!(first.value()["title"], "Session required");
    assert_eq!(first.value()["status"], 401);
    let forged = app.browser().with_header("x-request-id", "mine").get("/api/v1/me").await;
    assert_ne!(forged.header("x-request-id"), "mine");
    assert_ne!(forged.header("x-request-id"), id);
}

#[tokio::test]
async fn writes_from_other_sites_are_refused_sign_in_included() {
    let app = TestApp::with_customers().await;
    let body = json!({ "user_id": ADMIN, "password": PASSWORD });
    let plain = app.browser().without_header("sec-fetch-site");
    for (client, allowed) in [
        (app.browser(), true),
        (app.browser().with_header("sec-fetch-site", "cross-site"), false),
        (app.browser().with_header("sec-fetch-site", "same-site"), false),
        (app.browser().with_header("sec-fetch-site", "none"), false),
        (plain.clone(), false),
        (plain.clone().with_header("origin", "http://localhost:8080"), true),
        (plain.clone().with_header("origin", "https://evil.example"), false),
        (plain.clone().with_header("origin", "null"), false),
    ] {
        let reply = client.post("/api/v1/session", &body).await;
        if allowed {
            reply.accepted(201);
        } else {
            reply.refused(403, "cross_site");
            assert_eq!(reply.header("set-cookie"), "");
        }
    }
    let signed_in = app.signed_in(ADMIN).await.with_header("sec-fetch-site", "cross-site");
    signed_in.delete("/api/v1/session").await.refused(403, "cross_site");
    signed_in
        .put("/api/v1/announcements/KA0000001/dismissal", &())
        .await
        .refused(403, "cross_site");
    signed_in.get("/api/v1/me").await.accepted(200);
}

#[tokio::test]
async fn preferences_change_only_from_what_was_read() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    let read = browser.get("/api/v1/me").await.value();
    let etag = read["preferences_etag"].as_str().unwrap();
    assert_eq!(read["preferences"]["time_zone"], "Asia/Tokyo");

    let change = json!({ "language": "en", "theme": "dark", "time_zone": "Europe/Lisbon" });
    let path = "/api/v1/me/preferences";
    browser.json(Method::PATCH, path, &change, &[]).await.refused(428, "if_match_required");
    let reply = browser.patch(path, etag, &change).await;
    let me = reply.accepted(200).value();
    assert_eq!(me["preferences"]["language"], "en");
    assert_eq!(me["preferences"]["large_text"], false);
    assert_eq!(me["customer_numbers"][0]["services"][0], "Mobile protection");
    assert_eq!(reply.header("etag"), me["preferences_etag"].as_str().unwrap());
    browser.patch(path, etag, &change).await.refused(412, "stale");

    let etag = reply.header("etag").to_owned();
    for wrong in [
        json!({ "time_zone": "Mars/Olympus" }),
        json!({ "time_zone": "../../etc/passwd" }),
        json!({ "language": "fr" }),
        json!({ "large_text": "yes" }),
        json!({ "colour": "blue" }),
    ] {
        browser.patch(path, &etag, &wrong).await.refused(422, "invalid");
    }
    browser.patch(path, &etag, &json!({ "large_text": true })).await.accepted(200);
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_another_body_is_refused() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["users"]).await;
    let user = |name: &str| {
        json!({ "company": "sample", "family_name": name, "given_name": "",
                "mail": "hanako@sample.example" })
    };
    let path = "/api/desk/v1/users";
    let first = desk.post_with_key(path, "key-1", &user("花子")).await;
    first.accepted(201);
    assert_eq!(first.value()["user_id"], "hanako@sample.example.mg");
    let again = desk.post_with_key(path, "key-1", &user("花子")).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.header("location"), first.header("location"));
    let other = desk.post_with_key(path, "key-1", &user("太郎")).await;
    other.refused(422, "idempotency_key_reused");
    let taken = desk.post_with_key(path, "key-2", &user("花子")).await;
    assert_eq!(taken.value()["errors"], json!([{ "field": "user_id", "code": "taken" }]));
    let json = [JSON];
    let body = Body::from(user("花子").to_string());
    let keyless = desk.send(Method::POST, path, body, &json).await;
    keyless.refused(400, "idempotency_key_required");
    // Keys belong to their owner: another token's are its own.
    let elsewhere = app.desk(&["users"]).await;
    let theirs = elsewhere.post_with_key(path, "key-1", &user("太郎")).await;
    assert_eq!(theirs.value()["errors"], json!([{ "field": "user_id", "code": "taken" }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_twice_at_once_creates_one() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["users"]).await;
    let user = json!({ "company": "sample", "family_name": "見本", "given_name": "花子",
                       "mail": "hanako@sample.example" });
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (desk, user) = (desk.clone(), user.clone());
        requests.spawn(async move {
            desk.post_with_key("/api/desk/v1/users", "double-click", &user).await
        });
    }
    while let Some(reply) = requests.join_next().await {
        assert_eq!(reply.unwrap().accepted(201).value()["user_id"], "hanako@sample.example.mg");
    }
    let made: i64 = sqlx::query_scalar("SELECT count(*) FROM users WHERE mail LIKE 'hanako@%'")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(made, 1);
}

#[tokio::test]
async fn another_companys_session_sees_nothing_of_ours() {
    let app = TestApp::with_customers().await;
    let me = app.signed_in(OTHER).await.get("/api/v1/me").await.text();
    assert!(me.contains("B200000001"));
    assert!(!me.contains("A10000000") && !me.contains("サンプル商事"), "{me}");
}

#[tokio::test]
async fn long_answers_come_compressed_to_those_who_take_it() {
    let app = TestApp::start().await;
    let plain = app.browser().get("/api/v1/openapi.json").await;
    assert_eq!(plain.header("content-encoding"), "");
    for (accepted, encoding) in [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip")] {
        let browser = app.browser().with_header("accept-encoding", accepted);
        let reply = browser.get("/api/v1/openapi.json").await;
        assert_eq!(reply.header("content-encoding"), encoding);
        assert_eq!(reply.header("vary"), "accept-encoding");
        assert!(reply.body.len() * 4 < plain.body.len(), "{}", reply.body.len());
        let short = browser.get("/api/v1/session").await;
        assert_eq!(short.header("content-encoding"), "");
    }
}
