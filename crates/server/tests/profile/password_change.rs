//! `PUT /me/password`.

use jiff::SignedDuration;
use madoguchi_contract::session::Session;
use madoguchi_server::testing::{Client, PASSWORD, Reply, TestApp, world::USER};
use serde_json::json;

use super::{confirmed, line, newest, wrong};

const NEW: &str = "Kokoro-wa-7-tabi";

async fn change(browser: &Client, current: &str, new: &str) -> Reply {
    browser.put("/api/v1/me/password", &json!({ "current": current, "new": new })).await
}

async fn is_in(browser: &Client) -> bool {
    browser.get("/api/v1/me").await.status == 200
}

#[tokio::test]
async fn the_person_stays_in_under_another_cookie_and_everybody_else_is_out() {
    let app = TestApp::with_customers().await;
    let (mut browser, elsewhere) = (app.signed_in(USER).await, app.signed_in(USER).await);
    let old_cookie = browser.clone();
    let reply = change(&browser, PASSWORD, NEW).await;
    let Session::Active(session) = reply.accepted(200).json() else { panic!() };
    assert_eq!(session.me.user_id, USER);
    browser.keep_cookies(&reply);
    assert!(is_in(&browser).await);
    assert!(!is_in(&old_cookie).await && !is_in(&elsewhere).await);

    app.browser().sign_in(USER, PASSWORD).await.refused(401, "sign_in_failed");
    app.browser().sign_in(USER, NEW).await.accepted(201);
    let mails = app.mails().await;
    let mail = mails.iter().find(|mail| mail.event == "password_changed").unwrap();
    assert_eq!(mail.to, "user@sample.example");
    assert!(!mail.text.contains(NEW) && !mail.html.contains(NEW));
}

#[tokio::test]
async fn trusted_browsers_and_links_that_set_a_password_are_forgotten() {
    let app = TestApp::with_customers().await;
    let request = json!({ "user_id": USER, "mail": "user@sample.example" });
    app.browser().post("/api/v1/password-resets", &request).await.accepted(202);
    let link = app.mails().await.pop().unwrap().link("/password-reset/new#");
    let token = link.split_once('#').unwrap().1.to_owned();
    let browser = app.signed_in(USER).await;
    let now = app.state.clock.now_millis();
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query(
        "INSERT INTO trusted_browsers (token_hash, user_id, created_at) \
         SELECT x'00', id, ? FROM users WHERE login = ?",
    )
    .bind(now)
    .bind(USER)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();

    change(&browser, PASSWORD, NEW).await.accepted(200);
    let trusted: i64 = sqlx::query_scalar("SELECT count(*) FROM trusted_browsers")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(trusted, 0);
    let look = json!({ "token": token });
    let reply = app.browser().post("/api/v1/password-resets/link", &look).await;
    reply.refused(410, "link_expired");
}

#[tokio::test]
async fn a_password_that_cannot_be_taken_says_why_and_costs_no_attempt() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    for _ in 0..6 {
        let reply = change(&browser, "wrong", "user").await;
        let codes =
            ["too_short", "no_upper_case", "no_digit", "no_sign", "common", "contains_user_id"];
        wrong(&reply, &codes.map(|code| ("new", code)));
        wrong(&change(&browser, PASSWORD, PASSWORD).await, &[("new", "same")]);
    }
    app.signed_in(USER).await;
    change(&browser, PASSWORD, NEW).await.accepted(200);
}

#[tokio::test]
async fn the_current_password_is_counted_like_one_at_sign_in() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    for _ in 0..4 {
        wrong(&change(&browser, "wrong", NEW).await, &[("current", "wrong")]);
    }
    assert_eq!(newest(&app, USER).await, line("password_change", "failure"));
    // The fifth failure is one at sign-in: it is one counter.
    app.browser().sign_in(USER, "wrong").await.refused(401, "sign_in_failed");
    wrong(&change(&browser, PASSWORD, NEW).await, &[("current", "wrong")]);
    assert_eq!(newest(&app, USER).await, line("password_change", "locked"));
    app.advance(SignedDuration::from_mins(20));
    change(&browser, PASSWORD, NEW).await.accepted(200);
    assert_eq!(newest(&app, USER).await, line("password_change", "success"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_at_once_one_counts() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, USER).await;
    let other = "Yama-to-8-kawa!";
    let (first, second) =
        tokio::join!(change(&browser, PASSWORD, NEW), change(&browser, PASSWORD, other));
    let taken = [first.status, second.status].iter().filter(|status| **status == 200).count();
    assert_eq!(taken, 1, "{} {}", first.text(), second.text());
    let password = if first.status == 200 { NEW } else { other };
    app.browser().sign_in(USER, password).await.accepted(201);
}

#[tokio::test]
async fn a_mail_address_that_waits_for_its_confirmation_is_forgotten() {
    let app = TestApp::with_customers().await;
    let thief = confirmed(&app, USER).await;
    thief
        .post("/api/v1/me/mail-change", &json!({ "mail": "thief@evil.example" }))
        .await
        .accepted(202);
    let mail = app.mails().await.pop().unwrap();
    let token = mail.link("/mail-confirmation#").split_once('#').unwrap().1.to_owned();
    change(&app.signed_in(USER).await, PASSWORD, NEW).await.accepted(200);
    let confirmation = json!({ "token": token });
    app.browser()
        .post("/api/v1/mail-confirmations", &confirmation)
        .await
        .refused(410, "link_expired");
}
