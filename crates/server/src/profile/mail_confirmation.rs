//! `POST /mail-confirmations`: the link that went to the new address. Whoever reads there has it,
//! so no session is needed, and none is opened.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    problem::{Problem as ProblemBody, code},
    profile::{ConfirmedMail, MailConfirmation},
};
use sqlx::FromRow;

use super::rows::WAITING;
use crate::{
    app::AppState,
    mail_address,
    problem::Problem,
    request::{Answer, JsonBody, NoQuery},
    security::addresses::Address,
    session::{origin::Origin, tokens},
    store::Tx,
};

#[derive(FromRow)]
struct Waiting {
    user_id: i64,
    old: String,
    new: String,
}

/// Makes the new mail address count. Tries of links that are none are counted per address.
#[utoipa::path(
    post, path = "/mail-confirmations", tag = "access", request_body = MailConfirmation,
    responses(
        (status = 200, body = ConfirmedMail),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 410, description = "link_expired", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn confirm(
    State(state): State<AppState>,
    address: Address,
    origin: Origin,
    _: NoQuery,
    JsonBody(link): JsonBody<MailConfirmation>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let addresses = &state.link_addresses;
    addresses.reserve(address, now, &state.config.lock).map_err(Problem::too_many_requests)?;
    let mut tx = state.store.write().await?;
    let Some(waiting) = find(&mut tx, &link.token, now).await? else {
        addresses.fail(address, now);
        return Err(Problem::new(StatusCode::GONE, code::LINK_EXPIRED));
    };
    addresses.forgive(address, now);
    sqlx::query("UPDATE users SET mail = ?, version = version + 1, updated_at = ? WHERE id = ?")
        .bind(&waiting.new)
        .bind(now)
        .bind(waiting.user_id)
        .execute(&mut *tx)
        .await?;
    mail_address::changed(&mut tx, waiting.user_id, &waiting.old, false, &origin, now).await?;
    tx.commit().await?;
    Ok(Answer::ok(&ConfirmedMail { mail: waiting.new }))
}

/// The change that `token` confirms, if it still can. `now` in milliseconds.
async fn find(tx: &mut Tx, token: &str, now: i64) -> Result<Option<Waiting>, sqlx::Error> {
    sqlx::query_as(
        "SELECT m.user_id, u.mail AS old, m.mail AS new FROM mail_changes m \
         JOIN users u ON u.id = m.user_id \
         WHERE m.token_hash = ? AND m.created_at > ? AND u.enabled = 1",
    )
    .bind(tokens::hash(token))
    .bind(now - WAITING)
    .fetch_optional(&mut **tx)
    .await
}
