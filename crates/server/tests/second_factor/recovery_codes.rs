//! Recovery codes.

use jiff::SignedDuration;
use madoguchi_contract::session::{Method, Session};

use super::*;

/// A user with an app and recovery codes, and a browser at the step.
async fn with_codes(app: &TestApp) -> (Client, Vec<String>) {
    let admin = confirmed(app, ADMIN).await;
    let (_, codes) = pair(app, &admin).await;
    let mut browser = app.browser();
    let reply = browser.sign_in(ADMIN, PASSWORD).await;
    let Session::SecondFactor(step) = reply.accepted(201).json() else { panic!() };
    assert_eq!(step.methods, [Method::App, Method::Mail, Method::RecoveryCode]);
    (browser, codes)
}

#[tokio::test]
async fn the_first_app_brings_ten_codes_that_nobody_can_guess() {
    let app = TestApp::with_customers().await;
    let (_, codes) = with_codes(&app).await;
    assert_eq!(codes.len(), 10);
    for code in &codes {
        let parts: Vec<usize> = code.split('-').map(str::len).collect();
        assert_eq!(parts, [4; 4], "80 bits: {code}");
        assert!(!code.contains(['0', 'O', '1', 'I']), "{code}");
    }
    let stored: Vec<Vec<u8>> = sqlx::query_scalar("SELECT code_hash FROM recovery_codes")
        .fetch_all(app.state.store.read())
        .await
        .unwrap();
    assert!(stored.iter().all(|hash| hash.len() == 32), "stored hashed");
}

#[tokio::test]
async fn a_code_opens_the_account_once_and_the_person_is_told() {
    let app = TestApp::with_customers().await;
    let (mut browser, codes) = with_codes(&app).await;
    browser.verify("recovery_code", &codes[3]).await.accepted(200);
    assert!(is_signed_in(&browser).await);
    let left: i64 = sqlx::query_scalar(
        "SELECT json_extract(facts, '$.left') FROM mails WHERE event = 'recovery_code_used'",
    )
    .fetch_one(app.state.store.read())
    .await
    .unwrap();
    assert_eq!(left, 9);
    let mut again = app.browser();
    again.sign_in(ADMIN, PASSWORD).await.accepted(201);
    again.verify("recovery_code", &codes[3]).await.refused(401, "verification_failed");
    again.verify("recovery_code", &codes[4]).await.accepted(200);
}

#[tokio::test]
async fn a_code_may_be_typed_in_small_letters_and_without_hyphens() {
    let app = TestApp::with_customers().await;
    let (mut browser, codes) = with_codes(&app).await;
    let typed = codes[0].replace('-', " ").to_lowercase();
    browser.verify("recovery_code", &typed).await.accepted(200);
}

#[tokio::test]
async fn new_codes_make_the_old_ones_worthless() {
    let app = TestApp::with_customers().await;
    let (mut browser, codes) = with_codes(&app).await;
    browser.verify("recovery_code", &codes[0]).await.accepted(200);
    confirm(&app).await;
    let renewed = browser.post("/api/v1/me/mfa/recovery-codes", &json!({})).await;
    let renewed = renewed.accepted(201).value();
    assert_eq!(renewed["second_factor"]["recovery_codes_left"], 10);
    app.advance(SignedDuration::from_secs(60));
    let mut again = app.browser();
    again.sign_in(ADMIN, PASSWORD).await.accepted(201);
    again.verify("recovery_code", &codes[1]).await.refused(401, "verification_failed");
    let new = renewed["recovery_codes"][0].as_str().unwrap();
    again.verify("recovery_code", new).await.accepted(200);
}

#[tokio::test]
async fn there_are_no_codes_without_a_second_factor() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let reply = browser.post("/api/v1/me/mfa/recovery-codes", &json!({})).await;
    reply.refused(409, "second_factor_off");
}
