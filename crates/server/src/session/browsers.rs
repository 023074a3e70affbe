//! Browsers that are remembered: those that are not asked for the second factor for some hours, and
//! those from which a user has signed in before.

use super::{cookies, tokens};
use crate::store::Tx;

const HOUR: i64 = 3_600_000;

/// Whether `secret` says that this browser need not be asked for the second factor of `user_id`.
/// `now` in milliseconds.
pub(super) async fn is_trusted(
    tx: &mut Tx,
    user_id: i64,
    secret: Option<&str>,
    trust_hours: u32,
    now: i64,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM trusted_browsers \
         WHERE token_hash = ? AND user_id = ? AND created_at > ?)",
    )
    .bind(secret.map(tokens::hash))
    .bind(user_id)
    .bind(now - i64::from(trust_hours) * HOUR)
    .fetch_one(&mut **tx)
    .await
}

/// Trusts the browser from now on; gives its cookie.
pub(super) async fn trust(
    tx: &mut Tx,
    user_id: i64,
    trust_hours: u32,
    now: i64,
) -> Result<String, sqlx::Error> {
    let secret = tokens::random_secret();
    sqlx::query("INSERT INTO trusted_browsers (token_hash, user_id, created_at) VALUES (?, ?, ?)")
        .bind(tokens::hash(&secret))
        .bind(user_id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(cookies::set(cookies::TRUSTED, &secret, Some(i64::from(trust_hours) * 3_600)))
}

/// Remembers that `user_id` signed in from this browser; gives its cookie and whether it is new to
/// the user. A browser keeps its secret for all users that sign in from it; a secret that is not
/// ours is replaced, so that nobody can make a browser known by planting one.
pub(super) async fn recognise(
    tx: &mut Tx,
    user_id: i64,
    secret: Option<&str>,
    now: i64,
) -> Result<(String, bool), sqlx::Error> {
    let (known, own): (bool, bool) = sqlx::query_as(
        "SELECT count(*) > 0, coalesce(max(user_id = ?1), 0) FROM known_browsers \
         WHERE token_hash = ?2 AND seen_at > ?3",
    )
    .bind(user_id)
    .bind(secret.map(tokens::hash))
    .bind(now - cookies::BROWSER_DAYS * 24 * HOUR)
    .fetch_one(&mut **tx)
    .await?;
    let secret = secret.filter(|_| known).map_or_else(tokens::random_secret, str::to_owned);
    sqlx::query(
        "INSERT INTO known_browsers (user_id, token_hash, seen_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (token_hash, user_id) DO UPDATE SET seen_at = ?3",
    )
    .bind(user_id)
    .bind(tokens::hash(&secret))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let cookie = cookies::set(cookies::BROWSER, &secret, Some(cookies::BROWSER_DAYS * 86_400));
    Ok((cookie, !own))
}
