//! Signing in with user ID and password.
//! Unknown ID, wrong password, locked, disabled, no password yet: the same work, the same answer.

use axum::http::StatusCode;
use madoguchi_contract::{problem::code, session::SignIn};
use sqlx::Row;

use super::{locks, login_key, rows};
use crate::{app::AppState, problem::Problem, security::addresses::Address};

/// Characters of a typed user ID that are looked at; no user ID is as long.
const LONGEST: usize = 200;

/// Checks what a person typed and makes a session; gives the session's secret. `old` is the
/// session that the browser had until now; it ends.
pub(super) async fn sign_in(
    state: &AppState,
    address: Address,
    typed: SignIn,
    old: Option<String>,
) -> Result<String, Problem> {
    let now = state.clock.now_millis();
    let limits = &state.config.lock;
    state.addresses.reserve(address, now, limits).map_err(Problem::too_many_requests)?;

    // Far longer than any: it is nobody's, whatever it begins with, and not worth folding whole.
    let typed_id: String = typed.user_id.trim().chars().take(LONGEST + 1).collect();
    let key = login_key(&typed_id);
    let possible = typed_id.chars().count() <= LONGEST;
    let mut tx = state.store.write().await?;
    let attempt = locks::reserve(&mut tx, &key, now, limits).await?;
    tx.commit().await?;

    let user = find(state, &key).await?.filter(|_| possible);
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let matches = state.passwords.matches(typed.password, hash).await?;
    let failed = || Problem::new(StatusCode::UNAUTHORIZED, code::SIGN_IN_FAILED);
    let user = user.filter(|user| matches && attempt.may_look && user.enabled);
    let Some(user) = user else {
        state.addresses.fail(address, now);
        return Err(failed());
    };

    state.addresses.forgive(address, now);
    let mut tx = state.store.write().await?;
    if user.second_factor {
        locks::forgive(&mut tx, &attempt, limits).await?;
        tx.commit().await?;
        return Err(Problem::new(StatusCode::FORBIDDEN, code::SECOND_FACTOR_UNAVAILABLE));
    }
    locks::clear(&mut tx, &attempt).await?;
    if let Some(old) = old {
        rows::delete(&mut tx, &old).await?;
    }
    let hash = user.password_hash.unwrap_or_default();
    let secret = rows::create(&mut tx, user.id, &hash, now).await?.ok_or_else(failed)?;
    tx.commit().await?;
    Ok(secret)
}

struct Account {
    id: i64,
    password_hash: Option<String>,
    enabled: bool,
    second_factor: bool,
}

async fn find(state: &AppState, login_key: &str) -> Result<Option<Account>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT id, password_hash, enabled, second_factor FROM users WHERE login_key = ?",
    )
    .bind(login_key)
    .fetch_optional(state.store.read())
    .await?;
    row.map(|row| {
        Ok(Account {
            id: row.try_get("id")?,
            password_hash: row.try_get("password_hash")?,
            enabled: row.try_get("enabled")?,
            second_factor: row.try_get("second_factor")?,
        })
    })
    .transpose()
}
