//! Authenticator apps over HTTP: a secret, pairing, another name, removing.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    problem::Problem as ProblemBody,
    second_factor::{Added, AppSecret, DeviceName, Pairing, Removal, SecondFactor},
    sign_ins::Event,
};

use super::{
    apps, change,
    devices::{self, Kind},
    proof::Proof,
    totp, typed,
};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, JsonBody, NoQuery, Path, Viewer},
    security::addresses::Address,
    session::{confirmation, history, locks, login_key, origin::Origin},
};

/// Makes a secret to pair an app with; the one before is forgotten.
#[utoipa::path(
    post, path = "/me/mfa/apps", tag = "me", security(("session" = [])),
    responses(
        (status = 201, body = AppSecret),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
    )
)]
pub(super) async fn ask_for_secret(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    let secret = apps::ask(&mut tx, viewer.user_id, now).await?;
    tx.commit().await?;
    let issuer = state.config.brand.name.in_language(viewer.language);
    let uri = totp::uri(&secret, issuer, &viewer.login);
    let secret = totp::base32(&secret);
    Ok(Answer::new(StatusCode::CREATED, &AppSecret { secret, uri }))
}

/// Pairs the app that shows the code. The secret is the person's own, so wrong codes are not
/// counted.
#[utoipa::path(
    post, path = "/me/mfa/apps/pairing", tag = "me", security(("session" = [])),
    request_body = Pairing,
    responses(
        (status = 201, body = Added),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
        (status = 409, description = "too_many_devices", body = ProblemBody),
        (status = 422, description = "invalid: code is wrong or expired", body = ProblemBody),
    )
)]
pub(super) async fn pair(
    State(state): State<AppState>,
    viewer: Viewer,
    origin: Origin,
    _: NoQuery,
    JsonBody(typed): JsonBody<Pairing>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    let (user_id, language) = (viewer.user_id, viewer.language);
    let name = devices::name_for_new(&mut tx, Kind::App, user_id, &typed.name, language).await?;
    let code = typed::digits(&typed.code);
    match apps::pair(&mut tx, user_id, &name, code.as_deref(), now).await? {
        apps::Pairing::Done => {}
        apps::Pairing::Wrong => return Err(Problem::field("code", "wrong")),
        apps::Pairing::Expired => return Err(Problem::field("code", "expired")),
    }
    let added = change::added(&mut tx, &viewer, &origin, "app_added", now).await?;
    tx.commit().await?;
    Ok(Answer::new(StatusCode::CREATED, &added))
}

/// Gives an app another name.
#[utoipa::path(
    patch, path = "/me/mfa/apps/{id}", tag = "me", security(("session" = [])),
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
    devices::rename(&mut tx, Kind::App, viewer.user_id, id, &typed.name).await?;
    let second_factor = change::state(&mut tx, &viewer, now).await?;
    tx.commit().await?;
    Ok(Answer::ok(&second_factor))
}

/// Removes an app. A wrong code counts like one at sign-in.
#[utoipa::path(
    post, path = "/me/mfa/apps/{id}/removal", tag = "me", security(("session" = [])),
    params(("id" = String, Path)), request_body = Removal,
    responses(
        (status = 200, body = SecondFactor),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
        (status = 422, description = "invalid: code is wrong", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn remove(
    State(state): State<AppState>,
    viewer: Viewer,
    address: Address,
    origin: Origin,
    Path(id): Path<i64>,
    _: NoQuery,
    JsonBody(typed): JsonBody<Removal>,
) -> Result<Answer, Problem> {
    let (now, limits, user_id) = (state.clock.now_millis(), &state.config.lock, viewer.user_id);
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    state.addresses.reserve(address, now, limits).map_err(Problem::too_many_requests)?;
    let attempt = locks::reserve(&mut tx, &login_key(&viewer.login), now, limits).await?;
    let (event, outcome) = (Event::SecondFactorChange, attempt.outcome());
    let line = history::record(&mut tx, Some(user_id), event, outcome, &origin, now).await?;
    let proof = match Proof::by_app(&mut tx, user_id, &typed.code, now).await? {
        Some(proof) => Some(proof),
        None => Proof::by_recovery_code(&mut tx, user_id, &typed.code).await?,
    };
    let Some(proof) = proof.filter(|_| attempt.may_look) else {
        tx.commit().await?;
        state.addresses.fail(address, now);
        return Err(Problem::field("code", "wrong"));
    };
    state.addresses.forgive(address, now);
    devices::remove(&mut tx, Kind::App, user_id, id).await?;
    proof.use_up(&mut tx, user_id, now).await?;
    locks::forgive(&mut tx, &attempt, limits).await?;
    history::succeed(&mut tx, line).await?;
    change::follow(&mut tx, &viewer, &origin, "app_removed", now).await?;
    let second_factor = change::state(&mut tx, &viewer, now).await?;
    tx.commit().await?;
    Ok(Answer::ok(&second_factor))
}
