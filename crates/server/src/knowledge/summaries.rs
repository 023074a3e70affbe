//! Rows of a list of articles, with what of the text is shown beside the title.
//! Who may see them has been decided before.

use std::collections::HashMap;

use madoguchi_contract::{
    Label, Language,
    knowledge::{ArticleSummary, Snippet},
};
use sqlx::{Row, sqlite::SqliteRow};

use super::{query::Query, snippet};
use crate::{clock, store::Tx};

/// The articles with these ids, in this order, with the matches of `query` marked.
pub(super) async fn load(
    tx: &mut Tx,
    ids: &[i64],
    query: Option<&Query>,
) -> Result<Vec<ArticleSummary>, sqlx::Error> {
    let wanted = serde_json::to_string(ids).unwrap_or_default();
    let rows = sqlx::query(
        "SELECT a.id, a.number, a.title, a.category, a.author, a.language, a.views, \
         a.updated_at, b.name_ja, b.name_en, t.plain FROM articles a \
         JOIN bases b ON b.id = a.base_id JOIN article_texts t ON t.article_id = a.id \
         WHERE a.id IN (SELECT value FROM json_each(?))",
    )
    .bind(wanted)
    .fetch_all(&mut **tx)
    .await?;
    let mut found: HashMap<i64, ArticleSummary> = HashMap::with_capacity(rows.len());
    for row in &rows {
        found.insert(row.try_get("id")?, summary(row, query)?);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn summary(row: &SqliteRow, query: Option<&Query>) -> Result<ArticleSummary, sqlx::Error> {
    let (title, plain): (&str, &str) = (row.try_get("title")?, row.try_get("plain")?);
    let (title, snippet) = match query {
        Some(query) => (snippet::marked(title, query), snippet::around(plain, query)),
        None => (Snippet::plain(title), snippet::beginning(plain)),
    };
    Ok(ArticleSummary {
        number: row.try_get("number")?,
        title,
        base: Label { ja: row.try_get("name_ja")?, en: row.try_get("name_en")? },
        category: row.try_get("category")?,
        snippet,
        author: row.try_get("author")?,
        language: Language::from_id(row.try_get("language")?).unwrap_or_default(),
        views: row.try_get::<i64, _>("views")?.unsigned_abs(),
        updated_at: clock::wire(row.try_get("updated_at")?),
    })
}
