//! The desk API: tokens and their scopes, sending the same thing twice, and what is refused.

use madoguchi_server::{
    desk::tokens,
    testing::{TestApp, world::ADMIN},
};
use serde_json::{Value, json};

fn person() -> Value {
    json!({
        "company": "sample", "family_name": "見本", "given_name": "花子",
        "mail": "hanako@sample.example", "customer_numbers": ["A100000002"],
        "customer_administrator_of": ["A100000002"],
    })
}

#[tokio::test]
async fn nobody_gets_in_without_a_good_token() {
    let app = TestApp::with_customers().await;
    let body = json!({ "name": "x" });
    let path = "/api/desk/v1/companies/x";
    for header in ["", "Bearer", "Bearer made-up", "Basic YTpi"] {
        let client = app.browser().with_header("authorization", header);
        client.put(path, &body).await.refused(401, "token_required");
    }
    // A session of a customer opens nothing here.
    app.signed_in(ADMIN).await.put(path, &body).await.refused(401, "token_required");
    app.desk(&["users"]).await.put(path, &body).await.refused(403, "scope_required");
    app.desk(&["companies"]).await.put(path, &body).await.accepted(201);
}

#[tokio::test]
async fn a_revoked_token_is_refused_at_once() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["companies"]).await;
    let path = "/api/desk/v1/companies/x";
    desk.put(path, &json!({ "name": "x" })).await.accepted(201);
    let listed = tokens::list(&app.state.store).await.unwrap();
    assert_eq!((listed[0].scopes.as_str(), listed[0].revoked_at), ("companies", None));
    assert!(tokens::revoke(&app.state.store, listed[0].id, 1).await.unwrap());
    assert!(!tokens::revoke(&app.state.store, listed[0].id, 2).await.unwrap());
    desk.put(path, &json!({ "name": "y" })).await.refused(401, "token_required");
}

#[tokio::test]
async fn sending_the_same_thing_twice_changes_nothing() {
    let app = TestApp::with_customers().await;
    let desk = app.desk_for_everything().await;
    let label = json!({ "ja": "新", "en": "new" });
    let announcement = json!({
        "kind": "notice", "author": "desk",
        "texts": [{ "language": "ja", "title": "一", "body": "本文" }],
    });
    for (path, first, second) in [
        ("companies/new", json!({ "name": "甲" }), json!({ "name": "乙" })),
        ("products/new", json!({ "name": label }), json!({ "name": { "ja": "x", "en": "y" } })),
        (
            "services/new",
            json!({ "name": label, "product": "security" }),
            json!({ "name": label, "product": "new" }),
        ),
        (
            "customer-numbers/C300000001",
            json!({ "company": "new", "services": ["base", "mobile"] }),
            json!({ "company": "new", "services": ["mobile", "base"] }),
        ),
        ("users/hanako", person(), {
            let mut moved = person();
            moved["customer_numbers"] = Value::Null;
            moved
        }),
        ("announcements/one", announcement.clone(), {
            let mut solved = announcement;
            solved["solved"] = json!(true);
            solved
        }),
    ] {
        let path = format!("/api/desk/v1/{path}");
        for (body, status, outcome) in [
            (&first, 201, "created"),
            (&first, 200, "unchanged"),
            (&second, 200, "changed"),
            (&second, 200, "unchanged"),
        ] {
            let reply = desk.put(&path, body).await;
            assert_eq!(reply.accepted(status).value()["outcome"], outcome, "{path}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_by_field() {
    let app = TestApp::with_customers().await;
    let desk = app.desk_for_everything().await;
    let with = |field: &str, value: Value| {
        let mut person = person();
        person[field] = value;
        person
    };
    let long = "x".repeat(201);
    for (path, body, field, code) in [
        ("companies/x", json!({ "name": " " }), "name", "required"),
        ("companies/x", json!({ "name": long }), "name", "too_long"),
        ("companies/x", json!({ "name": "a\nb" }), "name", "invalid"),
        (
            "services/x",
            json!({ "name": { "ja": "a", "en": "b" }, "product": "?" }),
            "product",
            "unknown",
        ),
        (
            "customer-numbers/a-1",
            json!({ "company": "sample", "services": [] }),
            "number",
            "invalid",
        ),
        ("customer-numbers/C1", json!({ "company": "?", "services": [] }), "company", "unknown"),
        (
            "customer-numbers/C1",
            json!({ "company": "sample", "services": ["?"] }),
            "services",
            "unknown",
        ),
        (
            "customer-numbers/C1",
            json!({ "company": "sample", "services": ["base", "base"] }),
            "services",
            "duplicate",
        ),
        (
            "customer-numbers/A100000001",
            json!({ "company": "other", "services": [] }),
            "company",
            "fixed",
        ),
        ("users/hanako", with("mail", json!("nowhere")), "mail", "invalid"),
        ("users/hanako", with("family_name", json!("")), "family_name", "required"),
        (
            "users/hanako",
            with("customer_numbers", json!(["B200000001"])),
            "customer_numbers",
            "unknown",
        ),
        (
            "users/hanako",
            with("customer_administrator_of", json!(["B200000001"])),
            "customer_administrator_of",
            "unknown",
        ),
        ("users/Admin@other.example.mg", with("customer_numbers", Value::Null), "company", "fixed"),
        (&format!("users/{}", "x".repeat(41)), person(), "user_id", "too_long"),
        ("users/with%20space", person(), "user_id", "invalid"),
    ] {
        let reply = desk.put(&format!("/api/desk/v1/{path}"), &body).await;
        reply.refused(422, "invalid");
        assert_eq!(reply.value()["errors"], json!([{ "field": field, "code": code }]), "{path}");
    }
}

#[tokio::test]
async fn an_announcement_that_makes_no_sense_is_refused_by_field() {
    let app = TestApp::with_customers().await;
    let desk = app.desk_for_everything().await;
    let text = json!({ "language": "ja", "title": "一", "body": "本文" });
    let label = json!({ "ja": "停止", "en": "down" });
    for (change, field, code) in [
        (json!({ "texts": [] }), "texts", "required"),
        (json!({ "texts": [text, text] }), "texts", "duplicate"),
        (json!({ "audience": { "services": ["?"] } }), "audience.services", "unknown"),
        (
            json!({ "audience": { "customer_numbers": ["?"] } }),
            "audience.customer_numbers",
            "unknown",
        ),
        (json!({ "impacts": [{ "service": "?", "text": label }] }), "impacts", "unknown"),
        (json!({ "published_at": "yesterday" }), "published_at", "invalid"),
        (
            json!({ "starts_at": "2026-11-22T15:00:00Z", "ends_at": "2026-11-22T14:00:00Z" }),
            "ends_at",
            "before_start",
        ),
    ] {
        let mut body = json!({ "kind": "notice", "author": "desk", "texts": [text] });
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let reply = desk.put("/api/desk/v1/announcements/one", &body).await;
        reply.refused(422, "invalid");
        assert_eq!(reply.value()["errors"], json!([{ "field": field, "code": code }]));
    }
}

#[tokio::test]
async fn a_user_linked_to_one_number_sees_that_one() {
    let app = TestApp::with_customers().await;
    let desk = app.desk_for_everything().await;
    let user = json!({
        "company": "sample", "family_name": "見本", "given_name": "管理",
        "mail": "admin@sample.example", "customer_numbers": ["A100000002"],
    });
    let browser = app.signed_in(ADMIN).await;
    desk.put(&format!("/api/desk/v1/users/{ADMIN}"), &user).await.accepted(200);
    let me = browser.get("/api/v1/me").await.value();
    assert_eq!(me["role"], "general_user");
    assert_eq!(
        me["customer_numbers"],
        json!([{ "number": "A100000002", "services": ["基本サービス", "ID管理"] }])
    );
}
