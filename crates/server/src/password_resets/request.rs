//! `POST /password-resets`: asks for a link. Whatever was typed, the answer is the same, and so is
//! the work but for a few lines into the database; the mail itself is written later.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{password_resets::ResetRequest, problem::Problem as ProblemBody};
use serde_json::json;
use sqlx::FromRow;

use super::links;
use crate::{
    app::AppState,
    desk::check::Checks,
    mail::{Template, queue},
    problem::Problem,
    request::{Answer, JsonBody, NoQuery},
    security::addresses::Address,
    session::{self, locks},
    store::Tx,
};

/// The page that the link opens; the token follows as its fragment.
const PAGE: &str = "/password-reset/new";

#[derive(FromRow)]
struct Account {
    id: i64,
    login: String,
    mail: String,
    enabled: bool,
    first: bool,
    reset_at: Option<i64>,
}

/// Asks for a link to set a password.
#[utoipa::path(
    post, path = "/password-resets", tag = "access", request_body = ResetRequest,
    responses(
        (status = 202, description = "A mail goes out when the two belong together"),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 422, description = "invalid: a field is empty", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn ask(
    State(state): State<AppState>,
    address: Address,
    _: NoQuery,
    JsonBody(typed): JsonBody<ResetRequest>,
) -> Result<Answer, Problem> {
    let mut checks = Checks::new();
    checks.line("user_id", &typed.user_id, usize::MAX);
    checks.line("mail", &typed.mail, usize::MAX);
    checks.finish()?;
    let now = state.clock.now_millis();
    let addresses = &state.link_addresses;
    addresses.reserve(address, now, &state.config.lock).map_err(Problem::too_many_requests)?;
    addresses.fail(address, now);

    let (key, possible) = session::typed_key(&typed.user_id);
    let settings = &state.config.reset;
    let mut tx = state.store.write().await?;
    let (counter, limits) = (locks::Counter::Reset, settings.lock());
    let attempt = locks::reserve_in(&mut tx, counter, &key, now, &limits).await?;
    let account = find(&mut tx, &key).await?;
    let mail = typed.mail.trim();
    let account = account
        .filter(|account| attempt.may_look && possible && account.mail.eq_ignore_ascii_case(mail));
    if let Some(account) = account {
        locks::clear(&mut tx, &attempt).await?;
        let again = i64::from(settings.again_hours) * links::HOUR;
        let too_early = account.reset_at.is_some_and(|at| now < at + again);
        let links = links::within_an_hour(&mut tx, account.id, now).await?;
        if account.enabled && !too_early && links < settings.links_an_hour {
            send(&mut tx, &account, i64::from(settings.link_minutes) * 60_000, now).await?;
        }
    }
    tx.commit().await?;
    Ok(Answer::new(StatusCode::ACCEPTED, &json!({})))
}

async fn find(tx: &mut Tx, login_key: &str) -> Result<Option<Account>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, login, mail, enabled, password_hash IS NULL AS first, reset_at \
         FROM users WHERE login_key = ?",
    )
    .bind(login_key)
    .fetch_optional(&mut **tx)
    .await
}

/// Mails a link that works for `lifetime` milliseconds.
async fn send(tx: &mut Tx, account: &Account, lifetime: i64, now: i64) -> Result<(), sqlx::Error> {
    let token = links::create(tx, account.id, now).await?;
    let to = queue::recipient(tx, account.id).await?;
    let until = now + lifetime;
    let facts = json!({
        "user_id": account.login, "page": format!("{PAGE}#{token}"),
        "first": account.first, "until": until,
    });
    queue::enqueue(tx, Template::ResetLink, &to, facts, now, Some(until)).await
}
