//! `POST /users`: opens an account under a user ID made of the mail address and the suffix.
//! An ID that is taken is never touched, whoever it belongs to.

use axum::extract::State;
use madoguchi_contract::{
    desk::{OpenedAccount, User},
    problem::Problem as ProblemBody,
    user_id,
};

use super::{check_kind, invite, upsert_user};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, Begun, DeskToken, Idempotency, JsonBody, scopes},
    session,
};

/// Opens an account under a proposed user ID.
#[utoipa::path(
    post, path = "/users", tag = "desk", security(("desk_token" = [])),
    params(("Idempotency-Key" = String, Header, description = "Made by the client")),
    request_body = User,
    responses(
        (status = 201, body = OpenedAccount),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
pub(super) async fn post_user(
    State(state): State<AppState>,
    token: DeskToken<scopes::Users>,
    idempotency: Idempotency,
    JsonBody(user): JsonBody<User>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    check_kind(&user, &state.config.accounts.kinds)?;
    let mut tx = state.store.write().await?;
    let pending = match idempotency.begin(&mut tx, token.owner(), &user).await? {
        Begun::First(pending) => pending,
        Begun::Again(answer) => return Ok(answer),
    };
    let user_id = user_id::propose(&user.mail, &state.config.accounts.user_id_suffix);
    let taken: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM users WHERE login_key = ?)")
        .bind(session::login_key(&user_id))
        .fetch_one(&mut *tx)
        .await?;
    if taken {
        return Err(Problem::field("user_id", "taken"));
    }
    upsert_user(&mut tx, &user_id, &user, now).await?;
    invite(&mut tx, &user_id, &user, now).await?;
    let location = format!("/api/desk/v1/users/{user_id}");
    let answer = Answer::created(location, &OpenedAccount { user_id });
    let answer = pending.finish(&mut tx, answer, now).await?;
    tx.commit().await?;
    Ok(answer)
}
