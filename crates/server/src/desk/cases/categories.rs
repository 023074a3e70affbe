//! `PUT /categories/{id}`: the categories of cases are the provider's own.
//! Those that rules of the specification name are there from the start and can be renamed.

use axum::extract::State;
use madoguchi_contract::{
    desk::{Category, Outcome, Written},
    problem::Problem as ProblemBody,
};
use sqlx::Row;

use crate::{
    app::AppState,
    desk::{
        check::{self, Checks},
        written,
    },
    problem::Problem,
    request::{Answer, DeskToken, JsonBody, Path, scopes},
    store::Tx,
};

/// Creates or replaces a category.
#[utoipa::path(
    put, path = "/categories/{id}", tag = "desk", security(("desk_token" = [])),
    params(("id" = String, Path, description = "Letters, digits and underscores, such as `alert`")),
    request_body = Category,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
pub async fn put_category(
    State(state): State<AppState>,
    _: DeskToken<scopes::Cases>,
    Path(key): Path<String>,
    JsonBody(category): JsonBody<Category>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let outcome = upsert_category(&mut tx, &key, &category).await?;
    tx.commit().await?;
    Ok(written(outcome, None))
}

/// Creates or replaces the category `key`.
pub async fn upsert_category(
    tx: &mut Tx,
    key: &str,
    category: &Category,
) -> Result<Outcome, Problem> {
    let mut checks = Checks::new();
    checks.line("id", key, check::KEY);
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    if !key.is_empty() && !key.bytes().all(plain) {
        checks.wrong("id", "invalid");
    }
    checks.label("name", &category.name, check::NAME);
    checks.finish()?;
    let stored =
        sqlx::query("SELECT name_ja, name_en, enquiry, counts FROM categories WHERE key = ?")
            .bind(key)
            .fetch_optional(&mut **tx)
            .await?;
    let outcome = match stored {
        None => Outcome::Created,
        Some(row)
            if row.try_get::<&str, _>("name_ja")? == category.name.ja
                && row.try_get::<&str, _>("name_en")? == category.name.en
                && row.try_get::<bool, _>("enquiry")? == category.enquiry
                && row.try_get::<bool, _>("counts")? == category.counts =>
        {
            return Ok(Outcome::Unchanged);
        }
        Some(_) => Outcome::Changed,
    };
    sqlx::query(
        "INSERT INTO categories (key, name_ja, name_en, enquiry, counts) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT (key) DO UPDATE SET name_ja = excluded.name_ja, \
         name_en = excluded.name_en, enquiry = excluded.enquiry, counts = excluded.counts",
    )
    .bind(key)
    .bind(&category.name.ja)
    .bind(&category.name.en)
    .bind(category.enquiry)
    .bind(category.counts)
    .execute(&mut **tx)
    .await?;
    Ok(outcome)
}
