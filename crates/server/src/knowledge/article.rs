//! `GET /knowledge/articles/{number}`: one article, and who has read it.
//! A reader counts once per article and day, the day being that of the desk.

use axum::extract::State;
use madoguchi_contract::{
    Label, Language, knowledge::Article, problem::Problem as ProblemBody, rich_text::Document,
};
use sqlx::{AssertSqlSafe, Row};

use super::{references, visible};
use crate::{
    app::AppState,
    clock,
    problem::Problem,
    request::{Answer, Path, Viewer},
};

/// One article in full.
#[utoipa::path(
    get, path = "/knowledge/articles/{number}", tag = "knowledge", security(("session" = [])),
    params(("number" = String, Path, description = "Such as KA0000012")),
    responses(
        (status = 200, body = Article),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
    )
)]
pub(super) async fn read_article(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Answer, Problem> {
    let sql = format!(
        "SELECT a.id, a.number, a.title, a.category, a.author, a.language, a.published_at, \
         a.updated_at, a.views, t.body, b.key, b.name_ja, b.name_en \
         FROM articles a JOIN bases b ON b.id = a.base_id \
         JOIN article_texts t ON t.article_id = a.id WHERE a.number = ?2 AND {}",
        visible::ARTICLES,
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(viewer.scope.services_json())
        .bind(&number)
        .fetch_optional(state.store.read())
        .await?
        .ok_or_else(Problem::not_found)?;
    // A figure that could not be counted is no reason to keep the article back.
    let new_reader =
        count_reader(&state, row.try_get("id")?, viewer.user_id).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a reader was not counted");
            false
        });
    let views: i64 = row.try_get("views")?;
    let mut body: Document = serde_json::from_str(row.try_get("body")?).map_err(|error| {
        tracing::error!(%error, number, "a stored article cannot be read");
        Problem::internal()
    })?;
    references::resolve(state.store.read(), &viewer.scope, &mut body).await?;
    Ok(Answer::ok(&Article {
        number: row.try_get("number")?,
        title: row.try_get("title")?,
        base_id: row.try_get("key")?,
        base: Label { ja: row.try_get("name_ja")?, en: row.try_get("name_en")? },
        category: row.try_get("category")?,
        author: row.try_get("author")?,
        language: Language::from_id(row.try_get("language")?).unwrap_or_default(),
        published_at: clock::wire(row.try_get("published_at")?),
        updated_at: clock::wire(row.try_get("updated_at")?),
        views: views.unsigned_abs() + u64::from(new_reader),
        body,
    }))
}

/// Counts the reader unless they were counted today; says whether they were counted.
async fn count_reader(
    state: &AppState,
    article_id: i64,
    user_id: i64,
) -> Result<bool, sqlx::Error> {
    let zone = state.config.support.zone();
    let today = state.clock.now().to_zoned(zone).date();
    let day =
        i64::from(jiff::civil::date(1970, 1, 1).until(today).map_or(0, |span| span.get_days()));
    let counted: Option<i64> =
        sqlx::query_scalar("SELECT day FROM article_readers WHERE article_id = ? AND user_id = ?")
            .bind(article_id)
            .bind(user_id)
            .fetch_optional(state.store.read())
            .await?;
    if counted == Some(day) {
        return Ok(false);
    }
    let mut tx = state.store.write().await?;
    let changed = sqlx::query(
        "INSERT INTO article_readers (article_id, user_id, day) VALUES (?, ?, ?) \
         ON CONFLICT DO UPDATE SET day = excluded.day WHERE day <> excluded.day",
    )
    .bind(article_id)
    .bind(user_id)
    .bind(day)
    .execute(&mut *tx)
    .await?;
    let is_new = changed.rows_affected() == 1;
    if is_new {
        sqlx::query("UPDATE articles SET views = views + 1 WHERE id = ?")
            .bind(article_id)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
    }
    Ok(is_new)
}
