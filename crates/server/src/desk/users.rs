//! The desk's side of users: `PUT /users/{user_id}`.
//! The desk opens accounts; passwords are the user's own and never come this way.

mod links;
mod open;

use axum::extract::State;
use madoguchi_contract::{
    desk::{Outcome, User, Written},
    problem::Problem as ProblemBody,
    sign_ins::{Event, Outcome as SignInOutcome},
};
use serde_json::json;
use sqlx::Row;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    check::{self, Checks},
    companies, written,
};
use crate::{
    app::AppState,
    config::AccountKind,
    contacts::welcome,
    mail::{Template, queue},
    mail_address, people,
    problem::Problem,
    request::{Answer, DeskToken, JsonBody, Path, scopes},
    session::{self, history, origin::Origin},
    store::Tx,
};

/// The routes of users.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(put_user)).routes(routes!(open::post_user))
}

/// Creates or replaces a user. Switching sign-in off ends the user's sessions.
#[utoipa::path(
    put, path = "/users/{user_id}", tag = "desk", security(("desk_token" = [])),
    params(("user_id" = String, Path, description = "At most 40 characters, unique in the portal")),
    request_body = User,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
async fn put_user(
    State(state): State<AppState>,
    _: DeskToken<scopes::Users>,
    Path(user_id): Path<String>,
    JsonBody(user): JsonBody<User>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    check_kind(&user, &state.config.accounts.kinds)?;
    let mut tx = state.store.write().await?;
    let outcome = upsert_user(&mut tx, &user_id, &user, now).await?;
    if outcome == Outcome::Created {
        invite(&mut tx, &user_id, &user, now).await?;
    }
    tx.commit().await?;
    Ok(written(outcome, None))
}

/// The account kind must be one of those configured.
fn check_kind(user: &User, kinds: &[AccountKind]) -> Result<(), Problem> {
    match &user.kind {
        Some(id) if !kinds.iter().any(|kind| kind.id == *id) => {
            Err(Problem::field("kind", "unknown"))
        }
        _ => Ok(()),
    }
}

/// Mails a new person how to set the first password, unless sign-in is switched off.
async fn invite(tx: &mut Tx, user_id: &str, user: &User, now: i64) -> Result<(), sqlx::Error> {
    if user.disabled {
        return Ok(());
    }
    let id = sqlx::query_scalar("SELECT id FROM users WHERE login_key = ?")
        .bind(session::login_key(user_id))
        .fetch_one(&mut **tx)
        .await?;
    welcome::send(tx, id, now).await
}

/// Creates or replaces the user `user_id`. `now` in milliseconds. What people chose themselves
/// (theme, time zone, and once they exist their language) stays as it is.
pub async fn upsert_user(
    tx: &mut Tx,
    user_id: &str,
    user: &User,
    now: i64,
) -> Result<Outcome, Problem> {
    check(user_id, user)?;
    let company_id = companies::company_id(tx, &user.company)
        .await?
        .ok_or_else(|| Problem::field("company", "unknown"))?;
    let links = links::resolve(tx, company_id, user).await?;
    let key = session::login_key(user_id);
    let stored = sqlx::query(
        "SELECT id, company_id, family_name, given_name, mail, administrator, \
         second_factor, second_factor_required, kind, enabled FROM users WHERE login_key = ?",
    )
    .bind(&key)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = stored else {
        let id = insert(tx, user_id, &key, company_id, user, now).await?;
        links::replace(tx, id, &links).await?;
        return Ok(Outcome::Created);
    };
    if row.try_get::<i64, _>("company_id")? != company_id {
        return Err(Problem::field("company", "fixed"));
    }
    let id = row.try_get("id")?;
    let enabled: bool = row.try_get("enabled")?;
    let mail: String = row.try_get("mail")?;
    let same = row.try_get::<&str, _>("family_name")? == user.family_name
        && row.try_get::<&str, _>("given_name")? == user.given_name
        && mail == user.mail
        && row.try_get::<bool, _>("administrator")? == user.administrator
        && row.try_get::<bool, _>("second_factor_required")? == user.second_factor
        && row.try_get::<Option<&str>, _>("kind")? == user.kind.as_deref()
        && enabled != user.disabled
        && links::stored(tx, id).await? == links;
    if same {
        return Ok(Outcome::Unchanged);
    }
    let asked_before: bool = row.try_get("second_factor")?;
    let asked = update(tx, id, user, now).await?;
    let desk = Origin::default();
    if asked != asked_before {
        tell_second_factor(tx, id, user_id, asked, now).await?;
    }
    if mail != user.mail {
        mail_address::changed(tx, id, &mail, true, &desk, now).await?;
    }
    if enabled == user.disabled {
        let event = if user.disabled { Event::Disabled } else { Event::Enabled };
        history::record(tx, Some(id), event, SignInOutcome::Success, &desk, now).await?;
    }
    links::replace(tx, id, &links).await?;
    Ok(Outcome::Changed)
}

/// Sets the password of a user to one that has been hashed; false when there is no such user.
/// Ends the user's sessions. Not reachable through the API: for the command line and the sample.
pub async fn set_password_hash(
    tx: &mut Tx,
    user_id: &str,
    hash: &str,
) -> Result<bool, sqlx::Error> {
    let id: Option<i64> =
        sqlx::query_scalar("UPDATE users SET password_hash = ?, version = version + 1 WHERE login_key = ? RETURNING id")
            .bind(hash)
            .bind(session::login_key(user_id))
            .fetch_optional(&mut **tx)
            .await?;
    if let Some(id) = id {
        session::end_all(tx, id, None).await?;
        session::forget_trusted_browsers(tx, id).await?;
    }
    Ok(id.is_some())
}

fn check(user_id: &str, user: &User) -> Result<(), Problem> {
    let mut checks = Checks::new();
    people::user_id(&mut checks, "user_id", user_id);
    checks.line("family_name", &user.family_name, check::NAME);
    checks.optional_line("given_name", &user.given_name, check::NAME);
    people::mail(&mut checks, "mail", &user.mail);
    checks.distinct("customer_numbers", user.customer_numbers.as_deref().unwrap_or_default());
    checks.distinct("customer_administrator_of", &user.customer_administrator_of);
    checks.finish()
}

async fn insert(
    tx: &mut Tx,
    user_id: &str,
    key: &str,
    company_id: i64,
    user: &User,
    now: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO users (login, login_key, company_id, family_name, given_name, mail, \
         administrator, second_factor, second_factor_required, kind, enabled, language, \
         created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?12, ?12) RETURNING id",
    )
    .bind(user_id.trim())
    .bind(key)
    .bind(company_id)
    .bind(&user.family_name)
    .bind(&user.given_name)
    .bind(&user.mail)
    .bind(user.administrator)
    .bind(user.second_factor)
    .bind(&user.kind)
    .bind(!user.disabled)
    .bind(user.language.id())
    .bind(now)
    .fetch_one(&mut **tx)
    .await
}

/// Gives whether a second factor is asked for then.
async fn update(tx: &mut Tx, id: i64, user: &User, now: i64) -> Result<bool, sqlx::Error> {
    // A second factor that the person has set up stays on, also when it need not be.
    let asked = sqlx::query_scalar(
        "UPDATE users SET family_name = ?1, given_name = ?2, mail = ?3, administrator = ?4, \
         second_factor = ?5 OR (second_factor AND NOT second_factor_required) \
             OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = ?9) OR EXISTS \
             (SELECT 1 FROM authenticator_apps WHERE user_id = ?9 AND added_at IS NOT NULL), \
         second_factor_required = ?5, kind = ?6, enabled = ?7, updated_at = ?8, \
         version = version + 1 WHERE id = ?9 RETURNING second_factor",
    )
    .bind(&user.family_name)
    .bind(&user.given_name)
    .bind(&user.mail)
    .bind(user.administrator)
    .bind(user.second_factor)
    .bind(&user.kind)
    .bind(!user.disabled)
    .bind(now)
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    if user.disabled {
        session::shut_out(tx, id).await?;
    }
    Ok(asked)
}

/// The second factor was switched: the person is told, and the history has a line.
async fn tell_second_factor(
    tx: &mut Tx,
    id: i64,
    user_id: &str,
    on: bool,
    now: i64,
) -> Result<(), sqlx::Error> {
    session::forget_trusted_browsers(tx, id).await?;
    let (event, outcome) = (Event::SecondFactorChange, SignInOutcome::Success);
    history::record(tx, Some(id), event, outcome, &Origin::default(), now).await?;
    let to = queue::recipient(tx, id).await?;
    let facts = json!({
        "user_id": user_id, "what": if on { "on_by_administrator" } else { "off_by_administrator" },
        "at": now, "browser": "", "address": "",
    });
    queue::enqueue(tx, Template::SecondFactorChanged, &to, facts, now, None).await
}
