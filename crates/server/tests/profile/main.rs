//! What people change about themselves: profile, password, mail address, sessions, preferences.

mod confirmation;
mod mail_change;
mod own_profile;
mod password_change;
mod preferences;
mod sessions;

use madoguchi_server::testing::{Client, PASSWORD, Reply, TestApp};
use serde_json::json;

const PROFILE: &str = "/api/v1/me/profile";
const CONFIRMATION: &str = "/api/v1/me/confirmation";

/// Types the password once more.
async fn confirm(browser: &Client, password: &str) -> Reply {
    browser.post(CONFIRMATION, &json!({ "password": password })).await
}

/// A browser in which `user_id` has signed in and typed the password once more.
async fn confirmed(app: &TestApp, user_id: &str) -> Client {
    let browser = app.signed_in(user_id).await;
    confirm(&browser, PASSWORD).await.accepted(204);
    browser
}

/// Asserts 422 with exactly these fields and codes.
fn wrong(reply: &Reply, fields: &[(&str, &str)]) {
    reply.refused(422, "invalid");
    let errors = reply.value()["errors"].clone();
    let found: Vec<(&str, &str)> = errors
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    assert_eq!(found, fields);
}

/// The history of a user: event and result, the oldest first.
async fn history(app: &TestApp, user_id: &str) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT event, result FROM sign_in_events e JOIN users u ON u.id = e.user_id \
         WHERE u.login = ? ORDER BY e.id",
    )
    .bind(user_id)
    .fetch_all(app.state.store.read())
    .await
    .unwrap()
}

/// The newest line of it.
async fn newest(app: &TestApp, user_id: &str) -> (String, String) {
    history(app, user_id).await.pop().unwrap()
}

fn line(event: &str, result: &str) -> (String, String) {
    (event.to_owned(), result.to_owned())
}
