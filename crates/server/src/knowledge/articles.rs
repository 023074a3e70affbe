//! `GET /knowledge/articles`: the newest articles, or those that match a query, best first.
//! Both come in pages by cursor and show only what the reader may see.

use axum::extract::State;
use madoguchi_contract::{
    knowledge::{ArticleSummary, query_is_long_enough},
    limits,
    list::Page,
    problem::{Problem as ProblemBody, code},
};
use sqlx::Row;

use super::{newest, query::Query as Words, search};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, Parameters, Query, Viewer, cursor::Cursor},
    store::Tx,
};

/// What a list was asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Words to search for; none for the newest articles.
    pub words: Option<Words>,
    /// The base, by internal id.
    pub base: Option<i64>,
    pub limit: u32,
    pub cursor: Option<Cursor>,
    /// What a cursor of this list is bound to.
    pub binding: String,
}

/// Articles: the newest ones, or with `q` those that match.
#[utoipa::path(
    get, path = "/knowledge/articles", tag = "knowledge", security(("session" = [])),
    params(
        ("q" = Option<String>, Query, description = "words, all of which must match; at least \
            three Latin letters or two Japanese characters"),
        ("base" = Option<String>, Query, description = "identifier of a base"),
        ("cursor" = Option<String>, Query, description = "`next` or `previous` of another page"),
        ("limit" = Option<u32>, Query, description = "20 (default), 50 or 100"),
    ),
    responses(
        (status = 200, body = Page<ArticleSummary>),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 422, description = "query_too_short, or invalid with the parameter",
            body = ProblemBody),
    )
)]
pub(super) async fn list_articles(
    State(state): State<AppState>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Answer, Problem> {
    let mut snapshot = state.store.snapshot().await?;
    let asked = read(&mut snapshot, &viewer, Parameters::new(pairs)).await?;
    let page = match &asked.words {
        Some(words) => search::page(&mut snapshot, &viewer, &asked, words).await?,
        None => newest::page(&mut snapshot, &viewer, &asked).await?,
    };
    Ok(Answer::ok(&page))
}

async fn read(tx: &mut Tx, viewer: &Viewer, mut given: Parameters) -> Result<Asked, Problem> {
    let query = given.take("q")?.unwrap_or_default();
    let base = given.take("base")?;
    let limit = given.take_limit(limits::PAGE_SIZES[0])?;
    let cursor = given.take("cursor")?;
    given.finish()?;
    let words = read_words(&query)?;
    let base_key = base.clone().unwrap_or_default();
    let expression = words.as_ref().map(Words::expression).unwrap_or_default();
    let binding = format!("articles {base_key} {expression}");
    let base = match base {
        Some(key) => Some(base_id(tx, viewer, &key).await?),
        None => None,
    };
    let cursor = cursor.map(|text| Cursor::decode(&text, &binding)).transpose()?;
    Ok(Asked { words, base, limit, cursor, binding })
}

fn read_words(query: &str) -> Result<Option<Words>, Problem> {
    if query.trim().is_empty() {
        return Ok(None);
    }
    if query.chars().count() > limits::QUERY {
        return Err(Problem::field("q", "too_long"));
    }
    let words = Words::read(query);
    if words.is_empty() || !query_is_long_enough(query) {
        return Err(Problem::invalid(code::QUERY_TOO_SHORT).and_field("q", "too_short"));
    }
    Ok(Some(words))
}

/// The internal id of a base the reader may see; others are unknown.
async fn base_id(tx: &mut Tx, viewer: &Viewer, key: &str) -> Result<i64, Problem> {
    let sql = format!("SELECT b.id FROM bases b WHERE b.key = ?2 AND {}", super::visible::BASES);
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(viewer.scope.services_json())
        .bind(key)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::field("base", "unknown"))?;
    Ok(row.try_get("id")?)
}
