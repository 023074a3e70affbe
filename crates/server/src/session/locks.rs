//! The lock on a user ID: one stored counter of failures in a row per typed ID, existing or not.
//! An attempt is counted as a failure before the password is looked at, so that parallel guesses
//! never get more looks than the limit; a complete sign-in takes the count away.

use madoguchi_contract::sign_ins::Outcome;
use sqlx::Row;

use crate::{config, session::tokens, store::Tx};

/// An attempt that has been counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    login_hash: Vec<u8>,
    /// Whether the password may be looked at; false while the ID is locked.
    pub may_look: bool,
    locked: bool,
}

impl Attempt {
    /// What the history says of it unless it succeeds.
    pub fn outcome(&self) -> Outcome {
        if self.locked { Outcome::Locked } else { Outcome::Failure }
    }
}

/// Counts an attempt for the ID `login_key` as a failure. The last one allowed locks the ID; once
/// the lock has opened by itself, counting begins anew. Attempts on a locked ID neither count nor
/// prolong the lock, but write as much as the others, which keeps them equally slow.
pub async fn reserve(
    tx: &mut Tx,
    login_key: &str,
    now: i64,
    limits: &config::Lock,
) -> Result<Attempt, sqlx::Error> {
    let login_hash = tokens::hash(login_key);
    let row = sqlx::query("SELECT failures, locked_until FROM sign_in_locks WHERE login_hash = ?")
        .bind(&login_hash)
        .fetch_optional(&mut **tx)
        .await?;
    let (failures, locked_until) = match row {
        Some(row) => (row.try_get("failures")?, row.try_get("locked_until")?),
        None => (0_u32, None::<i64>),
    };
    let (failures, locked_until, may_look) = match locked_until {
        Some(until) if now < until => (failures, Some(until), false),
        opened => {
            let failures = if opened.is_some() { 1 } else { failures + 1 };
            let lock = failures >= limits.attempts;
            (failures, lock.then_some(now + i64::from(limits.minutes) * 60_000), true)
        }
    };
    sqlx::query(
        "INSERT INTO sign_in_locks (login_hash, failures, locked_until, attempted_at) \
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (login_hash) DO UPDATE \
         SET failures = ?2, locked_until = ?3, attempted_at = ?4",
    )
    .bind(&login_hash)
    .bind(failures)
    .bind(locked_until)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(Attempt { login_hash, may_look, locked: locked_until.is_some() })
}

/// Forgets IDs that nobody tried for a day and that are not locked. `now` in milliseconds.
pub async fn purge(tx: &mut Tx, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM sign_in_locks WHERE attempted_at < ?1 - 86400000 \
         AND (locked_until IS NULL OR locked_until <= ?1)",
    )
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The person is signed in completely: nothing is counted against the ID any more.
pub async fn clear(tx: &mut Tx, attempt: &Attempt) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sign_in_locks WHERE login_hash = ?")
        .bind(&attempt.login_hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The attempt was no failure, but no complete sign-in either: only itself is not counted.
pub async fn forgive(
    tx: &mut Tx,
    attempt: &Attempt,
    limits: &config::Lock,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE sign_in_locks SET failures = max(failures - 1, 0), \
         locked_until = CASE WHEN failures - 1 < ? THEN NULL ELSE locked_until END \
         WHERE login_hash = ?",
    )
    .bind(limits.attempts)
    .bind(&attempt.login_hash)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
