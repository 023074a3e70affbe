//! `PUT /me/password`: a new password by the one until now. Every other session ends, trusted
//! browsers are forgotten, and this session goes on under another cookie.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use madoguchi_contract::{
    problem::Problem as ProblemBody, profile::PasswordChange, session::Session, sign_ins::Event,
};
use serde_json::json;

use super::confirm::Look;
use crate::{
    app::AppState,
    mail::{Template, queue},
    problem::Problem,
    request::{Answer, JsonBody, NoQuery, Viewer},
    security::addresses::Address,
    session::{self, cookies, origin::Origin, passwords},
    store::Tx,
};

/// Changes the password.
#[utoipa::path(
    put, path = "/me/password", tag = "me", security(("session" = [])),
    request_body = PasswordChange,
    responses(
        (status = 200, body = Session),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 422, description = "invalid: current is wrong; new breaks the rule, or is the \
            same", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn change(
    State(state): State<AppState>,
    viewer: Viewer,
    address: Address,
    origin: Origin,
    _: NoQuery,
    JsonBody(typed): JsonBody<PasswordChange>,
) -> Result<Response, Problem> {
    passwords::check(&state.config.password.rule(), &typed.new, &viewer.login, "new")?;
    if typed.new == typed.current {
        return Err(Problem::field("new", "same"));
    }
    let look = Look { state: &state, viewer: &viewer, address, origin: &origin, field: "current" };
    let known = look.at(typed.current, Event::PasswordChange).await?;
    let hash = state.passwords.hash(typed.new).await?;

    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    look.succeed(&mut tx, &known).await?;
    set(&mut tx, &viewer, &hash, now).await?;
    let secret = session::renew(&mut tx, viewer.session_id).await?;
    let to = queue::recipient(&mut tx, viewer.user_id).await?;
    let facts = json!({
        "user_id": viewer.login, "at": now, "browser": origin.browser,
        "address": origin.address, "by_link": false,
    });
    queue::enqueue(&mut tx, Template::PasswordChanged, &to, facts, now, None).await?;
    tx.commit().await?;
    let active = session::active(&state, &secret, false).await?;
    let answer = Answer::ok(&active.ok_or_else(Problem::session_required)?);
    Ok(cookies::add(answer.into_response(), &[cookies::session(&secret)]))
}

async fn set(tx: &mut Tx, viewer: &Viewer, hash: &str, now: i64) -> Result<(), sqlx::Error> {
    let user_id = viewer.user_id;
    sqlx::query(
        "UPDATE users SET password_hash = ?, version = version + 1, updated_at = ? WHERE id = ?",
    )
    .bind(hash)
    .bind(now)
    .bind(user_id)
    .execute(&mut **tx)
    .await?;
    // Links that set a password were asked for to replace the old one, and whoever asked for
    // another mail address may have been somebody else who knew it.
    session::revoke_links(tx, user_id).await?;
    session::end_all(tx, user_id, Some(viewer.session_id)).await?;
    session::forget_trusted_browsers(tx, user_id).await
}
