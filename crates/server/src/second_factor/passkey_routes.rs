//! Passkeys over HTTP: the question for the browser, registering its answer, another name, removing.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    problem::Problem as ProblemBody,
    second_factor::{Added, DeviceName, PasskeyRegistration, SecondFactor},
    session::PasskeyChallenge,
};

use super::{
    change,
    devices::{self, Kind},
    passkeys,
};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, JsonBody, NoQuery, Path, Viewer},
    session::{confirmation, origin::Origin},
};

/// Asks the browser for a new passkey; the question before is forgotten.
#[utoipa::path(
    post, path = "/me/passkeys/options", tag = "me", security(("session" = [])),
    responses(
        (status = 200, body = PasskeyChallenge),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
        (status = 409, description = "passkeys_unavailable", body = ProblemBody),
    )
)]
pub(super) async fn ask_browser(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    let question = passkeys::ask_for_new(&mut tx, &state, &viewer, now).await?;
    tx.commit().await?;
    Ok(Answer::ok(&PasskeyChallenge { options: question.options }))
}

/// Registers the passkey that the browser made.
#[utoipa::path(
    post, path = "/me/passkeys", tag = "me", security(("session" = [])),
    request_body = PasskeyRegistration,
    responses(
        (status = 201, body = Added),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
        (status = 409, description = "too_many_devices", body = ProblemBody),
        (status = 422, description = "invalid: credential is invalid or taken", body = ProblemBody),
    )
)]
pub(super) async fn register(
    State(state): State<AppState>,
    viewer: Viewer,
    origin: Origin,
    _: NoQuery,
    JsonBody(made): JsonBody<PasskeyRegistration>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    let (user_id, language) = (viewer.user_id, viewer.language);
    let name = devices::name_for_new(&mut tx, Kind::Passkey, user_id, &made.name, language).await?;
    passkeys::register(&mut tx, &state, &viewer, &name, &made.credential, now).await?;
    let added = change::added(&mut tx, &viewer, &origin, "passkey_added", now).await?;
    tx.commit().await?;
    Ok(Answer::new(StatusCode::CREATED, &added))
}

/// Gives a passkey another name.
#[utoipa::path(
    patch, path = "/me/passkeys/{id}", tag = "me", security(("session" = [])),
    params(("id" = String, Path)), request_body = DeviceName,
    responses(
        (status = 200, body = SecondFactor),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
    )
)]
pub(super) async fn rename(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<i64>,
    _: NoQuery,
    JsonBody(typed): JsonBody<DeviceName>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    devices::rename(&mut tx, Kind::Passkey, viewer.user_id, id, &typed.name).await?;
    let second_factor = change::state(&mut tx, &viewer, now).await?;
    tx.commit().await?;
    Ok(Answer::ok(&second_factor))
}

/// Removes a passkey.
#[utoipa::path(
    delete, path = "/me/passkeys/{id}", tag = "me", security(("session" = [])),
    params(("id" = String, Path)),
    responses(
        (status = 200, body = SecondFactor),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
    )
)]
pub(super) async fn remove(
    State(state): State<AppState>,
    viewer: Viewer,
    origin: Origin,
    Path(id): Path<i64>,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    devices::remove(&mut tx, Kind::Passkey, viewer.user_id, id).await?;
    change::note(&mut tx, &viewer, &origin, "passkey_removed", now).await?;
    let second_factor = change::state(&mut tx, &viewer, now).await?;
    tx.commit().await?;
    Ok(Answer::ok(&second_factor))
}
