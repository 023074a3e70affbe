//! What a link opens, for whom and how long, and what it ends.

use jiff::SignedDuration;
use madoguchi_contract::password_resets::ResetOffer;
use madoguchi_server::testing::{
    PASSWORD, TestApp,
    world::{NEW, SECOND_FACTOR, USER},
};
use serde_json::json;

use super::{NEW_PASSWORD, complete, link};

async fn look(app: &TestApp, token: &str) -> madoguchi_server::testing::Reply {
    app.browser().post("/api/v1/password-resets/link", &json!({ "token": token })).await
}

#[tokio::test]
async fn a_link_says_whose_password_it_sets_and_can_be_looked_at_again() {
    let app = TestApp::with_customers().await;
    let token = link(&app, NEW).await;
    for _ in 0..2 {
        let offer: ResetOffer = look(&app, &token).await.accepted(200).json();
        let expected = ResetOffer { user_id: NEW.to_owned(), first: true, seconds: 1_800 };
        assert_eq!(offer, expected);
    }
    look(&app, "nonsense").await.refused(410, "link_expired");
}

#[tokio::test]
async fn a_new_person_sets_the_first_password_and_signs_in() {
    let app = TestApp::with_customers().await;
    let reply = complete(&app.browser(), &link(&app, NEW).await, NEW_PASSWORD).await;
    reply.accepted(204);
    assert_eq!(reply.header("set-cookie"), "", "signs nobody in");
    app.browser().sign_in(NEW, NEW_PASSWORD).await.accepted(201);
}

#[tokio::test]
async fn a_link_works_once_and_takes_the_others_with_it() {
    let app = TestApp::with_customers().await;
    let (first, second) = (link(&app, USER).await, link(&app, USER).await);
    complete(&app.browser(), &first, NEW_PASSWORD).await.accepted(204);
    for token in [&first, &second] {
        look(&app, token).await.refused(410, "link_expired");
        complete(&app.browser(), token, "Kokoro-wa-8-tabi").await.refused(410, "link_expired");
    }
    app.browser().sign_in(USER, NEW_PASSWORD).await.accepted(201);
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_sets_the_password() {
    let app = TestApp::with_customers().await;
    let token = link(&app, USER).await;
    let (browser, other) = (app.browser(), app.browser());
    let (one, two) = tokio::join!(
        complete(&browser, &token, NEW_PASSWORD),
        complete(&other, &token, "Kokoro-wa-8-tabi")
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 410]);
}

#[tokio::test]
async fn a_link_lives_thirty_minutes() {
    let app = TestApp::with_customers().await;
    let token = link(&app, USER).await;
    app.advance(SignedDuration::from_secs(30 * 60 - 1));
    look(&app, &token).await.accepted(200);
    app.advance(SignedDuration::from_secs(1));
    look(&app, &token).await.refused(410, "link_expired");
    complete(&app.browser(), &token, NEW_PASSWORD).await.refused(410, "link_expired");
}

#[tokio::test]
async fn a_password_that_breaks_the_rule_is_explained_and_the_link_still_works() {
    let app = TestApp::with_customers().await;
    let token = link(&app, USER).await;
    let refused = complete(&app.browser(), &token, "short").await;
    refused.refused(422, "invalid");
    let codes: Vec<String> = refused.value()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(codes, ["too_short", "no_upper_case", "no_digit", "no_sign"]);
    complete(&app.browser(), &token, NEW_PASSWORD).await.accepted(204);
}

#[tokio::test]
async fn a_reset_ends_every_session_and_every_sign_in_that_is_under_way() {
    let app = TestApp::with_customers().await;
    let sessions = [app.signed_in(USER).await, app.signed_in(USER).await];
    let mut half = app.browser();
    half.sign_in(SECOND_FACTOR, PASSWORD).await.accepted(201);
    for user_id in [USER, SECOND_FACTOR] {
        let token = link(&app, user_id).await;
        complete(&app.browser(), &token, NEW_PASSWORD).await.accepted(204);
    }
    for browser in &sessions {
        browser.get("/api/v1/me").await.refused(401, "session_required");
    }
    half.post("/api/v1/session/mailed-code", &json!({})).await.refused(401, "verification_expired");
    app.browser().sign_in(USER, PASSWORD).await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn a_reset_opens_the_lock_and_leaves_the_second_factor_on() {
    let app = TestApp::with_customers().await;
    let mut browser = app.browser();
    for _ in 0..5 {
        browser.sign_in(SECOND_FACTOR, "wrong").await.refused(401, "sign_in_failed");
    }
    browser.sign_in(SECOND_FACTOR, PASSWORD).await.refused(401, "sign_in_failed");
    let token = link(&app, SECOND_FACTOR).await;
    complete(&app.browser(), &token, NEW_PASSWORD).await.accepted(204);
    let reply = browser.sign_in(SECOND_FACTOR, NEW_PASSWORD).await;
    reply.accepted(201);
    assert_eq!(reply.value()["state"], "second_factor");
}

#[tokio::test]
async fn the_person_is_told_that_the_password_changed() {
    let app = TestApp::with_customers().await;
    complete(&app.browser(), &link(&app, USER).await, NEW_PASSWORD).await.accepted(204);
    let mails = app.mails().await;
    assert_eq!(mails.last().unwrap().event, "password_changed");
    let history: Vec<(String, String)> = sqlx::query_as("SELECT event, result FROM sign_in_events")
        .fetch_all(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(history, [("password_reset".to_owned(), "success".to_owned())]);
}
