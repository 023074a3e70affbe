//! Passkeys, with an authenticator in software.

use madoguchi_contract::second_factor::SecondFactor;
use madoguchi_server::testing::Reply;

use super::{authenticator::Authenticator, *};

async fn options(browser: &Client, path: &str) -> String {
    let reply = browser.post(path, &json!({})).await.accepted(200).value();
    reply["options"].as_str().unwrap().to_owned()
}

async fn register(browser: &Client, passkey: &mut Authenticator) -> Reply {
    let credential = passkey.create(&options(browser, "/api/v1/me/passkeys/options").await);
    browser.post("/api/v1/me/passkeys", &json!({ "credential": credential })).await
}

/// A user whose passkey is registered.
async fn with_a_passkey() -> (TestApp, Client, Authenticator) {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let mut passkey = Authenticator::new(7);
    register(&browser, &mut passkey).await.accepted(201);
    (app, browser, passkey)
}

async fn half_signed_in(app: &TestApp) -> Client {
    let mut browser = app.browser();
    browser.sign_in(ADMIN, PASSWORD).await.accepted(201);
    browser
}

async fn question(browser: &Client) -> String {
    options(browser, "/api/v1/session/passkey-challenge").await
}

#[tokio::test]
async fn the_first_passkey_switches_the_second_factor_on() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let asked = options(&browser, "/api/v1/me/passkeys/options").await;
    let asked: serde_json::Value = serde_json::from_str(&asked).unwrap();
    assert_eq!(asked["rp"], json!({ "id": "localhost", "name": "ミナト サービスデスク" }));
    assert_eq!(asked["user"]["name"], ADMIN);
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    let added = register(&browser, &mut Authenticator::new(7)).await.accepted(201).value();
    assert_eq!(added["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(added["second_factor"]["on"], true);
    assert_eq!(added["second_factor"]["passkeys"][0]["name"], "パスキー");
}

#[tokio::test]
async fn a_passkey_signs_in() {
    let (app, setting, mut passkey) = with_a_passkey().await;
    for _ in 0..2 {
        let mut browser = app.browser();
        let step = browser.sign_in(ADMIN, PASSWORD).await.accepted(201).value();
        assert_eq!(step["methods"], json!(["passkey", "mail", "recovery_code"]));
        let answer = passkey.get(&question(&browser).await);
        browser.verify("passkey", &answer).await.accepted(200);
        assert!(is_signed_in(&browser).await);
    }
    let state: SecondFactor = setting.get("/api/v1/me/mfa").await.json();
    assert!(state.passkeys[0].last_used_at.is_some());
}

#[tokio::test]
async fn an_answer_is_good_for_its_own_question_and_once() {
    let (app, _, mut passkey) = with_a_passkey().await;
    let mut first = half_signed_in(&app).await;
    let mut second = half_signed_in(&app).await;
    let answer = passkey.get(&question(&first).await);
    question(&second).await;
    second.verify("passkey", &answer).await.refused(401, "verification_failed");
    first.verify("passkey", "{}").await.refused(401, "verification_failed");
    first.verify("passkey", &answer).await.refused(401, "verification_failed");
    let answer = passkey.get(&question(&first).await);
    first.verify("passkey", &answer).await.accepted(200);
}

#[tokio::test]
async fn a_passkey_answers_no_page_that_only_looks_like_the_portal() {
    let (app, _, mut passkey) = with_a_passkey().await;
    let mut browser = half_signed_in(&app).await;
    passkey.origin = "http://localhost.evil.example:8080";
    let answer = passkey.get(&question(&browser).await);
    browser.verify("passkey", &answer).await.refused(401, "verification_failed");
}

#[tokio::test]
async fn a_passkey_that_asked_for_no_finger_and_no_pin_is_not_enough() {
    let (app, _, mut passkey) = with_a_passkey().await;
    let mut browser = half_signed_in(&app).await;
    passkey.verifies = false;
    let answer = passkey.get(&question(&browser).await);
    browser.verify("passkey", &answer).await.refused(401, "verification_failed");
}

#[tokio::test]
async fn a_copied_passkey_is_noticed_by_its_counter() {
    let (app, _, mut passkey) = with_a_passkey().await;
    let mut copy = passkey.clone();
    for _ in 0..2 {
        let mut browser = half_signed_in(&app).await;
        let answer = passkey.get(&question(&browser).await);
        browser.verify("passkey", &answer).await.accepted(200);
    }
    let mut browser = half_signed_in(&app).await;
    let answer = copy.get(&question(&browser).await);
    browser.verify("passkey", &answer).await.refused(401, "verification_failed");
}

#[tokio::test]
async fn the_passkey_of_somebody_else_opens_nothing() {
    let (app, _, _) = with_a_passkey().await;
    let mut browser = half_signed_in(&app).await;
    let answer = Authenticator::new(8).get(&question(&browser).await);
    browser.verify("passkey", &answer).await.refused(401, "verification_failed");
}

#[tokio::test]
async fn a_passkey_is_registered_once_and_for_the_question_asked() {
    let (app, browser, mut passkey) = with_a_passkey().await;
    let reply = register(&browser, &mut passkey).await;
    reply.refused(422, "invalid");
    let user = confirmed(&app, USER).await;
    let reply = register(&user, &mut passkey).await;
    assert_eq!(reply.refused(422, "invalid").value()["errors"][0]["code"], "taken");
    let mut other = Authenticator::new(9);
    let credential = other.create(&options(&browser, "/api/v1/me/passkeys/options").await);
    options(&browser, "/api/v1/me/passkeys/options").await;
    let late = browser.post("/api/v1/me/passkeys", &json!({ "credential": credential })).await;
    assert_eq!(late.refused(422, "invalid").value()["errors"][0]["code"], "invalid");
}

#[tokio::test]
async fn removing_the_last_passkey_leaves_the_mailed_code() {
    let (app, browser, _) = with_a_passkey().await;
    let state: SecondFactor = browser.get("/api/v1/me/mfa").await.json();
    let path = format!("/api/v1/me/passkeys/{}", state.passkeys[0].id);
    let rename = json!({ "name": "指紋" });
    let renamed =
        browser.json(http::Method::PATCH, &path, &rename, &[]).await.accepted(200).value();
    assert_eq!(renamed["passkeys"][0]["name"], "指紋");
    let left: SecondFactor = browser.delete(&path).await.accepted(200).json();
    assert!(left.on && left.passkeys.is_empty());
    browser.delete(&path).await.refused(404, "not_found");
    let step = app.browser().sign_in(ADMIN, PASSWORD).await.accepted(201).value();
    assert_eq!(step["methods"], json!(["mail", "recovery_code"]));
}

#[tokio::test]
async fn who_has_no_passkey_is_not_asked_for_one() {
    let app = with_an_app().await;
    let browser = at_the_step(&app).await;
    let reply = browser.post("/api/v1/session/passkey-challenge", &json!({})).await;
    reply.refused(404, "not_found");
}

#[tokio::test]
async fn a_portal_without_a_host_name_offers_no_passkeys() {
    let mut config = madoguchi_server::config::Config::default();
    config.server.public_address = "http://192.0.2.80:8080".to_owned();
    let app = TestApp::start_with(config).await;
    app.add_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let reply = browser.post("/api/v1/me/passkeys/options", &json!({})).await;
    reply.refused(409, "passkeys_unavailable");
}

#[tokio::test]
async fn a_registration_is_waited_for_ten_minutes() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let asked = options(&browser, "/api/v1/me/passkeys/options").await;
    app.advance(jiff::SignedDuration::from_mins(10));
    confirm(&app).await;
    let credential = Authenticator::new(7).create(&asked);
    let late = browser.post("/api/v1/me/passkeys", &json!({ "credential": credential })).await;
    late.refused(422, "invalid");
}
