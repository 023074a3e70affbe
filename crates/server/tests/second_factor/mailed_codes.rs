//! Codes by mail.

use jiff::SignedDuration;
use madoguchi_contract::session::{MailedCode, Session};
use madoguchi_server::testing::Reply;

use super::*;

async fn send(browser: &Client) -> Reply {
    browser.post("/api/v1/session/mailed-code", &json!({})).await
}

#[tokio::test]
async fn a_code_by_mail_signs_in_and_works_without_any_set_up() {
    let app = TestApp::with_customers().await;
    let mut browser = at_the_step(&app).await;
    let sent: MailedCode = send(&browser).await.accepted(201).json();
    assert_eq!(sent, MailedCode { valid_seconds: 300, resend_seconds: 30 });
    let recipient: String = sqlx::query_scalar("SELECT recipient FROM mails WHERE event = 'code'")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(recipient, "totp@sample.example");
    browser.verify("mail", &mailed(&app).await).await.accepted(200);
    assert!(is_signed_in(&browser).await);
}

#[tokio::test]
async fn a_code_is_not_stored_as_it_is() {
    let app = TestApp::with_customers().await;
    send(&at_the_step(&app).await).await.accepted(201);
    let stored: Vec<u8> = sqlx::query_scalar("SELECT code_hash FROM mailed_codes")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(stored.len(), 32);
    assert_ne!(stored, session::tokens::hash(&mailed(&app).await));
}

#[tokio::test]
async fn the_code_lives_five_minutes_and_the_page_knows() {
    let app = TestApp::with_customers().await;
    let mut browser = at_the_step(&app).await;
    send(&browser).await.accepted(201);
    app.advance(SignedDuration::from_secs(299));
    let Session::SecondFactor(step) = browser.get("/api/v1/session").await.json() else { panic!() };
    assert_eq!(step.mailed_code, Some(MailedCode { valid_seconds: 1, resend_seconds: 0 }));
    app.advance(SignedDuration::from_secs(1));
    let Session::SecondFactor(step) = browser.get("/api/v1/session").await.json() else { panic!() };
    assert_eq!(step.mailed_code, None);
    browser.verify("mail", &mailed(&app).await).await.refused(401, "verification_failed");
}

#[tokio::test]
async fn another_code_can_be_sent_after_thirty_seconds() {
    let app = TestApp::with_customers().await;
    let browser = at_the_step(&app).await;
    send(&browser).await.accepted(201);
    app.advance(SignedDuration::from_secs(12));
    let reply = send(&browser).await;
    reply.refused(429, "too_many_requests");
    assert_eq!(reply.header("retry-after"), "18");
    app.advance(SignedDuration::from_secs(18));
    send(&browser).await.accepted(201);
}

#[tokio::test]
async fn only_the_newest_code_counts() {
    let app = TestApp::with_customers().await;
    let mut browser = at_the_step(&app).await;
    send(&browser).await.accepted(201);
    let old = mailed(&app).await;
    app.advance(SignedDuration::from_secs(30));
    send(&browser).await.accepted(201);
    let new = mailed(&app).await;
    if old != new {
        browser.verify("mail", &old).await.refused(401, "verification_failed");
    }
    browser.verify("mail", &new).await.accepted(200);
}

#[tokio::test]
async fn a_code_counts_in_the_browser_that_asked_for_it_only() {
    let app = TestApp::with_customers().await;
    let mut own = at_the_step(&app).await;
    let mut other = at_the_step(&app).await;
    send(&own).await.accepted(201);
    let code = mailed(&app).await;
    other.verify("mail", &code).await.refused(401, "verification_failed");
    own.verify("mail", &code).await.accepted(200);
}

#[tokio::test]
async fn a_code_is_used_once() {
    let app = TestApp::with_customers().await;
    let mut browser = at_the_step(&app).await;
    send(&browser).await.accepted(201);
    let code = mailed(&app).await;
    browser.clone().verify("mail", &code).await.accepted(200);
    browser.verify("mail", &code).await.refused(401, "verification_expired");
    let mut again = at_the_step(&app).await;
    again.verify("mail", &code).await.refused(401, "verification_failed");
}

#[tokio::test]
async fn ten_codes_an_hour_are_mailed_and_no_more_even_after_a_restart() {
    let mut app = TestApp::with_customers().await;
    for _ in 0..10 {
        send(&at_the_step(&app).await).await.accepted(201);
        app.advance(SignedDuration::from_mins(1));
    }
    app = app.restart().await;
    madoguchi_server::housekeeping::once(&app.state).await.unwrap();
    let reply = send(&at_the_step(&app).await).await;
    reply.refused(429, "too_many_requests");
    assert_eq!(reply.header("retry-after"), "3000");
    app.advance(SignedDuration::from_mins(50));
    send(&at_the_step(&app).await).await.accepted(201);
}

#[tokio::test]
async fn an_app_or_passkey_is_offered_once_to_who_has_neither() {
    let app = TestApp::with_customers().await;
    for offered in [true, false] {
        let mut browser = at_the_step(&app).await;
        send(&browser).await.accepted(201);
        let reply = browser.verify("mail", &mailed(&app).await).await;
        let Session::Active(session) = reply.accepted(200).json() else { panic!() };
        assert_eq!(session.offer_second_factor, offered);
        let read = browser.get("/api/v1/session").await.value();
        assert_eq!(read["offer_second_factor"], false);
    }
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    send(&browser).await.accepted(201);
    let reply = browser.verify("mail", &mailed(&app).await).await.accepted(200).value();
    assert_eq!(reply["offer_second_factor"], false);
}

#[tokio::test]
async fn a_clock_that_is_set_back_keeps_nobody_out() {
    let app = TestApp::with_customers().await;
    let mut browser = at_the_step(&app).await;
    send(&browser).await.accepted(201);
    app.advance(SignedDuration::from_secs(-60));
    send(&browser).await.accepted(201);
    browser.verify("mail", &mailed(&app).await).await.accepted(200);
}
