//! Authenticator apps in the database: pairing them and looking at their codes.
//! A time step counts once per app, so a code that somebody looked at over a shoulder is worthless.

use sqlx::{FromRow, SqliteConnection};

use super::totp;
use crate::{session, store::Tx};

/// How pairing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pairing {
    /// The app is paired.
    Done,
    /// The code does not fit.
    Wrong,
    /// No secret waits for an app, or it is too old.
    Expired,
}

#[derive(FromRow)]
struct App {
    id: i64,
    secret: Vec<u8>,
    last_step: Option<i64>,
}

/// Makes a secret that waits for an app, in the place of the one before. `now` in milliseconds.
pub(super) async fn ask(tx: &mut Tx, user_id: i64, now: i64) -> Result<Vec<u8>, sqlx::Error> {
    sqlx::query("DELETE FROM authenticator_apps WHERE user_id = ? AND added_at IS NULL")
        .bind(user_id)
        .execute(&mut **tx)
        .await?;
    let secret = totp::new_secret();
    sqlx::query(
        "INSERT INTO authenticator_apps (user_id, name, secret, asked_at) VALUES (?, '', ?, ?)",
    )
    .bind(user_id)
    .bind(&secret)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(secret)
}

/// Pairs the app that shows `code`.
pub(super) async fn pair(
    tx: &mut Tx,
    user_id: i64,
    name: &str,
    code: Option<&str>,
    now: i64,
) -> Result<Pairing, sqlx::Error> {
    let waiting: Option<App> = sqlx::query_as(
        "SELECT id, secret, last_step FROM authenticator_apps \
         WHERE user_id = ? AND added_at IS NULL AND asked_at > ?",
    )
    .bind(user_id)
    .bind(now - session::UNPAIRED)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(waiting) = waiting else { return Ok(Pairing::Expired) };
    let Some(step) = code.and_then(|code| totp::step(&waiting.secret, code, now)) else {
        return Ok(Pairing::Wrong);
    };
    // The code that paired it does not sign in as well.
    sqlx::query("UPDATE authenticator_apps SET name = ?, added_at = ?, last_step = ? WHERE id = ?")
        .bind(name)
        .bind(now)
        .bind(step)
        .bind(waiting.id)
        .execute(&mut **tx)
        .await?;
    Ok(Pairing::Done)
}

/// Adds a paired app with a given secret.
pub(super) async fn add(
    tx: &mut Tx,
    user_id: i64,
    secret: &[u8],
    name: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO authenticator_apps (user_id, name, secret, asked_at, added_at) \
         VALUES (?1, ?2, ?3, ?4, ?4)",
    )
    .bind(user_id)
    .bind(name)
    .bind(secret)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The app that shows `code` now, and the time step, when the app has not been used at that step or
/// a later one.
pub(super) async fn look(
    connection: &mut SqliteConnection,
    user_id: i64,
    code: &str,
    now: i64,
) -> Result<Option<(i64, i64)>, sqlx::Error> {
    let apps: Vec<App> = sqlx::query_as(
        "SELECT id, secret, last_step FROM authenticator_apps \
         WHERE user_id = ? AND added_at IS NOT NULL ORDER BY id",
    )
    .bind(user_id)
    .fetch_all(connection)
    .await?;
    Ok(apps.into_iter().find_map(|app| {
        let step = totp::step(&app.secret, code, now)?;
        app.last_step.is_none_or(|last| step > last).then_some((app.id, step))
    }))
}

/// The app was used at `step`.
pub(super) async fn use_up(
    tx: &mut Tx,
    app_id: i64,
    step: i64,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE authenticator_apps SET last_step = ?, used_at = ? WHERE id = ?")
        .bind(step)
        .bind(now)
        .bind(app_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
