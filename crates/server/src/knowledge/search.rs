//! The list with a query: best match first, articles with all words in the title before others.
//! The matches of one query are few enough to be ranked whole; a page is cut out at the cursor.

use std::collections::HashSet;

use madoguchi_contract::{knowledge::ArticleSummary, list::Page};
use sqlx::{AssertSqlSafe, Row};

use super::{articles::Asked, query::Query, summaries, visible};
use crate::{
    problem::Problem,
    request::{
        Viewer,
        cursor::{Cursor, Value, Way},
    },
    store::Tx,
};

/// How much more a word in the title weighs than one in the body (bm25).
const TITLE_WEIGHT: f64 = 8.0;

/// Place of a match in the order: titles first, then the rank in millionths (smaller is better),
/// then the newer article.
type Place = (i64, i64, i64);

/// One page of the articles that match `query`.
pub(super) async fn page(
    tx: &mut Tx,
    viewer: &Viewer,
    asked: &Asked,
    query: &Query,
) -> Result<Page<ArticleSummary>, Problem> {
    let found = ranked(tx, viewer, asked, query).await?;
    let limit = asked.limit as usize;
    let (start, end) = match asked.cursor.as_ref() {
        None => (0, limit.min(found.len())),
        Some(cursor) => {
            let from = place(cursor)?;
            match cursor.way {
                Way::Next => {
                    let start = found.partition_point(|place| *place <= from);
                    (start, (start + limit).min(found.len()))
                }
                Way::Previous => {
                    let end = found.partition_point(|place| *place < from);
                    (end.saturating_sub(limit), end)
                }
            }
        }
    };
    let shown = &found[start..end];
    let cursor = |way, place: Option<&Place>, position: usize| {
        place.map(|&(tier, rank, id)| {
            let keys = vec![Value::Int(tier), Value::Int(rank), Value::Int(id)];
            let (list, position) = (asked.binding.clone(), position.max(1) as u64);
            Cursor { list, way, segment: 0, keys, position }.encode()
        })
    };
    let next = cursor(Way::Next, shown.last().filter(|_| end < found.len()), end + 1);
    let previous = cursor(Way::Previous, shown.first().filter(|_| start > 0), start);
    let ids: Vec<i64> = shown.iter().map(|(_, _, id)| -id).collect();
    let items = summaries::load(tx, &ids, Some(query)).await?;
    let first = if items.is_empty() { 0 } else { start as u64 + 1 };
    Ok(Page { items, total: found.len() as u64, hidden: 0, first, next, previous })
}

fn place(cursor: &Cursor) -> Result<Place, Problem> {
    match cursor.keys.as_slice() {
        [Value::Int(tier), Value::Int(rank), Value::Int(id)] => Ok((*tier, *rank, *id)),
        _ => Err(Cursor::refusal()),
    }
}

/// The places of all matches that the reader may see, in order.
async fn ranked(
    tx: &mut Tx,
    viewer: &Viewer,
    asked: &Asked,
    query: &Query,
) -> Result<Vec<Place>, sqlx::Error> {
    let expression = query.expression();
    let titles: HashSet<i64> =
        sqlx::query_scalar("SELECT rowid FROM article_words WHERE article_words MATCH ?")
            .bind(format!("title : ({expression})"))
            .fetch_all(&mut **tx)
            .await?
            .into_iter()
            .collect();
    let sql = format!(
        "SELECT a.id, bm25(article_words, {TITLE_WEIGHT}, 1.0) AS rank FROM article_words \
         JOIN articles a ON a.id = article_words.rowid JOIN bases b ON b.id = a.base_id \
         WHERE article_words MATCH ?2 AND (?3 IS NULL OR a.base_id = ?3) AND {}",
        visible::ARTICLES
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(viewer.scope.services_json())
        .bind(expression)
        .bind(asked.base)
        .fetch_all(&mut **tx)
        .await?;
    let mut places = Vec::with_capacity(rows.len());
    for row in rows {
        let id: i64 = row.try_get("id")?;
        let rank: f64 = row.try_get("rank")?;
        let tier = i64::from(!titles.contains(&id));
        places.push((tier, (rank * 1e6) as i64, -id));
    }
    places.sort_unstable();
    Ok(places)
}
