//! What a link opens: a look at whose password it sets, and setting it.
//! Tries of links that are none are counted per network address.
//! Setting it signs nobody in, ends every session, and opens a lock on the ID.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    password_resets::{ResetCompletion, ResetLink, ResetOffer},
    problem::{Problem as ProblemBody, code},
    sign_ins::{Event, Outcome},
};
use serde_json::json;

use super::links::{self, Link};
use crate::{
    app::AppState,
    mail::{Template, queue},
    problem::Problem,
    request::{Answer, JsonBody, NoQuery},
    security::addresses::Address,
    session::{self, history, locks, origin::Origin, passwords},
    store::Tx,
};

/// Says whose password a link sets, without using it.
#[utoipa::path(
    post, path = "/password-resets/link", tag = "access", request_body = ResetLink,
    responses(
        (status = 200, body = ResetOffer),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 410, description = "link_expired", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn look(
    State(state): State<AppState>,
    address: Address,
    _: NoQuery,
    JsonBody(link): JsonBody<ResetLink>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let lifetime = lifetime(&state);
    let link = find(&state, address, &link.token, now - lifetime).await?;
    let seconds = (link.created_at + lifetime - now) / 1_000;
    Ok(Answer::ok(&ResetOffer {
        user_id: link.login,
        first: link.first,
        seconds: u32::try_from(seconds).unwrap_or_default(),
    }))
}

/// Sets the password. One that cannot be taken does not use the link up.
#[utoipa::path(
    post, path = "/password-resets/completion", tag = "access", request_body = ResetCompletion,
    responses(
        (status = 204),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 410, description = "link_expired", body = ProblemBody),
        (status = 422, description = "invalid: codes of the password rule", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn complete(
    State(state): State<AppState>,
    address: Address,
    origin: Origin,
    _: NoQuery,
    JsonBody(typed): JsonBody<ResetCompletion>,
) -> Result<Answer, Problem> {
    let oldest = state.clock.now_millis() - lifetime(&state);
    let link = find(&state, address, &typed.token, oldest).await?;
    passwords::check(&state.config.password.rule(), &typed.password, &link.login, "password")?;
    let hash = state.passwords.hash(typed.password).await?;

    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    // Hashing took a moment: somebody else may have used the link meanwhile.
    let link = links::find(&mut tx, &typed.token, oldest).await?.ok_or_else(expired)?;
    set(&mut tx, &link, &hash, now).await?;
    let (event, outcome) = (Event::PasswordReset, Outcome::Success);
    history::record(&mut tx, Some(link.user_id), event, outcome, &origin, now).await?;
    let to = queue::recipient(&mut tx, link.user_id).await?;
    let facts = json!({
        "user_id": link.login, "at": now, "browser": origin.browser,
        "address": origin.address, "by_link": true,
    });
    queue::enqueue(&mut tx, Template::PasswordChanged, &to, facts, now, None).await?;
    tx.commit().await?;
    Ok(Answer::nothing())
}

/// The link with that token, made after `oldest`. One that is none counts against the address.
async fn find(
    state: &AppState,
    address: Address,
    token: &str,
    oldest: i64,
) -> Result<Link, Problem> {
    let now = state.clock.now_millis();
    let addresses = &state.link_addresses;
    addresses.reserve(address, now, &state.config.lock).map_err(Problem::too_many_requests)?;
    let mut connection = state.store.read().acquire().await?;
    let Some(link) = links::find(&mut connection, token, oldest).await? else {
        addresses.fail(address, now);
        return Err(expired());
    };
    addresses.forgive(address, now);
    Ok(link)
}

async fn set(tx: &mut Tx, link: &Link, hash: &str, now: i64) -> Result<(), sqlx::Error> {
    // Whoever asked for another address may have been somebody else.
    session::revoke_links(tx, link.user_id).await?;
    // A first password does not begin the time until the next reset.
    sqlx::query(
        "UPDATE users SET password_hash = ?1, version = version + 1, updated_at = ?2, \
         reset_at = CASE WHEN password_hash IS NULL THEN reset_at ELSE ?2 END WHERE id = ?3",
    )
    .bind(hash)
    .bind(now)
    .bind(link.user_id)
    .execute(&mut **tx)
    .await?;
    session::end_all(tx, link.user_id, None).await?;
    session::forget_trusted_browsers(tx, link.user_id).await?;
    locks::open(tx, &link.login_key, now).await?;
    Ok(())
}

fn lifetime(state: &AppState) -> i64 {
    i64::from(state.config.reset.link_minutes) * 60_000
}

fn expired() -> Problem {
    Problem::new(StatusCode::GONE, code::LINK_EXPIRED)
}
