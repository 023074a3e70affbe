//! The desk's side of knowledge bases: `PUT /bases/{id}`.
//! A base limited to services hides all its articles from everybody else.

use axum::extract::State;
use madoguchi_contract::{
    desk::{NewBase, Outcome, Written},
    problem::Problem as ProblemBody,
};
use sqlx::Row;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    check::{self, Checks},
    services, written,
};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, DeskToken, JsonBody, Path, scopes},
    store::Tx,
};

/// The routes of bases.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(put_base))
}

/// Creates or replaces a knowledge base.
#[utoipa::path(
    put, path = "/bases/{id}", tag = "desk", security(("desk_token" = [])),
    params(("id" = String, Path, description = "The provider's own identifier")),
    request_body = NewBase,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
async fn put_base(
    State(state): State<AppState>,
    _: DeskToken<scopes::Articles>,
    Path(key): Path<String>,
    JsonBody(base): JsonBody<NewBase>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let outcome = upsert_base(&mut tx, &key, &base).await?;
    tx.commit().await?;
    Ok(written(outcome, None))
}

/// Creates or replaces the base `key`. The services it is limited to must exist.
pub async fn upsert_base(tx: &mut Tx, key: &str, base: &NewBase) -> Result<Outcome, Problem> {
    let mut checks = Checks::new();
    checks.line("id", key, check::KEY);
    checks.label("name", &base.name, check::NAME);
    checks.optional_line("description.ja", &base.description.ja, check::TITLE);
    checks.optional_line("description.en", &base.description.en, check::TITLE);
    checks.distinct("services", &base.services);
    checks.finish()?;
    let services = services::service_ids(tx, "services", &base.services).await?;
    let stored = stored(tx, key).await?;
    let outcome = match &stored {
        None => Outcome::Created,
        Some(stored) if same(stored, base) => return Ok(Outcome::Unchanged),
        Some(_) => Outcome::Changed,
    };
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO bases (key, name_ja, name_en, description_ja, description_en, position, \
         limited) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET \
         name_ja = excluded.name_ja, name_en = excluded.name_en, \
         description_ja = excluded.description_ja, description_en = excluded.description_en, \
         position = excluded.position, limited = excluded.limited RETURNING id",
    )
    .bind(key)
    .bind(&base.name.ja)
    .bind(&base.name.en)
    .bind(&base.description.ja)
    .bind(&base.description.en)
    .bind(base.position)
    .bind(!services.is_empty())
    .fetch_one(&mut **tx)
    .await?;
    sqlx::query("DELETE FROM base_services WHERE base_id = ?").bind(id).execute(&mut **tx).await?;
    for service_id in services {
        sqlx::query("INSERT INTO base_services (base_id, service_id) VALUES (?, ?)")
            .bind(id)
            .bind(service_id)
            .execute(&mut **tx)
            .await?;
    }
    Ok(outcome)
}

async fn stored(tx: &mut Tx, key: &str) -> Result<Option<NewBase>, Problem> {
    let row = sqlx::query(
        "SELECT id, name_ja, name_en, description_ja, description_en, position FROM bases \
         WHERE key = ?",
    )
    .bind(key)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let services = sqlx::query_scalar(
        "SELECT s.key FROM base_services l JOIN services s ON s.id = l.service_id \
         WHERE l.base_id = ? ORDER BY s.key",
    )
    .bind(row.try_get::<i64, _>("id")?)
    .fetch_all(&mut **tx)
    .await?;
    let label = |ja, en| -> Result<_, sqlx::Error> {
        Ok(madoguchi_contract::Label { ja: row.try_get(ja)?, en: row.try_get(en)? })
    };
    Ok(Some(NewBase {
        name: label("name_ja", "name_en")?,
        description: label("description_ja", "description_en")?,
        position: row.try_get("position")?,
        services,
    }))
}

fn same(stored: &NewBase, base: &NewBase) -> bool {
    let mut services = base.services.clone();
    services.sort_unstable();
    *stored == NewBase { services, ..base.clone() }
}
