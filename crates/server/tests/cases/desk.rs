//! The desk's side of cases: categories, numbers, taking over history, and what is refused.

use madoguchi_contract::cases::{CaseState, Side};
use madoguchi_server::testing::{
    TestApp,
    world::{ADMIN, OTHER, USER},
};
use serde_json::{Value, json};

use super::{at_desk, case_under, entries, open, read, short};

const CASES: &str = "/api/desk/v1/cases";

#[tokio::test]
async fn a_case_is_taken_over_with_its_history() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["cases"]).await;
    let new = json!({
        "number": "md0004711", "customer_number": "A100000001", "service": "mobile",
        "category": "fault", "subject": " 画面が出ない ", "body": "**至急**お願いします。",
        "contact": USER, "watchers": [ADMIN], "created_at": "2026-10-01T00:00:00Z",
    });
    desk.post(CASES, &new).await.accepted(201);
    let path = format!("{CASES}/MD0004711");
    let says = |at: &str, author: Value, contact: Value, body: &str| json!({ "at": at, "author": author, "contact": contact, "body": body });
    let moves = |at: &str, to: &str, contact: Value, reason: Value| json!({ "at": at, "to": to, "contact": contact, "reason": reason });
    let none = Value::Null;
    let comments = format!("{path}/comments");
    let transitions = format!("{path}/transitions");
    let asked = says("2026-10-01T00:10:00Z", json!("小川"), none.clone(), "機種は？");
    desk.post(&comments, &asked).await.accepted(201);
    let waits = moves("2026-10-01T00:10:00Z", "awaiting_customer", none.clone(), none.clone());
    desk.post(&transitions, &waits).await.accepted(200);
    let answered = says("2026-10-02T00:00:00Z", none.clone(), json!(ADMIN), "A です。");
    desk.post(&comments, &answered).await.accepted(201);
    let solved = moves("2026-10-03T00:00:00Z", "resolved", none.clone(), none.clone());
    desk.post(&transitions, &solved).await.accepted(200);
    let rejected = moves("2026-10-04T00:00:00Z", "in_progress", json!(USER), json!("直らない"));
    desk.post(&transitions, &rejected).await.accepted(200);
    let closed = moves("2026-10-05T00:00:00Z", "closed", json!(USER), none.clone());
    desk.post(&transitions, &closed).await.accepted(200);

    let user = app.signed_in(USER).await;
    let case = "/api/v1/cases/MD0004711";
    let taken = read(&user, case).await;
    assert_eq!(taken.summary.subject, "画面が出ない");
    assert_eq!(taken.summary.contact.as_deref(), Some("見本 一般"));
    assert_eq!(taken.summary.service.as_deref(), Some("モバイル端末保護"));
    assert_eq!(taken.created_at, "2026-10-01T00:00:00Z");
    assert_eq!(taken.summary.updated_at, "2026-10-05T00:00:00Z");
    assert_eq!(taken.watchers, ["見本 管理"]);
    let stream = entries(&user, case).await;
    let told: Vec<String> = stream.iter().map(short).collect();
    assert_eq!(
        told,
        [
            "至急お願いします。",
            "機種は？",
            "new>awaiting_customer",
            "A です。",
            "awaiting_customer>in_progress",
            "in_progress>resolved",
            "resolved>in_progress",
            "in_progress>closed",
        ]
    );
    assert_eq!(stream[1].side, Side::Desk);
    assert_eq!(stream[3].author.as_deref(), Some("見本 管理"));
    // The portal goes on after the number that came from elsewhere.
    assert_eq!(open(&app, &case_under("A100000001")).await, "/api/v1/cases/MD0004712");
}

#[tokio::test]
async fn history_arrives_in_order_and_never_from_the_future() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let desk = app.desk(&["cases"]).await;
    for (at, why) in [
        ("2026-11-20T01:40:59Z", "before_last_entry"),
        ("2026-11-20T01:41:01Z", "in_future"),
        ("yesterday", "invalid"),
    ] {
        for (path, mut body) in [
            ("comments", json!({ "body": "a", "author": "小川" })),
            ("transitions", json!({ "to": "in_progress" })),
        ] {
            body["at"] = json!(at);
            let reply = desk.post(&format!("{}/{path}", at_desk(&case)), &body).await;
            reply.refused(422, "invalid");
            assert_eq!(reply.value()["errors"], json!([{ "field": "at", "code": why }]));
        }
    }
}

#[tokio::test]
async fn what_a_case_names_must_exist_and_belong_together() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["cases"]).await;
    open(&app, &case_under("A100000001")).await;
    for (field, value, why) in [
        ("customer_number", json!("A999999999"), "unknown"),
        ("category", json!("colour"), "unknown"),
        ("service", json!("identity"), "unknown"),
        ("service", json!("colour"), "unknown"),
        ("contact", json!(OTHER), "unknown"),
        ("contact", json!("nobody@sample.example.mg"), "unknown"),
        ("subject", json!("  "), "required"),
        ("subject", json!("あ".repeat(161)), "too_long"),
        ("subject", json!("a\nb"), "invalid"),
        ("body", json!(" "), "required"),
        ("body", json!("あ".repeat(20_001)), "too_long"),
        ("number", json!("MD12"), "invalid"),
        ("number", json!("MD0000001"), "taken"),
        ("created_at", json!("2026-11-21T00:00:00Z"), "in_future"),
        ("watchers", json!([OTHER]), "unknown"),
    ] {
        let mut new = case_under("A100000001");
        new[field] = value.clone();
        let reply = desk.post(CASES, &new).await;
        reply.refused(422, "invalid");
        let errors = reply.value()["errors"].clone();
        assert_eq!(errors, json!([{ "field": field, "code": why }]), "{field} {value}");
    }
    // Somebody who is not linked to the customer number is not its contact.
    let mut new = case_under("A100000002");
    new["contact"] = json!(USER);
    desk.post(CASES, &new).await.refused(422, "invalid");
    let user = app.signed_in(ADMIN).await;
    assert_eq!(user.get("/api/v1/cases").await.value()["total"], 1);
}

#[tokio::test]
async fn a_retry_opens_one_case() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["cases"]).await;
    let new = case_under("A100000001");
    let first = desk.post_with_key(CASES, "alert-1", &new).await;
    let again = desk.post_with_key(CASES, "alert-1", &new).await;
    assert_eq!(first.accepted(201).body, again.accepted(201).body);
    let mut other = new.clone();
    other["subject"] = json!("別件");
    let reused = desk.post_with_key(CASES, "alert-1", &other).await;
    reused.refused(422, "idempotency_key_reused");
    let admin = app.signed_in(ADMIN).await;
    assert_eq!(admin.get("/api/v1/cases").await.value()["total"], 1);
}

#[tokio::test]
async fn the_desk_writes_to_open_cases_only_and_leaves_their_state() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let desk = app.desk(&["cases"]).await;
    let path = format!("{}/comments", at_desk(&case));
    let body = json!({ "body": "確認します。", "author": "小川" });
    super::bring_to(&app, &case, CaseState::AwaitingCustomer).await;
    desk.post(&path, &body).await.accepted(201);
    let admin = app.signed_in(ADMIN).await;
    assert_eq!(read(&admin, &case).await.summary.state, CaseState::AwaitingCustomer);
    let close = json!({ "action": "close" });
    admin.post(&format!("{case}/transitions"), &close).await.accepted(200);
    desk.post(&path, &body).await.refused(409, "case_closed");
    let by_customer = json!({ "body": "まだです", "contact": USER });
    desk.post(&path, &by_customer).await.refused(409, "case_closed");
    let missing = format!("{CASES}/MD0000099/comments");
    desk.post(&missing, &body).await.refused(404, "not_found");
}

#[tokio::test]
async fn categories_are_added_and_renamed() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["cases"]).await;
    let path = "/api/desk/v1/categories/licence";
    let body = json!({ "name": { "ja": "ライセンス", "en": "Licence" }, "enquiry": true });
    assert_eq!(desk.put(path, &body).await.accepted(201).value()["outcome"], "created");
    assert_eq!(desk.put(path, &body).await.accepted(200).value()["outcome"], "unchanged");
    let renamed = json!({ "name": { "ja": "ライセンス証書", "en": "Licence" }, "enquiry": true });
    assert_eq!(desk.put(path, &renamed).await.accepted(200).value()["outcome"], "changed");
    let mut new = case_under("A100000001");
    new["category"] = json!("licence");
    let case = open(&app, &new).await;
    let admin = app.signed_in(ADMIN).await;
    assert_eq!(read(&admin, &case).await.summary.category.name.ja, "ライセンス証書");
    for id in ["Licence", "a%20b", "%E6%97%A5", "a-b"] {
        desk.put(&format!("/api/desk/v1/categories/{id}"), &body).await.refused(422, "invalid");
    }
}
