//! The step between password and session: what it shows, and that it opens nothing.

use jiff::SignedDuration;
use madoguchi_contract::session::{Method, Session};
use madoguchi_server::session as server_session;

use super::*;

#[tokio::test]
async fn the_right_password_leads_to_the_second_factor_and_opens_nothing() {
    let app = with_an_app().await;
    let mut browser = app.browser();
    let reply = browser.sign_in(SECOND_FACTOR, PASSWORD).await;
    let Session::SecondFactor(step) = reply.accepted(201).json() else { panic!() };
    assert_eq!(step.user_id, SECOND_FACTOR);
    assert_eq!(step.methods, [Method::App, Method::Mail]);
    assert_eq!(step.mail, "to****@sample.example");
    assert_eq!((step.mailed_code, step.trust_hours, step.seconds), (None, 8, 900));
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("__Host-sign-in="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
    assert!(!is_signed_in(&browser).await);
    let again = browser.get("/api/v1/session").await.json::<Session>();
    assert_eq!(again, Session::SecondFactor(step));
    assert_eq!(count(&app, "SELECT count(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn the_code_completes_the_sign_in_with_a_new_cookie() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    let half = browser.clone();
    let reply = browser.verify("app", &shown(&app)).await;
    let Session::Active(session) = reply.accepted(200).json() else { panic!() };
    assert_eq!(session.me.user_id, SECOND_FACTOR);
    assert!(!session.offer_second_factor);
    assert!(is_signed_in(&browser).await);
    let cookies: Vec<&str> =
        reply.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    assert!(cookies[0].starts_with("__Host-session="));
    assert!(cookies.iter().any(|cookie| cookie.starts_with("__Host-sign-in=; ")), "{cookies:?}");
    // What the browser had before opens nothing any more.
    assert_eq!(half.get("/api/v1/session").await.json::<Session>(), Session::Anonymous);
    let old = half.post("/api/v1/session/mailed-code", &json!({})).await;
    old.refused(401, "verification_expired");
    assert!(old.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn without_a_step_there_is_nothing_to_verify() {
    let app = with_an_app().await;
    let mut browser = app.browser();
    browser.verify("app", &shown(&app)).await.refused(401, "verification_expired");
    let made_up = app.browser().with_header("cookie", "__Host-sign-in=made-up");
    made_up.clone().verify("app", &shown(&app)).await.refused(401, "verification_expired");
    for path in ["mailed-code", "passkey-challenge"] {
        let reply = made_up.post(&format!("/api/v1/session/{path}"), &json!({})).await;
        reply.refused(401, "verification_expired");
    }
    let mut signed_in = app.signed_in(ADMIN).await;
    signed_in.verify("app", &shown(&app)).await.refused(401, "verification_expired");
}

#[tokio::test]
async fn a_step_ends_after_fifteen_minutes() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    app.advance(SignedDuration::from_secs(899));
    let Session::SecondFactor(step) = browser.get("/api/v1/session").await.json() else { panic!() };
    assert_eq!(step.seconds, 1);
    app.advance(SignedDuration::from_secs(1));
    browser.verify("app", &shown(&app)).await.refused(401, "verification_expired");
    assert_eq!(browser.get("/api/v1/session").await.json::<Session>(), Session::Anonymous);
}

#[tokio::test]
async fn a_step_ends_when_the_user_is_disabled_or_gets_another_password() {
    let app = with_an_app().await;
    for change in
        ["UPDATE users SET enabled = 0", "UPDATE users SET enabled = 1, password_hash = 'x'"]
    {
        let mut browser = at_the_step(&app).await;
        let mut tx = app.state.store.write().await.unwrap();
        sqlx::query(change).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        browser.verify("app", &shown(&app)).await.refused(401, "verification_expired");
        let mut tx = app.state.store.write().await.unwrap();
        sqlx::query("UPDATE users SET enabled = 1").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn ending_all_sessions_ends_a_sign_in_that_is_under_way() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    let user_id = user_id(&app, SECOND_FACTOR).await;
    let mut tx = app.state.store.write().await.unwrap();
    server_session::end_all(&mut tx, user_id, None).await.unwrap();
    tx.commit().await.unwrap();
    browser.verify("app", &shown(&app)).await.refused(401, "verification_expired");
}

#[tokio::test]
async fn signing_out_gives_a_sign_in_up() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    browser.delete("/api/v1/session").await.accepted(204);
    browser.verify("app", &shown(&app)).await.refused(401, "verification_expired");
}

#[tokio::test]
async fn the_session_that_the_browser_had_ends_with_the_password_of_another_user() {
    let app = with_an_app().await;
    let mut browser = app.signed_in(ADMIN).await;
    let old = browser.clone();
    browser.sign_in(SECOND_FACTOR, PASSWORD).await.accepted(201);
    assert!(!is_signed_in(&old).await);
    let state = browser.get("/api/v1/session").await.json::<Session>();
    assert!(matches!(state, Session::SecondFactor(_)));
}

#[tokio::test]
async fn an_unknown_way_to_verify_is_refused() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    browser.verify("telepathy", "123456").await.refused(422, "invalid");
}

#[tokio::test]
async fn steps_codes_and_browsers_that_are_over_are_forgotten() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    let trusting = json!({ "method": "app", "proof": shown(&app), "trust_browser": true });
    let reply = browser.post("/api/v1/session/verification", &trusting).await;
    reply.accepted(200);
    browser.keep_cookies(&reply);
    let other = at_the_step(&app).await;
    other.post("/api/v1/session/mailed-code", &json!({})).await.accepted(201);
    confirm(&app).await;
    browser.post("/api/v1/me/mfa/apps", &json!({})).await.accepted(201);
    app.advance(SignedDuration::from_hours(24 * 400));
    madoguchi_server::housekeeping::once(&app.state).await.unwrap();
    for statement in [
        "SELECT count(*) FROM sign_in_steps",
        "SELECT count(*) FROM mailed_codes",
        "SELECT count(*) FROM trusted_browsers",
        "SELECT count(*) FROM known_browsers",
        "SELECT count(*) FROM authenticator_apps WHERE added_at IS NULL",
    ] {
        assert_eq!(count(&app, statement).await, 0, "{statement}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM authenticator_apps").await, 1);
}
