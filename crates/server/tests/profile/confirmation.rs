//! The password typed once more before something that opens the account is changed.

use jiff::SignedDuration;
use madoguchi_server::testing::{
    PASSWORD, TestApp,
    world::{ADMIN, USER},
};
use serde_json::json;

use super::{confirm, line, newest, wrong};

const MAIL_CHANGE: &str = "/api/v1/me/mail-change";

#[tokio::test]
async fn the_right_password_holds_for_ten_minutes_of_this_session() {
    let app = TestApp::with_customers().await;
    let (browser, elsewhere) = (app.signed_in(USER).await, app.signed_in(USER).await);
    let change = json!({ "mail": "USER@sample.example" });
    browser.post(MAIL_CHANGE, &change).await.refused(403, "confirmation_required");
    confirm(&browser, PASSWORD).await.accepted(204);
    assert_eq!(newest(&app, USER).await, line("verification", "success"));
    elsewhere.post(MAIL_CHANGE, &change).await.refused(403, "confirmation_required");
    app.advance(SignedDuration::from_secs(599));
    wrong(&browser.post(MAIL_CHANGE, &change).await, &[("mail", "same")]);
    app.advance(SignedDuration::from_secs(1));
    browser.post(MAIL_CHANGE, &change).await.refused(403, "confirmation_required");
}

#[tokio::test]
async fn a_wrong_password_counts_like_one_at_sign_in_and_a_lock_looks_the_same() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    for _ in 0..5 {
        wrong(&confirm(&browser, "wrong").await, &[("password", "wrong")]);
    }
    assert_eq!(newest(&app, USER).await, line("verification", "locked"));
    wrong(&confirm(&browser, PASSWORD).await, &[("password", "wrong")]);
    app.browser().sign_in(USER, PASSWORD).await.refused(401, "sign_in_failed");
    // Locked out of nothing that is open already, and nobody else is.
    browser.get("/api/v1/me").await.accepted(200);
    app.signed_in(ADMIN).await;
    app.advance(SignedDuration::from_mins(20));
    confirm(&browser, PASSWORD).await.accepted(204);
}

#[tokio::test]
async fn the_right_password_does_not_take_failures_away() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    for _ in 0..4 {
        wrong(&confirm(&browser, "wrong").await, &[("password", "wrong")]);
    }
    confirm(&browser, PASSWORD).await.accepted(204);
    confirm(&browser, PASSWORD).await.accepted(204);
    wrong(&confirm(&browser, "wrong").await, &[("password", "wrong")]);
    app.browser().sign_in(USER, PASSWORD).await.refused(401, "sign_in_failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_guesses_at_once_get_five_looks() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..50 {
        let browser = browser.clone().from_address([198, 51, 100, n]);
        guesses.spawn(async move { confirm(&browser, "wrong").await.status.as_u16() });
    }
    while let Some(status) = guesses.join_next().await {
        assert_eq!(status.unwrap(), 422);
    }
    wrong(&confirm(&browser, PASSWORD).await, &[("password", "wrong")]);
    let looks: i64 = sqlx::query_scalar("SELECT failures FROM sign_in_locks")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(looks, 5);
}

#[tokio::test]
async fn thirty_wrong_ones_from_one_address_shut_it_out_for_ten_minutes() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    for _ in 0..30 {
        wrong(&confirm(&browser, "wrong").await, &[("password", "wrong")]);
    }
    let refused = confirm(&browser, "wrong").await;
    refused.refused(429, "too_many_requests");
    assert_eq!(refused.header("retry-after"), "600");
    let change = json!({ "current": "wrong", "new": "Another-2026!!" });
    browser.put("/api/v1/me/password", &change).await.refused(429, "too_many_requests");
    app.browser().sign_in(ADMIN, PASSWORD).await.refused(429, "too_many_requests");
    app.advance(SignedDuration::from_mins(20));
    for _ in 0..40 {
        confirm(&browser, PASSWORD).await.accepted(204);
    }
}
