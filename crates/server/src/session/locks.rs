//! The lock on a user ID: one stored counter of failures in a row per typed ID, existing or not.
//! An attempt is counted as a failure before the password is looked at, so that parallel guesses
//! never get more looks than the limit; a complete sign-in takes the count away. Asking for links
//! that set a password has a counter of its own.

use madoguchi_contract::sign_ins::Outcome;
use sqlx::{AssertSqlSafe, Row};

use crate::{config, session::tokens, store::Tx};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// Wrong passwords and codes.
    SignIn,
    /// Mail addresses that do not belong to the user ID for which a link was asked for.
    Reset,
}

/// An attempt that has been counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    counter: Counter,
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

impl Counter {
    /// Both of them.
    const ALL: [Self; 2] = [Self::SignIn, Self::Reset];

    fn table(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in_locks",
            Self::Reset => "reset_locks",
        }
    }
}

/// Counts an attempt to sign in with the ID `login_key` as a failure; see [`reserve_in`].
pub async fn reserve(
    tx: &mut Tx,
    login_key: &str,
    now: i64,
    limits: &config::Lock,
) -> Result<Attempt, sqlx::Error> {
    reserve_in(tx, Counter::SignIn, login_key, now, limits).await
}

/// Counts an attempt for the ID `login_key` as a failure. The last one allowed locks the ID; once
/// the lock has opened by itself, counting begins anew. Attempts on a locked ID neither count nor
/// prolong the lock, but write as much as the others, which keeps them equally slow.
pub async fn reserve_in(
    tx: &mut Tx,
    counter: Counter,
    login_key: &str,
    now: i64,
    limits: &config::Lock,
) -> Result<Attempt, sqlx::Error> {
    let login_hash = tokens::hash(login_key);
    let table = counter.table();
    let read = format!("SELECT failures, locked_until FROM {table} WHERE login_hash = ?");
    let row = sqlx::query(AssertSqlSafe(read)).bind(&login_hash).fetch_optional(&mut **tx).await?;
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
    sqlx::query(AssertSqlSafe(format!(
        "INSERT INTO {table} (login_hash, failures, locked_until, attempted_at) \
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (login_hash) DO UPDATE \
         SET failures = ?2, locked_until = ?3, attempted_at = ?4",
    )))
    .bind(&login_hash)
    .bind(failures)
    .bind(locked_until)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(Attempt { counter, login_hash, may_look, locked: locked_until.is_some() })
}

/// Forgets IDs that nobody tried for a day and that are not locked. `now` in milliseconds.
pub async fn purge(tx: &mut Tx, now: i64) -> Result<(), sqlx::Error> {
    for counter in Counter::ALL {
        let table = counter.table();
        sqlx::query(AssertSqlSafe(format!(
            "DELETE FROM {table} WHERE attempted_at < ?1 - 86400000 \
             AND (locked_until IS NULL OR locked_until <= ?1)",
        )))
        .bind(now)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// The person is signed in completely, or the two belong together: nothing is counted against the
/// ID any more.
pub async fn clear(tx: &mut Tx, attempt: &Attempt) -> Result<(), sqlx::Error> {
    delete(tx, attempt.counter, &attempt.login_hash).await?;
    Ok(())
}

/// Opens the locks on the ID `login_key`, on signing in and on links, and forgets its failures.
/// True when there was one on signing in that had not opened yet. `now` in milliseconds.
pub async fn open(tx: &mut Tx, login_key: &str, now: i64) -> Result<bool, sqlx::Error> {
    let login_hash = tokens::hash(login_key);
    delete(tx, Counter::Reset, &login_hash).await?;
    let until = delete(tx, Counter::SignIn, &login_hash).await?;
    Ok(until.is_some_and(|until| until > now))
}

/// Deletes a count; gives until when the ID was locked.
async fn delete(
    tx: &mut Tx,
    counter: Counter,
    login_hash: &[u8],
) -> Result<Option<i64>, sqlx::Error> {
    let table = counter.table();
    let statement = format!("DELETE FROM {table} WHERE login_hash = ? RETURNING locked_until");
    let until: Option<Option<i64>> = sqlx::query_scalar(AssertSqlSafe(statement))
        .bind(login_hash)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(until.flatten())
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
