//! The desk's side of products and services: `PUT /products/{id}`, `PUT /services/{id}`.
//! Both are the provider's own and belong to no company.

use axum::extract::State;
use madoguchi_contract::{
    desk::{Outcome, Product, Service, Written},
    problem::Problem as ProblemBody,
};
use sqlx::Row;
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

/// The routes of products and services.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(put_product)).routes(routes!(put_service))
}

/// Creates or replaces a product.
#[utoipa::path(
    put, path = "/products/{id}", tag = "desk", security(("desk_token" = [])),
    params(("id" = String, Path, description = "The provider's own identifier")),
    request_body = Product,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
async fn put_product(
    State(state): State<AppState>,
    _: DeskToken<scopes::Services>,
    Path(key): Path<String>,
    JsonBody(product): JsonBody<Product>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let outcome = upsert_product(&mut tx, &key, &product).await?;
    tx.commit().await?;
    Ok(written(outcome, None))
}

/// Creates or replaces a service.
#[utoipa::path(
    put, path = "/services/{id}", tag = "desk", security(("desk_token" = [])),
    params(("id" = String, Path, description = "The provider's own identifier")),
    request_body = Service,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
async fn put_service(
    State(state): State<AppState>,
    _: DeskToken<scopes::Services>,
    Path(key): Path<String>,
    JsonBody(service): JsonBody<Service>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let outcome = upsert_service(&mut tx, &key, &service).await?;
    tx.commit().await?;
    Ok(written(outcome, None))
}

/// Creates or replaces the product `key`.
pub async fn upsert_product(tx: &mut Tx, key: &str, product: &Product) -> Result<Outcome, Problem> {
    let mut checks = Checks::new();
    checks.line("id", key, check::KEY);
    checks.label("name", &product.name, check::NAME);
    checks.finish()?;
    let stored = sqlx::query("SELECT name_ja, name_en FROM products WHERE key = ?")
        .bind(key)
        .fetch_optional(&mut **tx)
        .await?;
    let outcome = match stored {
        None => Outcome::Created,
        Some(row)
            if row.try_get::<&str, _>("name_ja")? == product.name.ja
                && row.try_get::<&str, _>("name_en")? == product.name.en =>
        {
            return Ok(Outcome::Unchanged);
        }
        Some(_) => Outcome::Changed,
    };
    sqlx::query(
        "INSERT INTO products (key, name_ja, name_en) VALUES (?, ?, ?) \
         ON CONFLICT (key) DO UPDATE SET name_ja = excluded.name_ja, name_en = excluded.name_en",
    )
    .bind(key)
    .bind(&product.name.ja)
    .bind(&product.name.en)
    .execute(&mut **tx)
    .await?;
    Ok(outcome)
}

/// Creates or replaces the service `key`. Its product must exist.
pub async fn upsert_service(tx: &mut Tx, key: &str, service: &Service) -> Result<Outcome, Problem> {
    let mut checks = Checks::new();
    checks.line("id", key, check::KEY);
    checks.label("name", &service.name, check::NAME);
    checks.finish()?;
    let product_id: i64 = sqlx::query_scalar("SELECT id FROM products WHERE key = ?")
        .bind(&service.product)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::field("product", "unknown"))?;
    let stored = sqlx::query("SELECT product_id, name_ja, name_en FROM services WHERE key = ?")
        .bind(key)
        .fetch_optional(&mut **tx)
        .await?;
    let outcome = match stored {
        None => Outcome::Created,
        Some(row)
            if row.try_get::<i64, _>("product_id")? == product_id
                && row.try_get::<&str, _>("name_ja")? == service.name.ja
                && row.try_get::<&str, _>("name_en")? == service.name.en =>
        {
            return Ok(Outcome::Unchanged);
        }
        Some(_) => Outcome::Changed,
    };
    sqlx::query(
        "INSERT INTO services (key, product_id, name_ja, name_en) VALUES (?, ?, ?, ?) \
         ON CONFLICT (key) DO UPDATE SET product_id = excluded.product_id, \
         name_ja = excluded.name_ja, name_en = excluded.name_en",
    )
    .bind(key)
    .bind(product_id)
    .bind(&service.name.ja)
    .bind(&service.name.en)
    .execute(&mut **tx)
    .await?;
    Ok(outcome)
}

/// The internal ids of services, in the order of `keys`; 422 naming `field` when one is unknown.
pub async fn service_ids(tx: &mut Tx, field: &str, keys: &[String]) -> Result<Vec<i64>, Problem> {
    let mut ids = Vec::with_capacity(keys.len());
    for key in keys {
        let id = sqlx::query_scalar("SELECT id FROM services WHERE key = ?")
            .bind(key)
            .fetch_optional(&mut **tx)
            .await?
            .ok_or_else(|| Problem::field(field, "unknown"))?;
        ids.push(id);
    }
    Ok(ids)
}
