//! `/me/mail-change`: another mail address, which counts once it is confirmed from there. Until
//! then mails go to the one until now, which is told.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    problem::Problem as ProblemBody,
    profile::{MailChange, Profile},
};
use serde_json::json;

use super::rows::{self, WAITING};
use crate::{
    app::AppState,
    desk::check::Checks,
    mail::{Template, queue},
    masked, people,
    problem::Problem,
    request::{Answer, JsonBody, NoQuery, Viewer},
    session::{confirmation, tokens},
    store::Tx,
};

/// The page that the link opens; the token follows as its fragment.
const PAGE: &str = "/mail-confirmation";

/// New addresses that one person can ask for in an hour.
const AN_HOUR: i64 = 5;

/// Milliseconds.
const HOUR: i64 = 3_600_000;

/// Asks for another mail address; asked again, the last one counts.
#[utoipa::path(
    post, path = "/me/mail-change", tag = "me", security(("session" = [])),
    request_body = MailChange,
    responses(
        (status = 202, body = Profile),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "confirmation_required, cross_site", body = ProblemBody),
        (status = 422, description = "invalid: mail is none, or the same", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn ask(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
    JsonBody(typed): JsonBody<MailChange>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mail = typed.mail.trim();
    let mut checks = Checks::new();
    people::mail(&mut checks, "mail", mail);
    let mut tx = state.store.write().await?;
    confirmation::require(&mut tx, viewer.session_id, now).await?;
    checks.finish()?;
    let to = queue::recipient(&mut tx, viewer.user_id).await?;
    if to.mail.eq_ignore_ascii_case(mail) {
        return Err(Problem::field("mail", "same"));
    }
    spare(&mut tx, &to.mail, now).await?;
    let token = replace(&mut tx, viewer.user_id, mail, now).await?;
    let facts = json!({ "user_id": viewer.login, "masked": masked::mail(mail), "at": now });
    queue::enqueue(&mut tx, Template::MailChangeAsked, &to, facts, now, None).await?;
    let until = now + WAITING;
    let facts = json!({
        "user_id": viewer.login, "mail": mail, "page": format!("{PAGE}#{token}"), "until": until,
    });
    let (template, to) = (Template::ConfirmMail, to.at(mail));
    queue::enqueue(&mut tx, template, &to, facts, now, Some(until)).await?;
    let profile = rows::load(&mut tx, &viewer, now).await?;
    tx.commit().await?;
    Ok(Answer::new(StatusCode::ACCEPTED, &profile))
}

/// Keeps the address until now. Nothing to keep it from is fine.
#[utoipa::path(
    delete, path = "/me/mail-change", tag = "me", security(("session" = [])),
    responses(
        (status = 204),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "cross_site", body = ProblemBody),
    )
)]
pub(super) async fn withdraw(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    sqlx::query("DELETE FROM mail_changes WHERE user_id = ?")
        .bind(viewer.user_id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(Answer::nothing())
}

/// Refuses more than a handful an hour, because strangers get mails by it. Those to the address
/// until now are counted, which gets one each time.
async fn spare(tx: &mut Tx, mail: &str, now: i64) -> Result<(), Problem> {
    // The event stands in the text, because only so its index is used.
    let (asked, first): (i64, Option<i64>) = sqlx::query_as(
        "SELECT count(*), min(created_at) FROM mails \
         WHERE event = 'mail_change_asked' AND recipient = ? AND created_at > ?",
    )
    .bind(mail)
    .bind(now - HOUR)
    .fetch_one(&mut **tx)
    .await?;
    if asked < AN_HOUR {
        return Ok(());
    }
    let wait = first.map_or(HOUR, |first| first + HOUR - now);
    Err(Problem::too_many_requests(u64::try_from(wait / 1_000).unwrap_or_default()))
}

/// Notes the address that waits; gives the token that confirms it. `now` in milliseconds.
async fn replace(tx: &mut Tx, user_id: i64, mail: &str, now: i64) -> Result<String, sqlx::Error> {
    let token = tokens::random_secret();
    sqlx::query(
        "INSERT INTO mail_changes (user_id, token_hash, mail, created_at) \
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (user_id) DO UPDATE \
         SET token_hash = ?2, mail = ?3, created_at = ?4",
    )
    .bind(user_id)
    .bind(tokens::hash(&token))
    .bind(mail)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(token)
}
