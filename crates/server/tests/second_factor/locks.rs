//! The lock of 5 attempts and 20 minutes on codes: one counter for all of them and for passwords.

use jiff::SignedDuration;
use madoguchi_server::testing::Reply;

use super::*;

async fn guess(browser: &mut Client, app: &TestApp, count: usize) {
    let wrong = other_than(&shown(app));
    for _ in 0..count {
        browser.verify("app", &wrong).await.refused(401, "verification_failed");
    }
}

#[tokio::test]
async fn four_wrong_and_one_right_code_sign_in_and_begin_anew() {
    let app = with_an_app().await;
    for _ in 0..3 {
        app.advance(SignedDuration::from_secs(60));
        let mut browser = at_the_step(&app).await;
        guess(&mut browser, &app, 4).await;
        browser.verify("app", &shown(&app)).await.accepted(200);
    }
}

#[tokio::test]
async fn the_fifth_wrong_code_locks_for_exactly_twenty_minutes() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    guess(&mut browser, &app, 5).await;
    browser.verify("app", &shown(&app)).await.refused(401, "verification_failed");
    browser.sign_in(SECOND_FACTOR, PASSWORD).await.refused(401, "sign_in_failed");
    app.advance(SignedDuration::from_secs(20 * 60 - 1));
    browser.sign_in(SECOND_FACTOR, PASSWORD).await.refused(401, "sign_in_failed");
    app.advance(SignedDuration::from_secs(1));
    browser.sign_in(SECOND_FACTOR, PASSWORD).await.accepted(201);
    browser.verify("app", &shown(&app)).await.accepted(200);
}

#[tokio::test]
async fn codes_and_passwords_count_together() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    let mut thief = app.browser();
    guess(&mut browser, &app, 2).await;
    for _ in 0..2 {
        thief.sign_in(SECOND_FACTOR, "wrong").await.refused(401, "sign_in_failed");
    }
    // The right password takes nothing off: only a complete sign-in does.
    let mut browser = at_the_step(&app).await;
    guess(&mut browser, &app, 1).await;
    browser.verify("app", &shown(&app)).await.refused(401, "verification_failed");
    thief.sign_in(SECOND_FACTOR, PASSWORD).await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn every_way_to_verify_counts() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    for method in ["app", "mail", "recovery_code", "passkey", "mail"] {
        browser.verify(method, "000000").await.refused(401, "verification_failed");
    }
    browser.verify("app", &shown(&app)).await.refused(401, "verification_failed");
}

#[tokio::test]
async fn a_lock_by_codes_survives_a_restart() {
    let app = with_an_app().await;
    guess(&mut at_the_step(&app).await, &app, 5).await;
    let app = app.restart().await;
    app.browser().sign_in(SECOND_FACTOR, PASSWORD).await.refused(401, "sign_in_failed");
    app.advance(SignedDuration::from_mins(20));
    at_the_step(&app).await.verify("app", &shown(&app)).await.accepted(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_codes_at_once_get_no_more_than_five_looks() {
    let app = with_an_app().await;
    let browser = at_the_step(&app).await;
    let wrong = other_than(&shown(&app));
    let mut guesses = tokio::task::JoinSet::new();
    for number in 0..50 {
        let mut browser = browser.clone().from_address([203, 0, 113, number]);
        let wrong = wrong.clone();
        guesses.spawn(async move { browser.verify("app", &wrong).await });
    }
    while let Some(reply) = guesses.join_next().await {
        reply.unwrap().refused(401, "verification_failed");
    }
    assert_eq!(count(&app, "SELECT failures FROM sign_in_locks").await, 5);
    let looks =
        "SELECT count(*) FROM sign_in_events WHERE event = 'verification' AND result = 'failure'";
    assert_eq!(count(&app, looks).await, 4, "and the fifth, which locked");
}

#[tokio::test]
async fn wrong_old_used_and_locked_are_answered_alike() {
    let app = with_an_app().await;
    let used = shown(&app);
    at_the_step(&app).await.verify("app", &used).await.accepted(200);
    let old = shown_by(&app, SECRET, -2);
    let mut browser = at_the_step(&app).await;
    let wrong = other_than(&used);
    let mut answers = vec![
        ("used", same_for_everybody(&browser.verify("app", &used).await)),
        ("old", same_for_everybody(&browser.verify("app", &old).await)),
        ("nonsense", same_for_everybody(&browser.verify("app", "x").await)),
        ("no such code", same_for_everybody(&browser.verify("recovery_code", "x").await)),
        ("wrong, and locks", same_for_everybody(&browser.verify("app", &wrong).await)),
    ];
    app.advance(SignedDuration::from_secs(30));
    let locked = browser.verify("app", &shown(&app)).await;
    answers.push(("right, but locked", same_for_everybody(&locked)));
    for (case, answer) in &answers {
        assert_eq!(answer, &answers[0].1, "{case}");
    }
}

/// Status, headers and body, without the request's own id.
fn same_for_everybody(reply: &Reply) -> (u16, Vec<(String, String)>, String) {
    let id = reply.header("x-request-id");
    let headers = reply
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().replace(id, "ID")))
        .collect();
    (reply.status.as_u16(), headers, reply.text().replace(id, "ID"))
}

#[tokio::test]
async fn a_network_address_is_shut_out_by_wrong_codes_too() {
    let app = with_an_app().await;
    let mut browser = at_the_step(&app).await;
    guess(&mut browser, &app, 30).await;
    browser.verify("app", &shown(&app)).await.refused(429, "too_many_requests");
}
