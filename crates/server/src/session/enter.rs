//! The end of every complete sign-in, with or without a second factor: a new session for a browser
//! that is then known.

use serde_json::json;

use super::{browser::Browser, browsers, cookies, history, rows, steps};
use crate::{
    app::AppState,
    mail::{Template, queue},
    store::Tx,
};

/// A session that has just been opened.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What opens it.
    pub(super) secret: String,
    /// What the browser gets.
    pub(super) cookies: Vec<String>,
}

/// Opens a session for `user_id`, whose sign-in stands in the history as `event_id`. What the
/// browser had until now, a session or a step, ends. `now` in milliseconds.
pub(super) async fn enter(
    tx: &mut Tx,
    state: &AppState,
    browser: &Browser,
    user_id: i64,
    event_id: i64,
    now: i64,
) -> Result<Entry, sqlx::Error> {
    leave(tx, state, browser, now).await?;
    let secret = rows::create(tx, user_id, &browser.origin, now).await?;
    let login: String =
        sqlx::query_scalar("UPDATE users SET last_sign_in_at = ? WHERE id = ? RETURNING login")
            .bind(now)
            .bind(user_id)
            .fetch_one(&mut **tx)
            .await?;
    let (known, new) = browsers::recognise(tx, user_id, browser.known.as_deref(), now).await?;
    if new {
        history::mark_new_browser(tx, event_id).await?;
        let to = queue::recipient(tx, user_id).await?;
        let facts = json!({
            "user_id": login, "at": now,
            "browser": browser.origin.browser, "address": browser.origin.address,
        });
        queue::enqueue(tx, Template::NewBrowser, &to, facts, now, None).await?;
    }
    let mut cookies = vec![cookies::session(&secret), known];
    if browser.step.is_some() {
        cookies.push(cookies::remove(cookies::STEP));
    }
    Ok(Entry { secret, cookies })
}

/// Ends the session and the step that the browser had until now; gives the user whose session it
/// was, if it was alive.
pub(super) async fn leave(
    tx: &mut Tx,
    state: &AppState,
    browser: &Browser,
    now: i64,
) -> Result<Option<i64>, sqlx::Error> {
    if let Some(step) = &browser.step {
        steps::delete(tx, step).await?;
    }
    match &browser.session {
        Some(session) => rows::delete(tx, session, now, &state.config.session).await,
        None => Ok(None),
    }
}
