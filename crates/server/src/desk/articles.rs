//! The desk's side of articles: `PUT /articles/{id}` and `DELETE /articles/{id}`.
//! Markdown comes in; what is kept is the tree that readers get and the words they search by.

use axum::extract::State;
use madoguchi_contract::{
    desk::{NewArticle, Outcome, Written},
    problem::Problem as ProblemBody,
    rich_text::Document,
};
use sha2::{Digest, Sha256};
use sqlx::Row;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    check::{self, Checks},
    services, written,
};
use crate::{
    app::AppState,
    knowledge::{markdown, words},
    problem::Problem,
    request::{Answer, DeskToken, JsonBody, Path, scopes},
    store::{self, Tx},
};

/// Goes up whenever the same Markdown becomes another tree or other words, so that sending an
/// article again renews it.
const CONVERSION: &str = "1";

/// The routes of articles.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(put_article, delete_article))
}

/// Creates or replaces an article.
#[utoipa::path(
    put, path = "/articles/{id}", tag = "desk", security(("desk_token" = [])),
    params(("id" = String, Path, description = "The provider's own identifier")),
    request_body = NewArticle,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
async fn put_article(
    State(state): State<AppState>,
    _: DeskToken<scopes::Articles>,
    Path(key): Path<String>,
    JsonBody(article): JsonBody<NewArticle>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let body = convert(&key, &article).await?;
    let mut tx = state.store.write().await?;
    let (outcome, number) = upsert_article(&mut tx, &key, &article, &body, now).await?;
    tx.commit().await?;
    Ok(written(outcome, Some(number)))
}

/// Withdraws an article. Its number is not used again.
#[utoipa::path(
    delete, path = "/articles/{id}", tag = "desk", security(("desk_token" = [])),
    params(("id" = String, Path, description = "The provider's own identifier")),
    responses((status = 204), (status = 404, description = "not_found", body = ProblemBody))
)]
async fn delete_article(
    State(state): State<AppState>,
    _: DeskToken<scopes::Articles>,
    Path(key): Path<String>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let id: i64 = sqlx::query_scalar("DELETE FROM articles WHERE key = ? RETURNING id")
        .bind(&key)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(Problem::not_found)?;
    sqlx::query("DELETE FROM article_words WHERE rowid = ?").bind(id).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(Answer::nothing())
}

/// Checks an article and reads its Markdown: before the database is locked, and where it keeps
/// nobody waiting.
pub async fn convert(key: &str, article: &NewArticle) -> Result<Document, Problem> {
    check(key, article)?;
    let (text, title) = (article.markdown.clone(), article.title.clone());
    tokio::task::spawn_blocking(move || {
        let mut body = markdown::to_article(&text);
        markdown::drop_title(&mut body, &title);
        body
    })
    .await
    .map_err(|_| Problem::internal())
}

/// Creates or replaces the article `key` with the `body` that [`convert`] made of it, and gives
/// its number. `now` in milliseconds. What was delivered before leaves everything as it is.
pub async fn upsert_article(
    tx: &mut Tx,
    key: &str,
    article: &NewArticle,
    body: &Document,
    now: i64,
) -> Result<(Outcome, String), Problem> {
    let times = check(key, article)?;
    let fingerprint = fingerprint(article);
    let stored =
        sqlx::query("SELECT id, number, published_at, fingerprint FROM articles WHERE key = ?")
            .bind(key)
            .fetch_optional(&mut **tx)
            .await?;
    if let Some(row) = &stored
        && row.try_get::<&[u8], _>("fingerprint")? == fingerprint
    {
        return Ok((Outcome::Unchanged, row.try_get("number")?));
    }
    let base_id: i64 = sqlx::query_scalar("SELECT id FROM bases WHERE key = ?")
        .bind(&article.base)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::field("base", "unknown"))?;
    let services = services::service_ids(tx, "services", &article.services).await?;
    let (outcome, number, published_at) = match &stored {
        None => {
            let number = format!("KA{:07}", store::next_number(tx, "article").await?);
            (Outcome::Created, number, now)
        }
        Some(row) => (Outcome::Changed, row.try_get("number")?, row.try_get("published_at")?),
    };
    let published_at = times.published_at.unwrap_or(published_at);
    let updated_at = times.updated_at.unwrap_or(now).max(published_at);
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO articles (key, number, base_id, title, language, category, author, \
         published_at, updated_at, limited, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (key) DO UPDATE SET base_id = excluded.base_id, title = excluded.title, \
         language = excluded.language, category = excluded.category, author = excluded.author, \
         published_at = excluded.published_at, updated_at = excluded.updated_at, \
         limited = excluded.limited, fingerprint = excluded.fingerprint RETURNING id",
    )
    .bind(key)
    .bind(&number)
    .bind(base_id)
    .bind(article.title.trim())
    .bind(article.language.id())
    .bind(article.category.trim())
    .bind(article.author.trim())
    .bind(published_at)
    .bind(updated_at)
    .bind(!services.is_empty())
    .bind(fingerprint)
    .fetch_one(&mut **tx)
    .await?;
    replace_services(tx, id, &services).await?;
    // People search for numbers, too.
    let heading = format!("{number} {}", article.title.trim());
    replace_text(tx, id, &heading, body).await?;
    Ok((outcome, number))
}

struct Times {
    published_at: Option<i64>,
    updated_at: Option<i64>,
}

fn check(key: &str, article: &NewArticle) -> Result<Times, Problem> {
    let mut checks = Checks::new();
    checks.line("id", key, check::KEY);
    checks.line("title", &article.title, check::TITLE);
    checks.optional_line("category", &article.category, check::NAME);
    checks.optional_line("author", &article.author, check::NAME);
    checks.text("markdown", &article.markdown, check::TEXT);
    if article.markdown.trim().is_empty() {
        checks.wrong("markdown", "required");
    }
    checks.distinct("services", &article.services);
    let times = Times {
        published_at: checks.moment("published_at", article.published_at.as_deref()),
        updated_at: checks.moment("updated_at", article.updated_at.as_deref()),
    };
    checks.finish()?;
    Ok(times)
}

fn fingerprint(article: &NewArticle) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(CONVERSION);
    digest.update(serde_json::to_vec(article).unwrap_or_default());
    digest.finalize().to_vec()
}

async fn replace_services(tx: &mut Tx, id: i64, services: &[i64]) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM article_services WHERE article_id = ?")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    for service_id in services {
        sqlx::query("INSERT INTO article_services (article_id, service_id) VALUES (?, ?)")
            .bind(id)
            .bind(service_id)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

async fn replace_text(
    tx: &mut Tx,
    id: i64,
    heading: &str,
    body: &Document,
) -> Result<(), sqlx::Error> {
    let plain = body.plain_text();
    sqlx::query("INSERT OR REPLACE INTO article_texts (article_id, body, plain) VALUES (?, ?, ?)")
        .bind(id)
        .bind(serde_json::to_string(body).unwrap_or_default())
        .bind(&plain)
        .execute(&mut **tx)
        .await?;
    sqlx::query("INSERT OR REPLACE INTO article_words (rowid, title, body) VALUES (?, ?, ?)")
        .bind(id)
        .bind(words::for_index(heading))
        .bind(words::for_index(&plain))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
