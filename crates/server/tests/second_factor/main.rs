//! The second factor: at sign-in, and how people set theirs up.

mod app_codes;
mod authenticator;
mod locks;
mod mailed_codes;
mod passkeys;
mod recovery_codes;
mod set_up;
mod step;
mod trusted_browsers;

use data_encoding::BASE32_NOPAD;
use madoguchi_server::{
    second_factor, session,
    testing::{
        Client, PASSWORD, TestApp,
        world::{ADMIN, SECOND_FACTOR, USER},
    },
};
use serde_json::json;

/// The secret of the app that [`SECOND_FACTOR`] has.
const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// An application in which [`SECOND_FACTOR`] has an app.
async fn with_an_app() -> TestApp {
    let app = TestApp::with_customers().await;
    let now = app.state.clock.now_millis();
    let user_id = user_id(&app, SECOND_FACTOR).await;
    let mut tx = app.state.store.write().await.unwrap();
    assert!(second_factor::pair_secret(&mut tx, user_id, SECRET, "app", now).await.unwrap());
    tx.commit().await.unwrap();
    app
}

async fn user_id(app: &TestApp, login: &str) -> i64 {
    sqlx::query_scalar("SELECT id FROM users WHERE login = ?")
        .bind(login)
        .fetch_one(app.state.store.read())
        .await
        .unwrap()
}

async fn count(app: &TestApp, statement: &'static str) -> i64 {
    sqlx::query_scalar(statement).fetch_one(app.state.store.read()).await.unwrap()
}

/// What an app with `secret` shows `steps` of 30 seconds from now, by a library of others.
fn shown_by(app: &TestApp, secret: &str, steps: i64) -> String {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let seconds = app.state.clock.now_millis() / 1_000 + steps * 30;
    totp_lite::totp_custom::<totp_lite::Sha1>(30, 6, &secret, seconds.try_into().unwrap())
}

/// What the app of [`SECOND_FACTOR`] shows now.
fn shown(app: &TestApp) -> String {
    shown_by(app, SECRET, 0)
}

/// Six digits that are not `code`.
fn other_than(code: &str) -> String {
    code.bytes().map(|digit| char::from(b'0' + (digit - b'0' + 1) % 10)).collect()
}

/// The code in the newest mail.
async fn mailed(app: &TestApp) -> String {
    sqlx::query_scalar(
        "SELECT json_extract(facts, '$.code') FROM mails WHERE event = 'code' ORDER BY id DESC",
    )
    .fetch_one(app.state.store.read())
    .await
    .unwrap()
}

/// A browser at the step between password and session.
async fn at_the_step(app: &TestApp) -> Client {
    let mut browser = app.browser();
    browser.sign_in(SECOND_FACTOR, PASSWORD).await.accepted(201);
    browser
}

/// A session in which the password has just been typed again.
async fn confirmed(app: &TestApp, login: &str) -> Client {
    let browser = app.signed_in(login).await;
    confirm(app).await;
    browser
}

/// The newest session's password has just been typed again.
async fn confirm(app: &TestApp) {
    let id = count(app, "SELECT max(id) FROM sessions").await;
    let until = app.state.clock.now_millis() + 600_000;
    let mut tx = app.state.store.write().await.unwrap();
    session::confirmation::hold(&mut tx, id, until).await.unwrap();
    tx.commit().await.unwrap();
}

/// Pairs an app in a confirmed session; gives its secret and the recovery codes.
async fn pair(app: &TestApp, browser: &Client) -> (String, Vec<String>) {
    let asked = browser.post("/api/v1/me/mfa/apps", &json!({})).await.accepted(201).value();
    let secret = asked["secret"].as_str().unwrap().to_owned();
    let pairing = json!({ "code": shown_by(app, &secret, 0) });
    let added = browser.post("/api/v1/me/mfa/apps/pairing", &pairing).await;
    let codes = serde_json::from_value(added.accepted(201).value()["recovery_codes"].clone());
    (secret, codes.unwrap())
}

async fn is_signed_in(browser: &Client) -> bool {
    browser.get("/api/v1/me").await.status == 200
}
