//! The list without a query: articles by their last change, newest first, walked along the index
//! from where the cursor stands.

use madoguchi_contract::{knowledge::ArticleSummary, list::Page};
use sqlx::{AssertSqlSafe, Row};

use super::{articles::Asked, summaries, visible};
use crate::{
    problem::Problem,
    request::{
        Viewer,
        cursor::{Cursor, Value, Way},
    },
    store::Tx,
};

/// One page of the newest articles.
pub(super) async fn page(
    tx: &mut Tx,
    viewer: &Viewer,
    asked: &Asked,
) -> Result<Page<ArticleSummary>, Problem> {
    let from = asked.cursor.as_ref().map(place).transpose()?;
    let back = asked.cursor.as_ref().is_some_and(|cursor| cursor.way == Way::Previous);
    let total = count(tx, viewer, asked).await?;
    let mut rows = walk(tx, viewer, asked, from, back).await?;
    let more = rows.len() > asked.limit as usize;
    rows.truncate(asked.limit as usize);
    if back {
        rows.reverse();
    }
    let position = asked.cursor.as_ref().map_or(1, |cursor| cursor.position);
    let shown = rows.len() as u64;
    let mut first = if back { (position + 1).saturating_sub(shown).max(1) } else { position };
    let (before, after) = if back { (more, true) } else { (from.is_some(), more) };
    if !before {
        // Articles may have come since the cursor was made; the start of the list is known.
        first = 1;
    }
    let cursor = |way, row: Option<&(i64, i64)>, position| {
        row.map(|(updated_at, id)| {
            let keys = vec![Value::Int(*updated_at), Value::Int(*id)];
            Cursor { list: asked.binding.clone(), way, segment: 0, keys, position }.encode()
        })
    };
    let next = cursor(Way::Next, rows.last().filter(|_| after), first + shown);
    let previous = cursor(Way::Previous, rows.first().filter(|_| before), (first - 1).max(1));
    let ids: Vec<i64> = rows.iter().map(|(_, id)| *id).collect();
    let items = summaries::load(tx, &ids, None).await?;
    let first = if items.is_empty() { 0 } else { first };
    Ok(Page { items, total, hidden: 0, first, next, previous })
}

fn place(cursor: &Cursor) -> Result<(i64, i64), Problem> {
    match cursor.keys.as_slice() {
        [Value::Int(updated_at), Value::Int(id)] => Ok((*updated_at, *id)),
        _ => Err(Cursor::refusal()),
    }
}

async fn count(tx: &mut Tx, viewer: &Viewer, asked: &Asked) -> Result<u64, sqlx::Error> {
    let sql = format!(
        "SELECT count(*) FROM articles a JOIN bases b ON b.id = a.base_id \
         WHERE (?2 IS NULL OR a.base_id = ?2) AND {}",
        visible::ARTICLES
    );
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(viewer.scope.services_json())
        .bind(asked.base)
        .fetch_one(&mut **tx)
        .await?;
    Ok(count.unsigned_abs())
}

/// Last change and id of the rows beyond `from`, one more than asked for.
async fn walk(
    tx: &mut Tx,
    viewer: &Viewer,
    asked: &Asked,
    from: Option<(i64, i64)>,
    back: bool,
) -> Result<Vec<(i64, i64)>, sqlx::Error> {
    let (beyond, order) = if back { (">", "ASC") } else { ("<", "DESC") };
    let base = if asked.base.is_some() { "a.base_id = ?2" } else { "?2 IS NULL" };
    let place = match from {
        Some(_) => format!("(a.updated_at, a.id) {beyond} (?4, ?5)"),
        None => "?4 IS NULL AND ?5 IS NULL".to_owned(),
    };
    let sql = format!(
        "SELECT a.updated_at, a.id FROM articles a JOIN bases b ON b.id = a.base_id \
         WHERE {base} AND {place} AND {} \
         ORDER BY a.updated_at {order}, a.id {order} LIMIT ?3",
        visible::ARTICLES
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(viewer.scope.services_json())
        .bind(asked.base)
        .bind(i64::from(asked.limit) + 1)
        .bind(from.map(|(updated_at, _)| updated_at))
        .bind(from.map(|(_, id)| id))
        .fetch_all(&mut **tx)
        .await?
        .iter()
        .map(|row| Ok((row.try_get("updated_at")?, row.try_get("id")?)))
        .collect()
}
