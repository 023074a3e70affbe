//! Who is mailed about a case, and what the mail says.

use jiff::SignedDuration;
use madoguchi_server::{
    housekeeping, sample,
    testing::{
        SentMail, TestApp,
        world::{ADMIN, DISABLED, NEW, OTHER, SECOND_FACTOR, USER},
    },
};
use serde_json::{Value, json};

const SECRET: &str = "秘密の本文";

fn case() -> Value {
    json!({
        "customer_number": "A100000001", "category": "fault", "subject": "接続できない <b>",
        "body": SECRET, "contact": USER, "watchers": [ADMIN, SECOND_FACTOR],
    })
}

fn address(user_id: &str) -> String {
    user_id.trim_end_matches(".mg").to_owned()
}

/// What the desk sends; gives the number of the case.
async fn open(app: &TestApp, new: &Value) -> String {
    let reply = app.desk(&["cases"]).await.post("/api/desk/v1/cases", new).await;
    reply.accepted(201).value()["number"].as_str().unwrap().to_owned()
}

async fn desk_says(app: &TestApp, number: &str, what: &str, new: &Value) {
    let reply =
        app.desk(&["cases"]).await.post(&format!("/api/desk/v1/cases/{number}/{what}"), new).await;
    assert!(reply.status.is_success(), "{}", reply.text());
}

/// The mails since the last call; they count as sent.
async fn news(app: &TestApp) -> Vec<SentMail> {
    let mails = app.mails().await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("DELETE FROM mails").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    mails
}

/// Event and recipient of each of them, sorted.
async fn told(app: &TestApp) -> Vec<(String, String)> {
    let mut told: Vec<_> = news(app).await.into_iter().map(|mail| (mail.event, mail.to)).collect();
    told.sort();
    told
}

fn to(event: &str, users: &[&str]) -> Vec<(String, String)> {
    let mut all: Vec<_> = users.iter().map(|user| (event.to_owned(), address(user))).collect();
    all.sort();
    all
}

async fn sql(app: &TestApp, statement: &'static str) {
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query(statement).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_comment_of_the_desk_is_told_to_contact_and_watchers_without_its_text() {
    let app = TestApp::with_customers().await;
    sql(&app, "UPDATE users SET language = 'en' WHERE administrator = 1").await;
    let number = open(&app, &case()).await;
    assert_eq!(told(&app).await, to("enquiry_received", &[USER, ADMIN, SECOND_FACTOR]));
    desk_says(&app, &number, "comments", &json!({ "body": SECRET, "author": "佐藤" })).await;
    let mails = news(&app).await;
    assert_eq!(mails.len(), 3);
    for mail in &mails {
        assert_eq!(mail.event, "desk_comment");
        for text in [&mail.subject, &mail.text] {
            assert!(text.contains(&number) && text.contains("接続できない <b>"), "{text}");
        }
        assert_eq!(mail.link("/cases/"), format!("/cases/{number}"));
        assert!(!mail.text.contains(SECRET) && !mail.html.contains(SECRET));
        assert!(!mail.html.contains("<b>"), "{}", mail.html);
    }
    let english = mails.iter().find(|mail| mail.to == address(ADMIN)).unwrap();
    assert_eq!(english.language, "en");
    assert!(english.text.contains("The desk has commented"), "{}", english.text);
}

#[tokio::test]
async fn a_change_of_state_is_told_to_all_but_the_one_who_made_it() {
    let app = TestApp::with_customers().await;
    let number = open(&app, &case()).await;
    told(&app).await;
    desk_says(&app, &number, "transitions", &json!({ "to": "awaiting_customer" })).await;
    let mails = news(&app).await;
    assert_eq!(mails.len(), 3);
    assert!(mails[0].text.contains("状況: お客様確認待ち"), "{}", mails[0].text);

    // The answer puts the case back to work by itself.
    let user = app.signed_in(USER).await;
    news(&app).await;
    let comment = json!({ "body": [{ "type": "paragraph", "content": [{ "type": "text", "text": "はい" }] }] });
    user.post(&format!("/api/v1/cases/{number}/comments"), &comment).await.accepted(201);
    assert_eq!(told(&app).await, to("state_change", &[ADMIN, SECOND_FACTOR]));
    user.post(&format!("/api/v1/cases/{number}/comments"), &comment).await.accepted(201);
    assert_eq!(told(&app).await, [], "a comment that changes nothing");
    let close = json!({ "action": "close" });
    user.post(&format!("/api/v1/cases/{number}/transitions"), &close).await.accepted(200);
    assert_eq!(told(&app).await, to("state_change", &[ADMIN, SECOND_FACTOR]));
}

#[tokio::test]
async fn who_switched_it_off_or_may_not_see_the_case_any_more_gets_nothing() {
    let app = TestApp::with_customers().await;
    let number = open(&app, &case()).await;
    news(&app).await;
    sql(&app, r#"UPDATE users SET muted = '["desk_comment"]' WHERE login LIKE 'admin@sample%'"#)
        .await;
    sql(&app, "UPDATE users SET enabled = 0 WHERE login LIKE 'totp@%'").await;
    let comment = json!({ "body": "見ました。" });
    desk_says(&app, &number, "comments", &comment).await;
    assert_eq!(told(&app).await, to("desk_comment", &[USER]));
    desk_says(&app, &number, "transitions", &json!({ "to": "in_progress" })).await;
    assert_eq!(told(&app).await, to("state_change", &[USER, ADMIN]), "switched off for one event");
    sql(&app, "DELETE FROM user_customer_numbers").await;
    desk_says(&app, &number, "comments", &comment).await;
    assert_eq!(told(&app).await, [], "not linked any more");
}

#[tokio::test]
async fn a_resolved_case_says_once_that_it_will_close_by_itself() {
    let app = TestApp::with_customers().await;
    let number = open(&app, &case()).await;
    desk_says(&app, &number, "transitions", &json!({ "to": "resolved" })).await;
    news(&app).await;
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    app.advance(days(11) - SignedDuration::from_secs(1));
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(told(&app).await, []);
    app.advance(SignedDuration::from_secs(1));
    housekeeping::once(&app.state).await.unwrap();
    housekeeping::once(&app.state).await.unwrap();
    let mails = news(&app).await;
    assert_eq!(mails.len(), 3);
    assert!(mails[0].text.contains("2026年12月4日（金）10:41（日本時間）"), "{}", mails[0].text);

    // Rejected and resolved anew: the days begin anew, and so does the warning.
    let reject = json!({ "to": "in_progress", "contact": USER, "reason": "まだです" });
    desk_says(&app, &number, "transitions", &reject).await;
    desk_says(&app, &number, "transitions", &json!({ "to": "resolved" })).await;
    news(&app).await;
    app.advance(days(11));
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(told(&app).await, to("closing_soon", &[USER, ADMIN, SECOND_FACTOR]));
    app.advance(days(3));
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(told(&app).await, to("state_change", &[USER, ADMIN, SECOND_FACTOR]));
}

#[tokio::test]
async fn a_new_alert_is_told_to_everybody_of_the_customer_number() {
    let app = TestApp::with_customers().await;
    let alert = |number: &str| json!({ "customer_number": number, "category": "alert", "subject": "検知", "body": SECRET });
    open(&app, &alert("A100000001")).await;
    let mails = news(&app).await;
    assert!(mails[0].text.contains("お客様番号: A100000001"), "{}", mails[0].text);
    let mut addresses: Vec<_> = mails.into_iter().map(|mail| mail.to).collect();
    addresses.sort();
    let mut everybody: Vec<_> = [ADMIN, USER, SECOND_FACTOR, NEW].map(address).to_vec();
    everybody.sort();
    assert_eq!(addresses, everybody, "not {DISABLED}, not {OTHER}");
    open(&app, &alert("A100000002")).await;
    assert_eq!(told(&app).await, to("new_alert", &[ADMIN, SECOND_FACTOR, NEW]));
}

#[tokio::test]
async fn what_is_taken_over_from_another_system_is_no_news() {
    let app = TestApp::with_customers().await;
    let mut old = case();
    old["created_at"] = json!("2026-01-05T01:00:00Z");
    let number = open(&app, &old).await;
    let at = "2026-01-06T01:00:00Z";
    desk_says(&app, &number, "comments", &json!({ "body": "回答です。", "at": at })).await;
    desk_says(&app, &number, "transitions", &json!({ "to": "resolved", "at": at })).await;
    assert_eq!(told(&app).await, []);
}

#[tokio::test]
async fn the_sample_world_mails_nobody() {
    let app = TestApp::start().await;
    sample::fill(&app.state, Some(200)).await.unwrap();
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(told(&app).await, []);
}
