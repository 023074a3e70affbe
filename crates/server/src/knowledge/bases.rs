//! `GET /knowledge/bases`: the bases with the number of articles the reader may see in each.
//! A base that is limited to services of others is not there.

use axum::extract::State;
use madoguchi_contract::{
    Label,
    knowledge::{Base, Bases},
    problem::Problem as ProblemBody,
};
use sqlx::{AssertSqlSafe, Row, sqlite::SqliteRow};

use super::visible;
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, NoQuery, Viewer},
};

/// The knowledge bases, in the provider's order.
#[utoipa::path(
    get, path = "/knowledge/bases", tag = "knowledge", security(("session" = [])),
    responses(
        (status = 200, body = Bases),
        (status = 401, description = "session_required", body = ProblemBody),
    )
)]
pub(super) async fn list_bases(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let sql = format!(
        "SELECT b.key, b.name_ja, b.name_en, b.description_ja, b.description_en, \
         (SELECT count(*) FROM articles a WHERE a.base_id = b.id AND {}) AS articles \
         FROM bases b WHERE {} ORDER BY b.position, b.id",
        visible::ARTICLES,
        visible::BASES,
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(viewer.scope.services_json())
        .fetch_all(state.store.read())
        .await?;
    let items = rows.iter().map(base).collect::<Result<Vec<Base>, sqlx::Error>>()?;
    let articles = items.iter().map(|base| base.articles).sum();
    Ok(Answer::ok(&Bases { items, articles }))
}

fn base(row: &SqliteRow) -> Result<Base, sqlx::Error> {
    Ok(Base {
        id: row.try_get("key")?,
        name: Label { ja: row.try_get("name_ja")?, en: row.try_get("name_en")? },
        description: Label {
            ja: row.try_get("description_ja")?,
            en: row.try_get("description_en")?,
        },
        articles: row.try_get::<i64, _>("articles")?.unsigned_abs(),
    })
}
