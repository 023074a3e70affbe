//! Signing in: who gets in, what a failure says, and the lock of 5 attempts and 20 minutes.

use jiff::SignedDuration;
use madoguchi_contract::session::Session;
use madoguchi_server::testing::{
    Client, PASSWORD, Reply, TestApp,
    world::{ADMIN, DISABLED, NEW, OTHER, SECOND_FACTOR, USER},
};

const WRONG: &str = "Madoguchi-2027!";

/// `count` wrong guesses, each answered like the others.
async fn guess(browser: &mut Client, user_id: &str, count: usize) {
    for _ in 0..count {
        browser.sign_in(user_id, WRONG).await.refused(401, "sign_in_failed");
    }
}

async fn is_locked(browser: &mut Client, user_id: &str) -> bool {
    browser.sign_in(user_id, PASSWORD).await.status != 201
}

#[tokio::test]
async fn the_right_password_opens_a_session() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    let reply = browser.sign_in(ADMIN, PASSWORD).await;
    reply.accepted(201);
    let Session::Active(session) = reply.json() else { panic!("{}", reply.text()) };
    assert_eq!(session.me.user_id, ADMIN);
    assert_eq!(session.me.company, "株式会社サンプル商事");
    assert_eq!(session.me.customer_numbers.len(), 2);
    assert_eq!((session.idle_seconds, session.absolute_seconds), (1_800, 28_800));
    browser.get("/api/v1/me").await.accepted(200);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    let app = TestApp::with_customers().await;
    let reply = app.browser().sign_in(ADMIN, PASSWORD).await;
    let cookie = reply.header("set-cookie");
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    let secret = pair.strip_prefix("__Host-session=").unwrap();
    assert_eq!(secret.len(), 43, "256 bits");
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict");
    let stored: Vec<u8> = sqlx::query_scalar("SELECT token_hash FROM sessions")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_ne!(stored, secret.as_bytes(), "stored hashed");
}

#[tokio::test]
async fn a_user_id_may_be_typed_in_capitals_and_with_spaces() {
    let app = TestApp::with_customers().await;
    app.browser().sign_in("  Admin@Sample.example.MG ", PASSWORD).await.accepted(201);
}

#[tokio::test]
async fn four_wrong_and_one_right_attempt_sign_in_and_begin_anew() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    for _ in 0..3 {
        guess(&mut browser, USER, 4).await;
        browser.sign_in(USER, PASSWORD).await.accepted(201);
    }
}

#[tokio::test]
async fn the_fifth_wrong_attempt_locks_for_exactly_twenty_minutes() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    guess(&mut browser, USER, 5).await;
    assert!(is_locked(&mut browser, USER).await);
    app.advance(SignedDuration::from_secs(20 * 60 - 1));
    assert!(is_locked(&mut browser, USER).await);
    app.advance(SignedDuration::from_secs(1));
    browser.sign_in(USER, PASSWORD).await.accepted(201);
}

#[tokio::test]
async fn trying_while_locked_does_not_prolong_the_lock() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    guess(&mut browser, USER, 5).await;
    app.advance(SignedDuration::from_mins(19));
    guess(&mut browser, USER, 3).await;
    app.advance(SignedDuration::from_mins(1));
    browser.sign_in(USER, PASSWORD).await.accepted(201);
}

#[tokio::test]
async fn after_the_lock_has_opened_five_attempts_lock_again() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    guess(&mut browser, USER, 5).await;
    app.advance(SignedDuration::from_mins(20));
    guess(&mut browser, USER, 4).await;
    browser.sign_in(USER, PASSWORD).await.accepted(201);
    guess(&mut browser, USER, 5).await;
    assert!(is_locked(&mut browser, USER).await);
}

#[tokio::test]
async fn a_lock_is_for_one_user_id_and_however_it_is_typed() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    guess(&mut browser, USER, 3).await;
    guess(&mut browser, "USER@sample.example.mg ", 2).await;
    assert!(is_locked(&mut browser, USER).await);
    browser.sign_in(ADMIN, PASSWORD).await.accepted(201);
}

#[tokio::test]
async fn a_lock_survives_a_restart() {
    let app = TestApp::with_customers().await;
    guess(&mut app.browser(), USER, 5).await;
    let app = app.restart().await;
    assert!(is_locked(&mut app.browser(), USER).await);
    app.advance(SignedDuration::from_mins(20));
    app.browser().sign_in(USER, PASSWORD).await.accepted(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_guesses_at_once_get_no_more_than_five_looks() {
    let app = TestApp::with_customers().await;
    at_once(&app, WRONG).await;
    let looks: i64 = sqlx::query_scalar("SELECT failures FROM sign_in_locks")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(looks, 5);
    at_once(&app, PASSWORD).await;
}

/// Fifty attempts for one user ID, from fifty addresses; all are refused alike.
async fn at_once(app: &TestApp, password: &'static str) {
    let mut guesses = tokio::task::JoinSet::new();
    for number in 0..50 {
        let mut browser = app.browser().from_address([203, 0, 113, number]);
        guesses.spawn(async move { browser.sign_in(USER, password).await });
    }
    while let Some(reply) = guesses.join_next().await {
        reply.unwrap().refused(401, "sign_in_failed");
    }
}

#[tokio::test]
async fn a_failure_says_the_same_for_whatever_reason() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    guess(&mut browser, OTHER, 5).await;
    let attempts = [
        ("unknown ID", "nobody@sample.example.mg", PASSWORD),
        ("wrong password", ADMIN, WRONG),
        ("empty password", ADMIN, ""),
        ("endless password", ADMIN, &"x".repeat(10_000)),
        ("locked", OTHER, PASSWORD),
        ("disabled", DISABLED, PASSWORD),
        ("no password yet", NEW, PASSWORD),
        ("no password yet, none given", NEW, ""),
        ("empty ID", "", PASSWORD),
        ("too long an ID", &"x".repeat(41), PASSWORD),
    ];
    let mut answers = Vec::new();
    for (case, user_id, password) in attempts {
        answers.push((case, same_for_everybody(&browser.sign_in(user_id, password).await)));
    }
    for (case, answer) in &answers {
        assert_eq!(answer, &answers[0].1, "{case}");
    }
}

/// Status, headers and body, without the request's own id.
fn same_for_everybody(reply: &Reply) -> (u16, Vec<(String, String)>, String) {
    let id = reply.header("x-request-id");
    assert_eq!(id.len(), 32);
    let headers = reply
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().replace(id, "ID")))
        .collect();
    (reply.status.as_u16(), headers, reply.text().replace(id, "ID"))
}

#[tokio::test]
async fn half_a_sign_in_neither_counts_as_a_failure_nor_takes_the_failures_away() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    browser.sign_in(SECOND_FACTOR, WRONG).await.refused(401, "sign_in_failed");
    for _ in 0..10 {
        browser.sign_in(SECOND_FACTOR, PASSWORD).await.accepted(201);
    }
    guess(&mut browser, SECOND_FACTOR, 4).await;
    browser.sign_in(SECOND_FACTOR, PASSWORD).await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn thirty_failures_from_one_address_shut_it_out_for_ten_minutes() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    for number in 0..30 {
        browser
            .sign_in(&format!("guess{number}@example.mg"), WRONG)
            .await
            .refused(401, "sign_in_failed");
    }
    let reply = browser.sign_in(ADMIN, PASSWORD).await;
    reply.refused(429, "too_many_requests");
    assert_eq!(reply.header("retry-after"), "600");
    app.browser().from_address([198, 51, 100, 9]).sign_in(ADMIN, PASSWORD).await.accepted(201);
    app.advance(SignedDuration::from_mins(10));
    browser.sign_in(ADMIN, PASSWORD).await.accepted(201);
}

#[tokio::test]
async fn an_office_that_signs_in_often_is_not_shut_out() {
    let app = TestApp::with_customers().await;
    for _ in 0..40 {
        app.browser().sign_in(ADMIN, PASSWORD).await.accepted(201);
    }
}

#[tokio::test]
async fn a_right_password_is_no_failure_when_the_client_does_not_wait() {
    let app = TestApp::with_customers().await;
    let rows = async |table: &str| -> i64 {
        let count = format!("SELECT count(*) FROM {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(count))
            .fetch_one(app.state.store.read())
            .await
            .unwrap()
    };
    for attempt in 1..=6 {
        let mut browser = app.browser();
        let counted = async {
            while rows("sign_in_locks").await == 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            _ = browser.sign_in(ADMIN, PASSWORD) => panic!("answered at once"),
            () = counted => {}
        }
        while rows("sessions").await < attempt {
            tokio::task::yield_now().await;
        }
        assert_eq!(rows("sign_in_locks").await, 0);
    }
}

#[tokio::test]
async fn a_user_id_of_any_length_is_answered_like_a_wrong_one() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    for typed in ["ﷺ".repeat(100_000), format!("{ADMIN}{}x", " ".repeat(200))] {
        browser.sign_in(&typed, PASSWORD).await.refused(401, "sign_in_failed");
    }
}

#[tokio::test]
async fn ids_that_nobody_tried_for_a_day_are_forgotten_unless_they_are_locked() {
    let app = TestApp::with_customers().await;
    guess(&mut app.browser(), ADMIN, 1).await;
    let kept = async || -> i64 {
        madoguchi_server::housekeeping::once(&app.state).await.unwrap();
        sqlx::query_scalar("SELECT count(*) FROM sign_in_locks")
            .fetch_one(app.state.store.read())
            .await
            .unwrap()
    };
    app.advance(SignedDuration::from_hours(23));
    assert_eq!(kept().await, 1);
    app.advance(SignedDuration::from_hours(2));
    assert_eq!(kept().await, 0);
}
