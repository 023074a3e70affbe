//! The life of a session: it ends unused, it ends in any case, it ends at sign-out.

use jiff::SignedDuration;
use madoguchi_contract::session::Session;
use madoguchi_server::testing::{
    Client, PASSWORD, TestApp,
    world::{ADMIN, USER},
};

async fn state(browser: &Client) -> Session {
    browser.get("/api/v1/session").await.accepted(200).json()
}

async fn is_signed_in(browser: &Client) -> bool {
    let active = matches!(state(browser).await, Session::Active(_));
    let me = browser.get("/api/v1/me").await.status == 200;
    assert_eq!(active, me);
    active
}

#[tokio::test]
async fn asking_who_is_signed_in_is_no_error_for_nobody() {
    let app = TestApp::with_customers().await;
    assert_eq!(state(&app.browser()).await, Session::Anonymous);
    let made_up = app.browser().with_header("cookie", "__Host-session=made-up");
    let reply = made_up.get("/api/v1/session").await;
    assert_eq!(reply.json::<Session>(), Session::Anonymous);
    assert!(reply.header("set-cookie").contains("Max-Age=0"), "a dead cookie is taken away");
    made_up.get("/api/v1/me").await.refused(401, "session_required");
}

#[tokio::test]
async fn a_session_ends_after_thirty_minutes_without_use() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    app.advance(SignedDuration::from_secs(30 * 60 - 1));
    // Reading is not use: only what the person does is.
    assert!(is_signed_in(&browser).await);
    app.advance(SignedDuration::from_secs(1));
    assert!(!is_signed_in(&browser).await);
    let touch = browser.json(http::Method::PATCH, "/api/v1/session", &(), &[]).await;
    touch.refused(401, "session_required");
}

#[tokio::test]
async fn use_keeps_a_session_for_eight_hours_and_no_longer() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    for minutes in (0..480).step_by(20).skip(1) {
        app.advance(SignedDuration::from_mins(20));
        let reply = browser.json(http::Method::PATCH, "/api/v1/session", &(), &[]).await;
        let Session::Active(session) = reply.accepted(200).json() else { panic!() };
        let left = (480 - minutes) * 60;
        assert_eq!(session.absolute_seconds, left);
        assert_eq!(session.idle_seconds, left.min(1_800));
    }
    app.advance(SignedDuration::from_secs(20 * 60 - 1));
    assert!(is_signed_in(&browser).await);
    app.advance(SignedDuration::from_secs(1));
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    let reply = browser.delete("/api/v1/session").await;
    reply.accepted(204);
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("__Host-session=;") && cookie.contains("Max-Age=0"), "{cookie}");
    assert!(!is_signed_in(&browser).await);
    browser.delete("/api/v1/session").await.accepted(204);
}

#[tokio::test]
async fn signing_in_again_makes_a_new_session_and_ends_the_old_one() {
    let app = TestApp::with_customers().await;
    let old = app.signed_in(ADMIN).await;
    let mut new = old.clone();
    new.sign_in(USER, PASSWORD).await.accepted(201);
    assert!(!is_signed_in(&old).await);
    assert!(is_signed_in(&new).await);
}

#[tokio::test]
async fn a_session_survives_a_restart() {
    let app = TestApp::with_customers().await;
    let reply = app.browser().sign_in(ADMIN, PASSWORD).await;
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let app = app.restart().await;
    assert!(is_signed_in(&app.browser().with_header("cookie", &cookie)).await);
}

#[tokio::test]
async fn switching_sign_in_off_ends_the_users_sessions_at_once() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    let desk = app.desk(&["users"]).await;
    let user = serde_json::json!({
        "company": "sample", "family_name": "見本", "given_name": "管理",
        "mail": "admin@sample.example", "administrator": true, "disabled": true,
    });
    desk.put(&format!("/api/desk/v1/users/{ADMIN}"), &user).await.accepted(200);
    assert!(!is_signed_in(&browser).await);
    app.browser().sign_in(ADMIN, PASSWORD).await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn sessions_that_have_ended_are_forgotten() {
    let app = TestApp::with_customers().await;
    app.signed_in(ADMIN).await;
    app.advance(SignedDuration::from_mins(30));
    madoguchi_server::housekeeping::once(&app.state).await.unwrap();
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM sessions")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(left, 0);
}
