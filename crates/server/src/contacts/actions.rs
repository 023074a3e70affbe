//! アクション of a contact: switching sign-in off and on, resetting the second factor, sending the
//! welcome mail again.

use axum::extract::State;
use madoguchi_contract::{
    contacts::{Contact, ContactState, SignInSwitch},
    problem::Problem as ProblemBody,
    sign_ins::Event,
};

use super::{begin, change::Change, last_administrator, one, rows, welcome};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, Begun, Idempotency, JsonBody, NoQuery, Path, Viewer},
    second_factor,
    session::{self, confirmation, locks, origin::Origin},
    store::Tx,
};

/// Switches a person's sign-in off, which ends the person's sessions at once, or on, which opens a
/// lock too. The lock on one's own user ID is opened by another administrator or by itself.
#[utoipa::path(
    put, path = "/contacts/{id}/sign-in", tag = "account", security(("session" = [])),
    params(("id" = String, Path, description = "`id` of the list")),
    request_body = SignInSwitch,
    responses(
        (status = 200, body = Contact),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator, or oneself on; cross_site",
            body = ProblemBody),
        (status = 404, description = "no such person in the company", body = ProblemBody),
        (status = 409, description = "last_administrator", body = ProblemBody),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
pub(super) async fn switch_sign_in(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<String>,
    _: NoQuery,
    origin: Origin,
    JsonBody(switch): JsonBody<SignInSwitch>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = begin(&state, &viewer).await?;
    let id = rows::find(&mut tx, &viewer, &id).await?;
    let before = rows::load(&mut tx, &viewer, id, now).await?;
    let was_enabled = before.summary.state != ContactState::Disabled;
    let change = Change { id, origin: &origin, now };
    if switch.enabled {
        // Else whoever holds an administrator's session could guess the password for ever.
        if id == viewer.user_id {
            return Err(Problem::forbidden());
        }
        let opened =
            locks::open(&mut tx, &session::login_key(&before.summary.user_id), now).await?;
        if opened || !was_enabled {
            set_enabled(&mut tx, id, true, now).await?;
            change.note(&mut tx, Event::Enabled).await?;
        }
    } else if was_enabled {
        last_administrator::spare(&mut tx, id).await?;
        set_enabled(&mut tx, id, false, now).await?;
        session::shut_out(&mut tx, id).await?;
        change.note(&mut tx, Event::Disabled).await?;
    }
    let contact = rows::load(&mut tx, &viewer, id, now).await?;
    tx.commit().await?;
    Ok(one::answer(&contact))
}

async fn set_enabled(tx: &mut Tx, id: i64, enabled: bool, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE users SET enabled = ?, version = version + 1, updated_at = ? WHERE id = ?")
        .bind(enabled)
        .bind(now)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes a person's apps, passkeys, recovery codes and trusted browsers, and ends the sessions.
/// The mailed code remains when the second factor is on.
#[utoipa::path(
    delete, path = "/contacts/{id}/mfa", tag = "account", security(("session" = [])),
    params(("id" = String, Path, description = "`id` of the list")),
    responses(
        (status = 200, body = Contact),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator; confirmation_required: oneself; \
            cross_site", body = ProblemBody),
        (status = 404, description = "no such person in the company", body = ProblemBody),
    )
)]
pub(super) async fn reset_second_factor(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<String>,
    _: NoQuery,
    origin: Origin,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = begin(&state, &viewer).await?;
    let id = rows::find(&mut tx, &viewer, &id).await?;
    if id == viewer.user_id {
        // As in one's profile.
        confirmation::require(&mut tx, viewer.session_id, now).await?;
    }
    second_factor::reset(&mut tx, id).await?;
    sqlx::query("UPDATE users SET version = version + 1, updated_at = ? WHERE id = ?")
        .bind(now)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    let change = Change { id, origin: &origin, now };
    change.tell_second_factor(&mut tx, "reset_by_administrator").await?;
    let contact = rows::load(&mut tx, &viewer, id, now).await?;
    tx.commit().await?;
    Ok(one::answer(&contact))
}

/// Sends the welcome mail again: to anybody who may sign in, since it says the user ID too.
#[utoipa::path(
    post, path = "/contacts/{id}/welcome-mail", tag = "account", security(("session" = [])),
    params(
        ("id" = String, Path, description = "`id` of the list"),
        ("Idempotency-Key" = String, Header, description = "Made by the client"),
    ),
    responses(
        (status = 200, body = Contact),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator; cross_site", body = ProblemBody),
        (status = 404, description = "no such person in the company", body = ProblemBody),
        (status = 409, description = "sign_in_disabled", body = ProblemBody),
    )
)]
pub(super) async fn send_welcome_mail(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<String>,
    _: NoQuery,
    idempotency: Idempotency,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = begin(&state, &viewer).await?;
    let id = rows::find(&mut tx, &viewer, &id).await?;
    let pending = match idempotency.begin(&mut tx, viewer.owner(), &()).await? {
        Begun::First(pending) => pending,
        Begun::Again(answer) => return Ok(answer),
    };
    let before = rows::load(&mut tx, &viewer, id, now).await?;
    if before.summary.state == ContactState::Disabled {
        return Err(Problem::conflict("sign_in_disabled"));
    }
    welcome::send(&mut tx, id, now).await?;
    let contact = rows::load(&mut tx, &viewer, id, now).await?;
    let answer = pending.finish(&mut tx, one::answer(&contact), now).await?;
    tx.commit().await?;
    Ok(answer)
}
