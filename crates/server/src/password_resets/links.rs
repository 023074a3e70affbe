//! The links in the database: 256 random bits each, of which only the hash is kept.
//! A link works once and for some minutes; when one was used, the user's others die with it.

use sqlx::{FromRow, SqliteConnection};

use crate::{session::tokens, store::Tx};

/// Milliseconds for which links are remembered, to count those of an hour.
pub(super) const HOUR: i64 = 3_600_000;

/// A link that can be used, and whose it is.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Link {
    pub(super) user_id: i64,
    pub(super) login: String,
    pub(super) login_key: String,
    /// Whether there is no password yet.
    pub(super) first: bool,
    pub(super) created_at: i64,
}

/// Makes a link for a user; gives its token. `now` in milliseconds.
pub(super) async fn create(tx: &mut Tx, user_id: i64, now: i64) -> Result<String, sqlx::Error> {
    let token = tokens::random_secret();
    sqlx::query("INSERT INTO password_resets (token_hash, user_id, created_at) VALUES (?, ?, ?)")
        .bind(tokens::hash(&token))
        .bind(user_id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(token)
}

/// How many links a user was sent within the hour before `now`.
pub(super) async fn within_an_hour(
    tx: &mut Tx,
    user_id: i64,
    now: i64,
) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM password_resets WHERE user_id = ? AND created_at > ?")
        .bind(user_id)
        .bind(now - HOUR)
        .fetch_one(&mut **tx)
        .await
}

/// The link with that token, made after `oldest`; `None` when there is none that can be used.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    token: &str,
    oldest: i64,
) -> Result<Option<Link>, sqlx::Error> {
    sqlx::query_as(
        "SELECT u.id AS user_id, u.login, u.login_key, u.password_hash IS NULL AS first, \
         r.created_at FROM password_resets r JOIN users u ON u.id = r.user_id \
         WHERE r.token_hash = ? AND r.created_at > ? AND r.used = 0 AND u.enabled = 1",
    )
    .bind(tokens::hash(token))
    .bind(oldest)
    .fetch_optional(connection)
    .await
}

/// Forgets links of which nothing depends any more: neither usable, as links live `minutes`, nor
/// counted. `now` in milliseconds.
pub async fn purge(tx: &mut Tx, minutes: u32, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM password_resets WHERE created_at <= ?")
        .bind(now - HOUR.max(i64::from(minutes) * 60_000))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
