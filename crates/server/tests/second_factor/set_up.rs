//! Setting the second factor up: `/me/mfa`.

use http::Method;
use jiff::SignedDuration;
use madoguchi_contract::second_factor::{AppSecret, SecondFactor};

use super::*;

const MFA: &str = "/api/v1/me/mfa";

async fn state(browser: &Client) -> SecondFactor {
    browser.get(MFA).await.accepted(200).json()
}

async fn switch_off(browser: &Client) -> madoguchi_server::testing::Reply {
    browser.delete(MFA).await
}

#[tokio::test]
async fn who_has_no_second_factor_is_asked_for_nothing() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    let state = state(&browser).await;
    assert!(!state.on && !state.set_by_administrator);
    assert!(state.apps.is_empty() && state.passkeys.is_empty());
    assert_eq!((state.recovery_codes_left, state.confirmed_seconds), (0, 0));
    assert_eq!(state.mail, "ad****@sample.example");
}

#[tokio::test]
async fn every_change_asks_for_the_password_first_and_holds_for_its_time() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    let changes = [
        (Method::DELETE, "/api/v1/me/mfa", json!({})),
        (Method::POST, "/api/v1/me/mfa/apps", json!({})),
        (Method::POST, "/api/v1/me/mfa/apps/pairing", json!({ "code": "123456" })),
        (Method::PATCH, "/api/v1/me/mfa/apps/1", json!({ "name": "x" })),
        (Method::POST, "/api/v1/me/mfa/apps/1/removal", json!({ "code": "123456" })),
        (Method::POST, "/api/v1/me/mfa/recovery-codes", json!({})),
        (Method::POST, "/api/v1/me/passkeys/options", json!({})),
        (Method::POST, "/api/v1/me/passkeys", json!({ "credential": "{}" })),
        (Method::PATCH, "/api/v1/me/passkeys/1", json!({ "name": "x" })),
        (Method::DELETE, "/api/v1/me/passkeys/1", json!({})),
    ];
    for (method, path, body) in &changes {
        let reply = browser.json(method.clone(), path, body, &[]).await;
        reply.refused(403, "confirmation_required");
    }
    confirm(&app).await;
    assert_eq!(state(&browser).await.confirmed_seconds, 600);
    browser.post("/api/v1/me/mfa/apps", &json!({})).await.accepted(201);
    app.advance(SignedDuration::from_mins(10));
    for (method, path, body) in &changes {
        let reply = browser.json(method.clone(), path, body, &[]).await;
        reply.refused(403, "confirmation_required");
    }
}

#[tokio::test]
async fn the_first_app_switches_the_second_factor_on() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let asked: AppSecret = browser.post("/api/v1/me/mfa/apps", &json!({})).await.json();
    assert_eq!(asked.secret.len(), 32, "160 bits");
    assert!(
        asked.uri.starts_with("otpauth://totp/%E3%83%9F%E3%83%8A%E3%83%88%20"),
        "{}",
        asked.uri
    );
    assert!(asked.uri.contains(&format!("?secret={}&issuer=%E3%83%9F", asked.secret)));
    assert!(!state(&browser).await.on, "nothing is on before it is paired");
    let wrong = other_than(&shown_by(&app, &asked.secret, 0));
    for _ in 0..10 {
        let reply = browser.post(&format!("{MFA}/apps/pairing"), &json!({ "code": wrong })).await;
        reply.refused(422, "invalid");
        let error = reply.value()["errors"][0].clone();
        assert_eq!(error, json!({ "field": "code", "code": "wrong" }));
    }
    let code = shown_by(&app, &asked.secret, 0);
    let pairing = json!({ "code": code, "name": " 会社の電話 " });
    let added = browser.post(&format!("{MFA}/apps/pairing"), &pairing).await.accepted(201).value();
    assert_eq!(added["recovery_codes"].as_array().unwrap().len(), 10);
    let state = state(&browser).await;
    assert!(state.on && !state.set_by_administrator);
    assert_eq!(state.apps[0].name, "会社の電話");
    assert_eq!(state.recovery_codes_left, 10);
    // The code that paired it does not sign in as well.
    let mut other = app.browser();
    assert_eq!(other.sign_in(ADMIN, PASSWORD).await.value()["state"], "second_factor");
    other.verify("app", &code).await.refused(401, "verification_failed");
    app.advance(SignedDuration::from_secs(30));
    other.verify("app", &shown_by(&app, &asked.secret, 0)).await.accepted(200);
}

#[tokio::test]
async fn a_secret_waits_for_its_app_for_half_an_hour() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let asked: AppSecret = browser.post("/api/v1/me/mfa/apps", &json!({})).await.json();
    let again: AppSecret = browser.post("/api/v1/me/mfa/apps", &json!({})).await.json();
    let pairing = |secret: &str| json!({ "code": shown_by(&app, secret, 0) });
    let first = browser.post(&format!("{MFA}/apps/pairing"), &pairing(&asked.secret)).await;
    first.refused(422, "invalid");
    app.advance(SignedDuration::from_mins(29));
    browser.json(Method::PATCH, "/api/v1/session", &(), &[]).await.accepted(200);
    app.advance(SignedDuration::from_mins(1));
    confirm(&app).await;
    let late = browser.post(&format!("{MFA}/apps/pairing"), &pairing(&again.secret)).await;
    assert_eq!(late.refused(422, "invalid").value()["errors"][0]["code"], "expired");
}

#[tokio::test]
async fn a_change_is_mailed_and_stands_in_the_history() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let version = "SELECT version FROM users WHERE login = 'admin@sample.example.mg'";
    let before = count(&app, version).await;
    pair(&app, &browser).await;
    let what: String = sqlx::query_scalar(
        "SELECT json_extract(facts, '$.what') FROM mails WHERE event = 'second_factor_changed'",
    )
    .fetch_one(app.state.store.read())
    .await
    .unwrap();
    assert_eq!(what, "app_added");
    let lines = "SELECT count(*) FROM sign_in_events \
                 WHERE event = 'second_factor_change' AND result = 'success'";
    assert_eq!(count(&app, lines).await, 1);
    assert_eq!(count(&app, version).await, before + 1);
}

#[tokio::test]
async fn devices_have_names_and_there_are_ten_at_most() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    for _ in 0..10 {
        pair(&app, &browser).await;
    }
    let names: Vec<String> = state(&browser).await.apps.into_iter().map(|app| app.name).collect();
    assert_eq!(names[..3], ["認証アプリ", "認証アプリ 2", "認証アプリ 3"]);
    assert_eq!(state(&browser).await.recovery_codes_left, 10);
    let reply = browser.post(&format!("{MFA}/apps/pairing"), &json!({ "code": "1" })).await;
    reply.refused(409, "too_many_devices");
    let id = state(&browser).await.apps[0].id.clone();
    let path = format!("{MFA}/apps/{id}");
    let rename =
        async |name: &str| browser.json(Method::PATCH, &path, &json!({ "name": name }), &[]).await;
    rename("私の電話").await.accepted(200);
    assert_eq!(state(&browser).await.apps[0].name, "私の電話");
    for name in ["", "  ", &"x".repeat(61), "a\nb"] {
        rename(name).await.refused(422, "invalid");
    }
    for nothing in ["0", "x", "-1"] {
        let path = format!("{MFA}/apps/{nothing}");
        let reply = browser.json(Method::PATCH, &path, &json!({ "name": "x" }), &[]).await;
        reply.refused(404, "not_found");
    }
}

#[tokio::test]
async fn nobody_touches_the_devices_of_another_person() {
    let app = with_an_app().await;
    let admin = confirmed(&app, ADMIN).await;
    let id = count(&app, "SELECT id FROM authenticator_apps").await;
    let path = format!("{MFA}/apps/{id}");
    let rename = admin.json(Method::PATCH, &path, &json!({ "name": "x" }), &[]).await;
    rename.refused(404, "not_found");
    let (secret, _) = pair(&app, &admin).await;
    app.advance(SignedDuration::from_secs(30));
    let removal = json!({ "code": shown_by(&app, &secret, 0) });
    admin.post(&format!("{path}/removal"), &removal).await.refused(404, "not_found");
    admin.delete(&format!("/api/v1/me/passkeys/{id}")).await.refused(404, "not_found");
}

#[tokio::test]
async fn removing_an_app_asks_for_a_code_and_leaves_the_mailed_one() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let (secret, codes) = pair(&app, &browser).await;
    let id = state(&browser).await.apps[0].id.clone();
    let remove = async |code: &str| {
        browser.post(&format!("{MFA}/apps/{id}/removal"), &json!({ "code": code })).await
    };
    remove(&other_than(&shown_by(&app, &secret, 1))).await.refused(422, "invalid");
    remove(&codes[0]).await.accepted(200);
    let state = state(&browser).await;
    assert!(state.on && state.apps.is_empty());
    assert_eq!(state.recovery_codes_left, 9);
    let mut other = app.browser();
    let step = other.sign_in(ADMIN, PASSWORD).await.accepted(201).value();
    assert_eq!(step["methods"], json!(["mail", "recovery_code"]));
}

#[tokio::test]
async fn wrong_codes_of_a_removal_count_like_those_at_sign_in() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    let (secret, _) = pair(&app, &browser).await;
    let id = state(&browser).await.apps[0].id.clone();
    let path = format!("{MFA}/apps/{id}/removal");
    app.advance(SignedDuration::from_secs(30));
    let code = shown_by(&app, &secret, 0);
    for _ in 0..5 {
        let reply = browser.post(&path, &json!({ "code": other_than(&code) })).await;
        reply.refused(422, "invalid");
    }
    browser.post(&path, &json!({ "code": code })).await.refused(422, "invalid");
    app.browser().sign_in(ADMIN, PASSWORD).await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn a_person_may_switch_it_off_unless_an_administrator_switched_it_on() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, ADMIN).await;
    pair(&app, &browser).await;
    let off: SecondFactor = switch_off(&browser).await.accepted(200).json();
    assert!(!off.on && off.apps.is_empty());
    assert_eq!(off.recovery_codes_left, 0);
    app.signed_in(ADMIN).await;

    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE users SET second_factor = 1, second_factor_required = 1")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(state(&browser).await.set_by_administrator);
    switch_off(&browser).await.refused(403, "set_by_administrator");
}
