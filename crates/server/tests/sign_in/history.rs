//! What stays of a sign-in: the history, the browsers that are known, the mail about a new one.

use jiff::SignedDuration;
use madoguchi_server::testing::{
    Client, PASSWORD, TestApp,
    world::{ADMIN, DISABLED, USER},
};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Event, result, whether the browser was new; the newest line last.
async fn history(app: &TestApp, user_id: &str) -> Vec<(String, String, bool)> {
    sqlx::query_as(
        "SELECT event, result, new_browser FROM sign_in_events e \
         JOIN users u ON u.id = e.user_id WHERE u.login = ? ORDER BY e.id",
    )
    .bind(user_id)
    .fetch_all(app.state.store.read())
    .await
    .unwrap()
}

async fn results(app: &TestApp, user_id: &str) -> Vec<String> {
    history(app, user_id).await.into_iter().map(|(_, result, _)| result).collect()
}

async fn new_browser_mails(app: &TestApp) -> i64 {
    count(app, "SELECT count(*) FROM mails WHERE event = 'new_browser'").await
}

async fn count(app: &TestApp, statement: &'static str) -> i64 {
    sqlx::query_scalar(statement).fetch_one(app.state.store.read()).await.unwrap()
}

async fn sign_out(browser: &mut Client) {
    let reply = browser.delete("/api/v1/session").await;
    reply.accepted(204);
    browser.keep_cookies(&reply);
}

#[tokio::test]
async fn every_attempt_stands_in_the_history() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    for _ in 0..4 {
        browser.sign_in(USER, "wrong").await.refused(401, "sign_in_failed");
    }
    browser.sign_in(USER, PASSWORD).await.accepted(201);
    sign_out(&mut browser).await;
    for _ in 0..5 {
        browser.sign_in(USER, "wrong").await.refused(401, "sign_in_failed");
    }
    browser.sign_in(USER, PASSWORD).await.refused(401, "sign_in_failed");
    let [failed, locked] = ["failure", "locked"];
    let results = results(&app, USER).await;
    assert_eq!(results[..4], [failed; 4]);
    assert_eq!(results[4..6], ["success"; 2], "sign-in and sign-out");
    assert_eq!(results[6..10], [failed; 4]);
    assert_eq!(results[10..], [locked; 2], "the one that locks, and the one on a locked ID");
    assert_eq!(history(&app, USER).await[5].0, "sign_out");
}

#[tokio::test]
async fn the_right_password_of_a_disabled_user_is_a_failure() {
    let app = TestApp::with_customers().await;
    app.browser().sign_in(DISABLED, PASSWORD).await.refused(401, "sign_in_failed");
    assert_eq!(results(&app, DISABLED).await, ["failure"]);
}

#[tokio::test]
async fn the_history_and_the_session_say_from_where() {
    let app = TestApp::with_customers().await;
    let mut browser =
        app.browser().with_header("user-agent", FIREFOX).from_address([198, 51, 100, 7]);
    browser.sign_in(ADMIN, PASSWORD).await.accepted(201);
    for table in ["sign_in_events", "sessions"] {
        let statement = format!("SELECT address, browser FROM {table}");
        let origin: (String, String) = sqlx::query_as(sqlx::AssertSqlSafe(statement))
            .fetch_one(app.state.store.read())
            .await
            .unwrap();
        assert_eq!(origin, ("198.51.100.7".to_owned(), "Firefox (Linux)".to_owned()));
    }
}

#[tokio::test]
async fn a_person_is_told_of_a_browser_that_was_never_seen() {
    let app = TestApp::with_customers().await;
    let mut browser = app.signed_in(ADMIN).await;
    assert_eq!(new_browser_mails(&app).await, 1);
    sign_out(&mut browser).await;
    app.advance(SignedDuration::from_hours(24 * 399));
    browser.sign_in(ADMIN, PASSWORD).await.accepted(201);
    assert_eq!(new_browser_mails(&app).await, 1, "known for 400 days after the last sign-in");
    app.signed_in(ADMIN).await;
    assert_eq!(new_browser_mails(&app).await, 2);
    let new: Vec<bool> = history(&app, ADMIN).await.into_iter().map(|line| line.2).collect();
    assert_eq!(new, [true, false, false, true]);
}

#[tokio::test]
async fn a_browser_is_new_to_each_user_and_keeps_its_cookie_for_all_of_them() {
    let app = TestApp::with_customers().await;
    let mut browser = app.signed_in(ADMIN).await;
    browser.sign_in(USER, PASSWORD).await.accepted(201);
    assert_eq!(new_browser_mails(&app).await, 2);
    browser.sign_in(ADMIN, PASSWORD).await.accepted(201);
    browser.sign_in(USER, PASSWORD).await.accepted(201);
    assert_eq!(new_browser_mails(&app).await, 2);
}

#[tokio::test]
async fn nobody_makes_a_browser_known_by_a_cookie_of_their_own() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser().with_header("cookie", "__Host-browser=planted");
    let reply = browser.sign_in(ADMIN, PASSWORD).await;
    reply.accepted(201);
    let planted = app.browser().with_header("cookie", "__Host-browser=planted");
    planted.clone().sign_in(ADMIN, PASSWORD).await.accepted(201);
    assert_eq!(new_browser_mails(&app).await, 2);
}

#[tokio::test]
async fn a_failed_attempt_mails_nobody() {
    let app = TestApp::with_customers().await;
    app.browser().sign_in(ADMIN, "wrong").await.refused(401, "sign_in_failed");
    assert_eq!(new_browser_mails(&app).await, 0);
}

#[tokio::test]
async fn attempts_with_ids_that_nobody_has_are_forgotten_after_a_day_the_others_after_400() {
    let app = TestApp::with_customers().await;
    app.browser().sign_in("nobody@sample.example.mg", "wrong").await;
    app.browser().sign_in(ADMIN, "wrong").await;
    let kept = async || {
        madoguchi_server::housekeeping::once(&app.state).await.unwrap();
        count(&app, "SELECT count(*) FROM sign_in_events").await
    };
    app.advance(SignedDuration::from_hours(23));
    assert_eq!(kept().await, 2);
    app.advance(SignedDuration::from_hours(1));
    assert_eq!(kept().await, 1);
    app.advance(SignedDuration::from_hours(24 * 398));
    assert_eq!(kept().await, 1);
    app.advance(SignedDuration::from_hours(24));
    assert_eq!(kept().await, 0);
}
