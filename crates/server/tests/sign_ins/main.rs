//! Sign-in history over the API: who sees which lines, filters and pages, and the exported files.
//! Every test has a database of its own and a clock that is moved by hand.

mod files;
mod list;

use madoguchi_contract::{
    list::Page,
    sign_ins::{Event, Outcome, SignInEvent},
};
use madoguchi_server::{
    session::{history, origin::Origin},
    testing::{Client, TestApp},
};

/// Writes a line of the history of `user_id` (or of an ID that nobody has), `minutes` ago.
async fn note(app: &TestApp, user_id: &str, event: Event, outcome: Outcome, minutes: i64) {
    let at = app.state.clock.now_millis() - minutes * 60_000;
    let origin =
        Origin { address: "192.0.2.7".to_owned(), browser: "Firefox (Windows)".to_owned() };
    let mut tx = app.state.store.write().await.unwrap();
    let id = sqlx::query_scalar("SELECT id FROM users WHERE login_key = ?")
        .bind(user_id)
        .fetch_optional(&mut *tx)
        .await
        .unwrap();
    history::record(&mut tx, id, event, outcome, &origin, at).await.unwrap();
    tx.commit().await.unwrap();
}

/// Gives the user another name.
async fn rename(app: &TestApp, user_id: &str, family_name: &str, given_name: &str) {
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE users SET family_name = ?, given_name = ? WHERE login_key = ?")
        .bind(family_name)
        .bind(given_name)
        .bind(user_id)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn page(client: &Client, query: &str) -> Page<SignInEvent> {
    client.get(&format!("/api/v1/sign-ins?{query}")).await.accepted(200).json()
}
