//! `/me/mfa` and its recovery codes: how the second factor stands, and switching it off.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    problem::{Problem as ProblemBody, code},
    second_factor::{Added, SecondFactor},
};

use super::{change, recovery_codes, remove_everything};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, NoQuery, Viewer},
    session::{confirmation, origin::Origin},
};

/// How the second factor of the person stands.
#[utoipa::path(
    get, path = "/me/mfa", tag = "me", security(("session" = [])),
    responses((status = 200, body = SecondFactor))
)]
pub(super) async fn read(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut snapshot = state.store.snapshot().await?;
    Ok(Answer::ok(&change::state(&mut snapshot, &viewer, now).await?))
}

/// Switches the second factor off, and forgets apps, passkeys and recovery codes.
#[utoipa::path(
    delete, path = "/me/mfa", tag = "me", security(("session" = [])),
    responses(
        (status = 200, body = SecondFactor),
        (status = 403, description = "confirmation_required, set_by_administrator, cross_site",
            body = ProblemBody),
    )
)]
pub(super) async fn switch_off(
    State(state): State<AppState>,
    viewer: Viewer,
    origin: Origin,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    if change::state(&mut tx, &viewer, now).await?.set_by_administrator {
        return Err(Problem::new(StatusCode::FORBIDDEN, code::SET_BY_ADMINISTRATOR));
    }
    remove_everything(&mut tx, viewer.user_id).await?;
    sqlx::query("UPDATE users SET second_factor = 0 WHERE id = ?")
        .bind(viewer.user_id)
        .execute(&mut *tx)
        .await?;
    change::note(&mut tx, &viewer, &origin, "off", now).await?;
    let second_factor = change::state(&mut tx, &viewer, now).await?;
    tx.commit().await?;
    Ok(Answer::ok(&second_factor))
}

/// Makes ten new recovery codes; those before are worthless.
#[utoipa::path(
    post, path = "/me/mfa/recovery-codes", tag = "me", security(("session" = [])),
    responses(
        (status = 201, body = Added),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
        (status = 409, description = "second_factor_off", body = ProblemBody),
    )
)]
pub(super) async fn renew_recovery_codes(
    State(state): State<AppState>,
    viewer: Viewer,
    origin: Origin,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    if !change::state(&mut tx, &viewer, now).await?.on {
        return Err(Problem::conflict("second_factor_off"));
    }
    let recovery_codes = recovery_codes::replace(&mut tx, viewer.user_id).await?;
    change::note(&mut tx, &viewer, &origin, "recovery_codes", now).await?;
    let second_factor = change::state(&mut tx, &viewer, now).await?;
    tx.commit().await?;
    Ok(Answer::new(StatusCode::CREATED, &Added { second_factor, recovery_codes }))
}
