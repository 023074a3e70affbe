//! The desk's side of customer numbers: `PUT /customer-numbers/{number}`.
//! A customer number is one contract of one company, for good, over some services.

use axum::extract::State;
use madoguchi_contract::{
    desk::{CustomerNumber, Outcome, Written},
    problem::Problem as ProblemBody,
};
use sqlx::Row;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{check::Checks, companies, services, written};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, DeskToken, JsonBody, Path, scopes},
    store::Tx,
};

/// Longest customer number, in characters.
const NUMBER: usize = 20;

/// The routes of customer numbers.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(put_customer_number))
}

/// Creates or replaces a customer number.
#[utoipa::path(
    put, path = "/customer-numbers/{number}", tag = "desk", security(("desk_token" = [])),
    params(("number" = String, Path, description = "Letters and digits, such as A100000001")),
    request_body = CustomerNumber,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
async fn put_customer_number(
    State(state): State<AppState>,
    _: DeskToken<scopes::Companies>,
    Path(number): Path<String>,
    JsonBody(contract): JsonBody<CustomerNumber>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let now = state.clock.now_millis();
    let outcome = upsert_customer_number(&mut tx, &number, &contract, now).await?;
    tx.commit().await?;
    Ok(written(outcome, None))
}

/// Creates or replaces the customer number `number`. `now` in milliseconds.
pub async fn upsert_customer_number(
    tx: &mut Tx,
    number: &str,
    contract: &CustomerNumber,
    now: i64,
) -> Result<Outcome, Problem> {
    let mut checks = Checks::new();
    let printable = number.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if number.is_empty() || number.len() > NUMBER || !printable {
        checks.wrong("number", "invalid");
    }
    checks.distinct("services", &contract.services);
    checks.finish()?;
    let company_id = companies::company_id(tx, &contract.company)
        .await?
        .ok_or_else(|| Problem::field("company", "unknown"))?;
    let service_ids = services::service_ids(tx, "services", &contract.services).await?;

    let stored = sqlx::query("SELECT id, company_id FROM customer_numbers WHERE number = ?")
        .bind(number)
        .fetch_optional(&mut **tx)
        .await?;
    let (id, outcome) = match stored {
        None => (insert(tx, number, company_id, now).await?, Outcome::Created),
        Some(row) => {
            if row.try_get::<i64, _>("company_id")? != company_id {
                return Err(Problem::field("company", "fixed"));
            }
            let id = row.try_get("id")?;
            if contracted(tx, id).await? == service_ids {
                return Ok(Outcome::Unchanged);
            }
            (id, Outcome::Changed)
        }
    };
    replace_services(tx, id, &service_ids, now).await?;
    Ok(outcome)
}

async fn insert(tx: &mut Tx, number: &str, company_id: i64, now: i64) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO customer_numbers (number, company_id, created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?3) RETURNING id",
    )
    .bind(number)
    .bind(company_id)
    .bind(now)
    .fetch_one(&mut **tx)
    .await
}

async fn contracted(tx: &mut Tx, id: i64) -> Result<Vec<i64>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT service_id FROM contracts WHERE customer_number_id = ? ORDER BY position",
    )
    .bind(id)
    .fetch_all(&mut **tx)
    .await
}

async fn replace_services(
    tx: &mut Tx,
    id: i64,
    service_ids: &[i64],
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM contracts WHERE customer_number_id = ?")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    for (position, service_id) in (0_i64..).zip(service_ids) {
        sqlx::query(
            "INSERT INTO contracts (customer_number_id, service_id, position) VALUES (?, ?, ?)",
        )
        .bind(id)
        .bind(service_id)
        .bind(position)
        .execute(&mut **tx)
        .await?;
    }
    sqlx::query("UPDATE customer_numbers SET updated_at = ? WHERE id = ?")
        .bind(now)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The internal ids of customer numbers, in the order of `numbers`; 422 naming `field` when one
/// does not exist, or with `company_id` when it belongs to another company.
pub async fn customer_number_ids(
    tx: &mut Tx,
    field: &str,
    numbers: &[String],
    company_id: Option<i64>,
) -> Result<Vec<i64>, Problem> {
    let mut ids = Vec::with_capacity(numbers.len());
    for number in numbers {
        let id = sqlx::query_scalar(
            "SELECT id FROM customer_numbers \
             WHERE number = ?1 AND (?2 IS NULL OR company_id = ?2)",
        )
        .bind(number)
        .bind(company_id)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::field(field, "unknown"))?;
        ids.push(id);
    }
    Ok(ids)
}
