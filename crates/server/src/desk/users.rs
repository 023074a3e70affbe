//! The desk's side of users: `PUT /users/{user_id}`.
//! The desk opens accounts; passwords are the user's own and never come this way.

mod links;
mod open;

use axum::extract::State;
use madoguchi_contract::{
    desk::{Outcome, User, Written},
    limits,
    problem::Problem as ProblemBody,
};
use sqlx::Row;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    check::{self, Checks},
    companies, written,
};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, DeskToken, JsonBody, Path, scopes},
    session,
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
    let mut tx = state.store.write().await?;
    let outcome = upsert_user(&mut tx, &user_id, &user, state.clock.now_millis()).await?;
    tx.commit().await?;
    Ok(written(outcome, None))
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
        "SELECT id, company_id, family_name, given_name, mail, administrator, second_factor, \
         enabled FROM users WHERE login_key = ?",
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
    let same = row.try_get::<&str, _>("family_name")? == user.family_name
        && row.try_get::<&str, _>("given_name")? == user.given_name
        && row.try_get::<&str, _>("mail")? == user.mail
        && row.try_get::<bool, _>("administrator")? == user.administrator
        && row.try_get::<bool, _>("second_factor")? == user.second_factor
        && row.try_get::<bool, _>("enabled")? != user.disabled
        && links::stored(tx, id).await? == links;
    if same {
        return Ok(Outcome::Unchanged);
    }
    update(tx, id, user, now).await?;
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
        sqlx::query_scalar("UPDATE users SET password_hash = ? WHERE login_key = ? RETURNING id")
            .bind(hash)
            .bind(session::login_key(user_id))
            .fetch_optional(&mut **tx)
            .await?;
    if let Some(id) = id {
        session::end_all(tx, id, None).await?;
    }
    Ok(id.is_some())
}

fn check(user_id: &str, user: &User) -> Result<(), Problem> {
    let mut checks = Checks::new();
    checks.line("user_id", user_id, limits::USER_ID);
    if user_id.contains(char::is_whitespace) {
        checks.wrong("user_id", "invalid");
    }
    checks.line("family_name", &user.family_name, check::NAME);
    checks.optional_line("given_name", &user.given_name, check::NAME);
    checks.line("mail", &user.mail, 254);
    let parts = user.mail.split_once('@');
    if !parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        || user.mail.contains(char::is_whitespace)
    {
        checks.wrong("mail", "invalid");
    }
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
         administrator, second_factor, enabled, language, created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11) RETURNING id",
    )
    .bind(user_id.trim())
    .bind(key)
    .bind(company_id)
    .bind(&user.family_name)
    .bind(&user.given_name)
    .bind(&user.mail)
    .bind(user.administrator)
    .bind(user.second_factor)
    .bind(!user.disabled)
    .bind(user.language.id())
    .bind(now)
    .fetch_one(&mut **tx)
    .await
}

async fn update(tx: &mut Tx, id: i64, user: &User, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE users SET family_name = ?, given_name = ?, mail = ?, administrator = ?, \
         second_factor = ?, enabled = ?, updated_at = ? WHERE id = ?",
    )
    .bind(&user.family_name)
    .bind(&user.given_name)
    .bind(&user.mail)
    .bind(user.administrator)
    .bind(user.second_factor)
    .bind(!user.disabled)
    .bind(now)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    if user.disabled {
        session::end_all(tx, id, None).await?;
    }
    Ok(())
}
