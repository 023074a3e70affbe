//! Links from one article to another: kept by the provider's identifier, so that either may come
//! first or be withdrawn, and pointed at the article's page when somebody reads it.

use std::collections::HashMap;

use madoguchi_contract::rich_text::Document;
use sqlx::{AssertSqlSafe, Row, SqlitePool};

use super::{markdown, visible};
use crate::scope::Scope;

/// Points the links of `body` at the articles that the reader may see; others become words.
pub(super) async fn resolve(
    pool: &SqlitePool,
    scope: &Scope,
    body: &mut Document,
) -> Result<(), sqlx::Error> {
    let mut keys = Vec::new();
    markdown::replace_links(&mut body.0, &mut |href| {
        keys.extend(href.strip_prefix(markdown::ARTICLE).map(str::to_owned));
        Some(href)
    });
    if keys.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT a.key, a.number FROM articles a JOIN bases b ON b.id = a.base_id \
         WHERE a.key IN (SELECT value FROM json_each(?2)) AND {}",
        visible::ARTICLES
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(scope.services_json())
        .bind(serde_json::to_string(&keys).unwrap_or_default())
        .fetch_all(pool)
        .await?;
    let mut numbers: HashMap<String, String> = HashMap::new();
    for row in &rows {
        numbers.insert(row.try_get("key")?, row.try_get("number")?);
    }
    markdown::replace_links(&mut body.0, &mut |href| match href.strip_prefix(markdown::ARTICLE) {
        Some(key) => numbers.get(key).map(|number| format!("/knowledge/articles/{number}")),
        None => Some(href),
    });
    Ok(())
}
