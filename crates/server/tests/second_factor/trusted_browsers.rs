//! "Do not ask on this browser for the next 8 hours."

use jiff::SignedDuration;
use madoguchi_server::testing::Reply;

use super::*;

/// Signs in with a code and the wish not to be asked again.
async fn trusted(app: &TestApp) -> Client {
    let mut browser = at_the_step(app).await;
    let body = json!({ "method": "app", "proof": shown(app), "trust_browser": true });
    let reply = browser.post("/api/v1/session/verification", &body).await;
    reply.accepted(200);
    browser.keep_cookies(&reply);
    browser
}

async fn sign_in(browser: &mut Client) -> Reply {
    let out = browser.delete("/api/v1/session").await;
    browser.keep_cookies(&out);
    browser.sign_in(SECOND_FACTOR, PASSWORD).await
}

async fn is_asked(browser: &mut Client) -> bool {
    sign_in(browser).await.accepted(201).value()["state"] == "second_factor"
}

#[tokio::test]
async fn a_trusted_browser_is_not_asked_for_eight_hours() {
    let app = with_an_app().await;
    let mut browser = trusted(&app).await;
    assert!(!is_asked(&mut browser).await);
    app.advance(SignedDuration::from_secs(8 * 3_600 - 1));
    assert!(!is_asked(&mut browser).await);
    app.advance(SignedDuration::from_secs(1));
    assert!(is_asked(&mut browser).await);
    assert!(is_asked(&mut app.browser()).await);
}

#[tokio::test]
async fn trust_is_for_the_person_who_asked_for_it_only() {
    let app = with_an_app().await;
    let mut browser = trusted(&app).await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE users SET second_factor = 1").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let reply = browser.sign_in(USER, PASSWORD).await.accepted(201).value();
    assert_eq!(reply["state"], "second_factor", "it is another person's trust");
}

#[tokio::test]
async fn a_wrong_password_is_wrong_in_a_trusted_browser_too() {
    let app = with_an_app().await;
    let mut browser = trusted(&app).await;
    browser.sign_in(SECOND_FACTOR, "wrong").await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn a_change_of_the_second_factor_ends_the_trust() {
    let app = with_an_app().await;
    let mut browser = trusted(&app).await;
    confirm(&app).await;
    app.advance(SignedDuration::from_secs(60));
    pair(&app, &browser).await;
    assert!(is_asked(&mut browser).await);
}

#[tokio::test]
async fn a_reset_ends_the_trust_and_the_sessions_and_leaves_the_mailed_code() {
    let app = with_an_app().await;
    let mut browser = trusted(&app).await;
    let user_id = user_id(&app, SECOND_FACTOR).await;
    let mut tx = app.state.store.write().await.unwrap();
    second_factor::reset(&mut tx, user_id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_signed_in(&browser).await);
    let step = sign_in(&mut browser).await.accepted(201).value();
    assert_eq!(step["methods"], json!(["mail"]));
}
