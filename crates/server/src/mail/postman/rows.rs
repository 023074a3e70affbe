//! The queue as the postman uses it: taking a mail, marking what became of it, forgetting.
//! A mail that is over keeps its row for a while, but not its facts, which hold codes and links.

use sqlx::{AssertSqlSafe, Row, SqlitePool};

use crate::{mail::queue::Queued, store::Tx};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// How long a mail that was taken belongs to who took it. Longer than sending one can take; after a
/// kill, the next postman takes it then.
const TAKEN: i64 = 10 * MINUTE;

/// How long a mail is tried.
const TRIED: i64 = 3 * DAY;

/// How long the row of a mail that is over is kept.
const KEPT: i64 = 30 * DAY;

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is sent.
    Sent,
    /// It will never be sent.
    Over(String),
    /// It was not taken; milliseconds until the next attempt.
    Later(String, i64),
    /// Nothing could be sent; it stays where it was in the queue.
    ServerFailed(String),
    /// The server failed over this mail, which may be the reason: milliseconds until the next
    /// attempt, so that others go first.
    Broke(String, i64),
}

/// Whether a mail is due. Times here and below in milliseconds.
pub(super) async fn is_anything_due(pool: &SqlitePool, now: i64) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM mails WHERE next_at <= ?)")
        .bind(now)
        .fetch_one(pool)
        .await
}

/// Ends due mails that have expired or were tried for too long; gives their ids and events.
pub(super) async fn end_overdue(tx: &mut Tx, now: i64) -> Result<Vec<(i64, String)>, sqlx::Error> {
    sqlx::query_as(
        "UPDATE mails SET next_at = NULL, facts = '{}', failure = CASE WHEN expires_at <= ?1 \
         THEN 'expired' ELSE 'given up' END || coalesce('; before: ' || failure, '') \
         WHERE next_at <= ?1 AND (expires_at <= ?1 OR created_at <= ?2) RETURNING id, event",
    )
    .bind(now)
    .bind(now - TRIED)
    .fetch_all(&mut **tx)
    .await
}

/// Takes the first mail that is due, so that nobody else sends it. Codes and links, which expire, go
/// first: an announcement to thousands must not keep people from signing in.
pub(super) async fn take(tx: &mut Tx, now: i64) -> Result<Option<Queued>, sqlx::Error> {
    let sql = format!(
        "UPDATE mails SET next_at = ?1 + {TAKEN}, attempts = attempts + 1 WHERE id = ( \
         SELECT coalesce((SELECT id FROM mails WHERE next_at <= ?1 AND expires_at > ?1 \
         ORDER BY next_at, id LIMIT 1), (SELECT id FROM mails WHERE next_at <= ?1 \
         AND expires_at IS NULL ORDER BY next_at, id LIMIT 1))) RETURNING {}",
        Queued::COLUMNS
    );
    let row = sqlx::query(AssertSqlSafe(sql)).bind(now).fetch_optional(&mut **tx).await?;
    row.as_ref().map(Queued::from_row).transpose()
}

/// Writes down what became of a mail that was taken.
pub(super) async fn mark(
    tx: &mut Tx,
    mail: &Queued,
    outcome: &Outcome,
    now: i64,
) -> Result<(), sqlx::Error> {
    let query = match outcome {
        Outcome::Sent => sqlx::query(
            "UPDATE mails SET next_at = NULL, facts = '{}', failure = NULL, sent_at = ?2 \
             WHERE id = ?1",
        )
        .bind(mail.id)
        .bind(now),
        Outcome::Over(reason) => {
            sqlx::query("UPDATE mails SET next_at = NULL, facts = '{}', failure = ?2 WHERE id = ?1")
                .bind(mail.id)
                .bind(reason)
        }
        Outcome::Later(reason, wait) | Outcome::Broke(reason, wait) => {
            sqlx::query("UPDATE mails SET next_at = ?3, failure = ?2 WHERE id = ?1")
                .bind(mail.id)
                .bind(reason)
                .bind(now + wait)
        }
        Outcome::ServerFailed(reason) => sqlx::query(
            "UPDATE mails SET next_at = created_at, attempts = attempts - 1, failure = ?2 \
             WHERE id = ?1",
        )
        .bind(mail.id)
        .bind(reason),
    };
    query.execute(&mut **tx).await.map(drop)
}

/// Forgets mails that have long been over.
pub async fn purge(tx: &mut Tx, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM mails WHERE next_at IS NULL AND created_at <= ?")
        .bind(now - KEPT)
        .execute(&mut **tx)
        .await
        .map(drop)
}

/// A mail that has failed so far, or for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Internal id, as it stands in the log.
    pub id: i64,
    /// The template's name.
    pub event: String,
    /// When it was put into the queue, milliseconds.
    pub created_at: i64,
    /// Whether it will be tried again.
    pub waits: bool,
    /// Why it failed.
    pub reason: String,
}

/// The mails that have failed so far or for good, oldest first.
pub async fn failed(pool: &SqlitePool) -> Result<Vec<Failed>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id, event, created_at, next_at IS NOT NULL AS waits, failure FROM mails \
         WHERE failure IS NOT NULL ORDER BY id",
    )
    .fetch_all(pool)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Failed {
                id: row.try_get("id")?,
                event: row.try_get("event")?,
                created_at: row.try_get("created_at")?,
                waits: row.try_get("waits")?,
                reason: row.try_get("failure")?,
            })
        })
        .collect()
}
