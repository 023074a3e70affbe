//! Who is mailed about a maintenance or an incident.

use jiff::SignedDuration;
use madoguchi_server::{
    housekeeping,
    testing::{
        TestApp,
        world::{ADMIN, NEW, OTHER, SECOND_FACTOR, USER},
    },
};
use serde_json::{Value, json};

fn announcement(kind: &str, audience: Value) -> Value {
    json!({
        "kind": kind, "author": "障害対策室", "audience": audience,
        "texts": [
            { "language": "ja", "title": "通知の遅れ", "body": "遅れています。" },
            { "language": "en", "title": "Delays", "body": "There are delays." },
        ],
    })
}

async fn put(app: &TestApp, key: &str, announcement: &Value) {
    let desk = app.desk(&["announcements"]).await;
    let reply = desk.put(&format!("/api/desk/v1/announcements/{key}"), announcement).await;
    assert!(reply.status.is_success(), "{}", reply.text());
}

/// Whom the mails since the last call went to, sorted; all are about announcements.
async fn told(app: &TestApp) -> Vec<String> {
    let mails = app.mails().await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("DELETE FROM mails").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert!(mails.iter().all(|mail| mail.event == "announcement"));
    let mut told: Vec<_> = mails.into_iter().map(|mail| mail.to).collect();
    told.sort();
    told
}

fn people(users: &[&str]) -> Vec<String> {
    let mut all: Vec<_> =
        users.iter().map(|user| user.trim_end_matches(".mg").to_owned()).collect();
    all.sort();
    all
}

#[tokio::test]
async fn an_incident_is_told_to_those_who_have_the_service() {
    let app = TestApp::with_customers().await;
    let identity = json!({ "services": ["identity"] });
    put(&app, "incident", &announcement("incident", identity.clone())).await;
    let mails = app.mails().await;
    let mail = &mails[0];
    assert_eq!(mail.subject, "障害のお知らせ: 通知の遅れ");
    assert!(mail.link("/announcements/").starts_with("/announcements/KA"), "{}", mail.text);
    assert!(!mail.text.contains("遅れています。"), "{}", mail.text);
    assert_eq!(told(&app).await, people(&[ADMIN, SECOND_FACTOR, NEW, OTHER]), "not {USER}");

    let mut changed = announcement("incident", identity.clone());
    changed["solved"] = json!(true);
    put(&app, "incident", &changed).await;
    assert_eq!(told(&app).await, people(&[]), "a change is not told again");
    put(&app, "notice", &announcement("notice", identity)).await;
    assert_eq!(told(&app).await, people(&[]), "nor is a plain notice");
    let number = json!({ "customer_numbers": ["A100000001"] });
    put(&app, "number", &announcement("maintenance", number)).await;
    assert_eq!(told(&app).await, people(&[ADMIN, USER, SECOND_FACTOR, NEW]));
}

#[tokio::test]
async fn one_for_everyone_is_told_to_those_whose_services_it_touches() {
    let app = TestApp::with_customers().await;
    put(&app, "general", &announcement("maintenance", json!({}))).await;
    assert_eq!(told(&app).await, people(&[]));
    let mut touching = announcement("maintenance", json!({}));
    touching["impacts"] =
        json!([{ "service": "mobile", "text": { "ja": "止まります。", "en": "Stops." } }]);
    put(&app, "touching", &touching).await;
    assert_eq!(told(&app).await, people(&[ADMIN, USER, SECOND_FACTOR, NEW]));
}

#[tokio::test]
async fn one_that_appears_later_is_told_when_it_appears() {
    let app = TestApp::with_customers().await;
    let mut planned = announcement("maintenance", json!({ "services": ["mobile"] }));
    planned["published_at"] = json!("2026-11-20T03:00:00Z");
    put(&app, "planned", &planned).await;
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(told(&app).await, people(&[]));
    app.advance(SignedDuration::from_hours(2));
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(told(&app).await.len(), 4);
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(told(&app).await, people(&[]));
}

#[tokio::test]
async fn one_of_last_week_is_no_news() {
    let app = TestApp::with_customers().await;
    let mut old = announcement("incident", json!({ "services": ["mobile"] }));
    old["published_at"] = json!("2026-11-13T03:00:00Z");
    put(&app, "old", &old).await;
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(told(&app).await, people(&[]));
}
