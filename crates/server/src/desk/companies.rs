//! The desk's side of companies: `PUT /companies/{id}`.
//! A company is a tenant; everything else hangs on it.

use axum::extract::State;
use madoguchi_contract::{
    desk::{Company, Outcome, Written},
    problem::Problem as ProblemBody,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    check::{self, Checks},
    written,
};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, DeskToken, JsonBody, Path, scopes},
    store::Tx,
};

/// The routes of companies.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(put_company))
}

/// Creates or replaces a company.
#[utoipa::path(
    put, path = "/companies/{id}", tag = "desk", security(("desk_token" = [])),
    params(("id" = String, Path, description = "The provider's own identifier")),
    request_body = Company,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
async fn put_company(
    State(state): State<AppState>,
    _: DeskToken<scopes::Companies>,
    Path(key): Path<String>,
    JsonBody(company): JsonBody<Company>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let outcome = upsert_company(&mut tx, &key, &company, state.clock.now_millis()).await?;
    tx.commit().await?;
    Ok(written(outcome, None))
}

/// Creates or replaces the company `key`. `now` in milliseconds.
pub async fn upsert_company(
    tx: &mut Tx,
    key: &str,
    company: &Company,
    now: i64,
) -> Result<Outcome, Problem> {
    let mut checks = Checks::new();
    checks.line("id", key, check::KEY);
    checks.line("name", &company.name, check::NAME);
    checks.finish()?;
    let stored: Option<String> = sqlx::query_scalar("SELECT name FROM companies WHERE key = ?")
        .bind(key)
        .fetch_optional(&mut **tx)
        .await?;
    let outcome = match stored {
        None => Outcome::Created,
        Some(name) if name == company.name => return Ok(Outcome::Unchanged),
        Some(_) => Outcome::Changed,
    };
    sqlx::query(
        "INSERT INTO companies (key, name, created_at, updated_at) VALUES (?1, ?2, ?3, ?3) \
         ON CONFLICT (key) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at",
    )
    .bind(key)
    .bind(&company.name)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(outcome)
}

/// The internal id of the company `key`.
pub async fn company_id(tx: &mut Tx, key: &str) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM companies WHERE key = ?")
        .bind(key)
        .fetch_optional(&mut **tx)
        .await
}
