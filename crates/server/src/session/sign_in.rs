//! Signing in with user ID and password.
//! Unknown ID, wrong password, another kind, locked, disabled, no password yet: the same work, the
//! same answer.

use axum::http::StatusCode;
use madoguchi_contract::{problem::code, session::SignIn, sign_ins::Event};
use sqlx::FromRow;

use super::{
    browser::Browser,
    browsers,
    enter::{self, Entry},
    history, locks, steps, typed_key,
};
use crate::{app::AppState, config::AccountKind, problem::Problem, store::Tx};

/// Where the right password leads.
pub(super) enum SignedIn {
    /// Into the portal.
    Complete(Entry),
    /// To the second factor; the secret of the step.
    SecondFactor(String),
}

/// Checks what a person typed. The attempt is counted and stands in the history as failed before
/// the password is looked at.
pub(super) async fn sign_in(
    state: &AppState,
    browser: &Browser,
    typed: SignIn,
) -> Result<SignedIn, Problem> {
    let now = state.clock.now_millis();
    let limits = &state.config.lock;
    state.addresses.reserve(browser.address, now, limits).map_err(Problem::too_many_requests)?;

    let (key, possible) = typed_key(&typed.user_id);
    let mut tx = state.store.write().await?;
    let attempt = locks::reserve(&mut tx, &key, now, limits).await?;
    let account = find(&mut tx, &key).await?.filter(|_| possible);
    let user_id = account.as_ref().map(|account| account.id);
    let outcome = attempt.outcome();
    let event =
        history::record(&mut tx, user_id, Event::SignIn, outcome, &browser.origin, now).await?;
    tx.commit().await?;

    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let matches = state.passwords.matches(typed.password, hash).await?;
    let kinds = &state.config.accounts.kinds;
    let account = account.filter(|account| {
        let same_kind = is_kind(kinds, typed.kind.as_deref(), account.kind.as_deref());
        matches && attempt.may_look && account.enabled && same_kind
    });
    let Some(account) = account else {
        state.addresses.fail(browser.address, now);
        return Err(failed());
    };

    state.addresses.forgive(browser.address, now);
    let hash = account.password_hash.unwrap_or_default();
    let mut tx = state.store.write().await?;
    let second_factor = still_opens(&mut tx, account.id, &hash).await?.ok_or_else(failed)?;
    history::succeed(&mut tx, event).await?;
    let trusted = browser.trusted.as_deref();
    let hours = state.config.second_factor.trust_hours;
    let signed_in = if second_factor
        && !browsers::is_trusted(&mut tx, account.id, trusted, hours, now).await?
    {
        locks::forgive(&mut tx, &attempt, limits).await?;
        enter::leave(&mut tx, state, browser, now).await?;
        SignedIn::SecondFactor(steps::create(&mut tx, account.id, &hash, now).await?)
    } else {
        locks::clear(&mut tx, &attempt).await?;
        let entry = enter::enter(&mut tx, state, browser, account.id, event, now).await?;
        SignedIn::Complete(entry)
    };
    tx.commit().await?;
    Ok(signed_in)
}

fn failed() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code::SIGN_IN_FAILED)
}

#[derive(FromRow)]
struct Account {
    id: i64,
    password_hash: Option<String>,
    enabled: bool,
    kind: Option<String>,
}

async fn find(tx: &mut Tx, login_key: &str) -> Result<Option<Account>, sqlx::Error> {
    sqlx::query_as("SELECT id, password_hash, enabled, kind FROM users WHERE login_key = ?")
        .bind(login_key)
        .fetch_optional(&mut **tx)
        .await
}

/// Whether a second factor is asked for; `None` when the user was disabled or got another password
/// while this one was looked at.
async fn still_opens(
    tx: &mut Tx,
    user_id: i64,
    password_hash: &str,
) -> Result<Option<bool>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT second_factor FROM users WHERE id = ? AND enabled = 1 AND password_hash = ?",
    )
    .bind(user_id)
    .bind(password_hash)
    .fetch_optional(&mut **tx)
    .await
}

/// Whether the account is of the kind that was chosen; without a kind it is of the first one.
fn is_kind(kinds: &[AccountKind], chosen: Option<&str>, own: Option<&str>) -> bool {
    kinds.first().is_none_or(|first| chosen.unwrap_or(&first.id) == own.unwrap_or(&first.id))
}
