//! Sessions in the database: making, finding, using and ending them.
//! A session is found only while it is alive, so that nobody else has to check.

use madoguchi_contract::{Language, me::Role};
use sqlx::{Row, SqliteConnection};

use super::{origin::Origin, tokens};
use crate::{app::AppState, config::SessionTimes, request::Viewer, scope::Scope, store::Tx};

/// Makes a session for a user that may sign in, and gives its secret. `now` in milliseconds.
pub(super) async fn create(
    tx: &mut Tx,
    user_id: i64,
    origin: &Origin,
    now: i64,
) -> Result<String, sqlx::Error> {
    let secret = tokens::random_secret();
    sqlx::query(
        "INSERT INTO sessions (token_hash, user_id, created_at, last_used_at, address, browser) \
         VALUES (?1, ?2, ?3, ?3, ?4, ?5)",
    )
    .bind(tokens::hash(&secret))
    .bind(user_id)
    .bind(now)
    .bind(&origin.address)
    .bind(&origin.browser)
    .execute(&mut **tx)
    .await?;
    Ok(secret)
}

/// Gives a session another secret, so that whoever knew the one until now is out.
pub async fn renew(tx: &mut Tx, session_id: i64) -> Result<String, sqlx::Error> {
    let secret = tokens::random_secret();
    sqlx::query("UPDATE sessions SET token_hash = ? WHERE id = ?")
        .bind(tokens::hash(&secret))
        .bind(session_id)
        .execute(&mut **tx)
        .await?;
    Ok(secret)
}

/// Ends every session of a user but `except`, and every sign-in that is not complete yet.
pub async fn end_all(tx: &mut Tx, user_id: i64, except: Option<i64>) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE user_id = ?1 AND id IS NOT ?2")
        .bind(user_id)
        .bind(except)
        .execute(&mut **tx)
        .await?;
    sqlx::query("DELETE FROM sign_in_steps WHERE user_id = ?")
        .bind(user_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Asks for the second factor again in every browser of a user.
pub async fn forget_trusted_browsers(tx: &mut Tx, user_id: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM trusted_browsers WHERE user_id = ?")
        .bind(user_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes worthless every link that was mailed and not followed yet: those that set a password (which
/// stay until the hour is over, to be counted) and the one that confirms another mail address.
pub async fn revoke_links(tx: &mut Tx, user_id: i64) -> Result<(), sqlx::Error> {
    for statement in [
        "UPDATE password_resets SET used = 1 WHERE user_id = ?",
        "DELETE FROM mail_changes WHERE user_id = ?",
    ] {
        sqlx::query(statement).bind(user_id).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Puts out a user whose sign-in is switched off: nothing that was open or under way comes back
/// when it is switched on again.
pub async fn shut_out(tx: &mut Tx, user_id: i64) -> Result<(), sqlx::Error> {
    end_all(tx, user_id, None).await?;
    forget_trusted_browsers(tx, user_id).await?;
    revoke_links(tx, user_id).await
}

/// Ends the session behind `secret`. Gives its user when it was still alive; no such session is
/// fine.
pub(super) async fn delete(
    tx: &mut Tx,
    secret: &str,
    now: i64,
    times: &SessionTimes,
) -> Result<Option<i64>, sqlx::Error> {
    let ended = sqlx::query(
        "DELETE FROM sessions WHERE token_hash = ?1 \
         RETURNING user_id, last_used_at > ?2 AND created_at > ?3 AS alive",
    )
    .bind(tokens::hash(secret))
    .bind(now - milliseconds(times.idle()))
    .bind(now - milliseconds(times.absolute()))
    .fetch_optional(&mut **tx)
    .await?;
    let Some(ended) = ended else { return Ok(None) };
    Ok(if ended.try_get("alive")? { Some(ended.try_get("user_id")?) } else { None })
}

/// Notes that the person did something. False when the session is not alive.
pub(super) async fn touch(
    tx: &mut Tx,
    secret: &str,
    now: i64,
    times: &SessionTimes,
) -> Result<bool, sqlx::Error> {
    let touched = sqlx::query(
        "UPDATE sessions SET last_used_at = max(last_used_at, ?1) \
         WHERE token_hash = ?2 AND last_used_at > ?3 AND created_at > ?4",
    )
    .bind(now)
    .bind(tokens::hash(secret))
    .bind(now - milliseconds(times.idle()))
    .bind(now - milliseconds(times.absolute()))
    .execute(&mut **tx)
    .await?;
    Ok(touched.rows_affected() == 1)
}

/// The times of a session that is alive, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub(super) created_at: i64,
    pub(super) last_used_at: i64,
}

/// When the session was made and used last.
pub(super) async fn times(state: &AppState, session_id: i64) -> Result<Times, sqlx::Error> {
    let row = sqlx::query("SELECT created_at, last_used_at FROM sessions WHERE id = ?")
        .bind(session_id)
        .fetch_one(state.store.read())
        .await?;
    Ok(Times { created_at: row.try_get("created_at")?, last_used_at: row.try_get("last_used_at")? })
}

/// The user behind the session `secret`, with what they may see; `None` when the session is not
/// alive or the user is disabled.
pub async fn viewer(state: &AppState, secret: &str) -> Result<Option<Viewer>, sqlx::Error> {
    let now = state.clock.now_millis();
    let times = &state.config.session;
    let mut connection = state.store.read().acquire().await?;
    let row = sqlx::query(
        "SELECT s.id AS session_id, u.id, u.login, u.family_name, u.given_name, u.administrator, \
         u.all_customer_numbers, u.language, u.time_zone, c.id AS company_id, c.name AS company \
         FROM sessions s JOIN users u ON u.id = s.user_id JOIN companies c ON c.id = u.company_id \
         WHERE s.token_hash = ?1 AND s.last_used_at > ?2 AND s.created_at > ?3 AND u.enabled = 1",
    )
    .bind(tokens::hash(secret))
    .bind(now - milliseconds(times.idle()))
    .bind(now - milliseconds(times.absolute()))
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let user_id = row.try_get("id")?;
    let company_id = row.try_get("company_id")?;
    let all: bool = row.try_get("all_customer_numbers")?;
    let family: String = row.try_get("family_name")?;
    let given: String = row.try_get("given_name")?;
    Ok(Some(Viewer {
        session_id: row.try_get("session_id")?,
        user_id,
        login: row.try_get("login")?,
        name: format!("{family} {given}").trim().to_owned(),
        company: row.try_get("company")?,
        role: if row.try_get("administrator")? { Role::Administrator } else { Role::GeneralUser },
        language: Language::from_id(row.try_get("language")?).unwrap_or_default(),
        time_zone: row.try_get("time_zone")?,
        scope: scope(&mut connection, company_id, user_id, all).await?,
    }))
}

/// What a user may see: all customer numbers of the company, or those linked one by one.
async fn scope(
    connection: &mut SqliteConnection,
    company_id: i64,
    user_id: i64,
    all: bool,
) -> Result<Scope, sqlx::Error> {
    let customer_number_ids = sqlx::query_scalar(
        "SELECT id FROM customer_numbers WHERE company_id = ?1 AND (?2 OR id IN \
         (SELECT customer_number_id FROM user_customer_numbers WHERE user_id = ?3)) \
         ORDER BY number",
    )
    .bind(company_id)
    .bind(all)
    .bind(user_id)
    .fetch_all(&mut *connection)
    .await?;
    let mut scope = Scope { company_id, customer_number_ids, service_ids: Vec::new() };
    scope.service_ids = sqlx::query_scalar(
        "SELECT DISTINCT service_id FROM contracts \
         WHERE customer_number_id IN (SELECT value FROM json_each(?)) ORDER BY service_id",
    )
    .bind(scope.linked_json())
    .fetch_all(&mut *connection)
    .await?;
    Ok(scope)
}

/// A length of time as the database counts it.
pub fn milliseconds(duration: jiff::SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
