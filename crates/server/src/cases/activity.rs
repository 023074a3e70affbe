//! `GET /cases/{number}/activity`: the stream of a case, a page at a time from either end.
//! A long stream costs no more than a short one: pages are ranges of positions.

use std::collections::HashMap;

use axum::{Json, extract::State};
use madoguchi_contract::{
    cases::{Activity, ActivityEvent, Attachment},
    list::Page,
};
use sqlx::{AssertSqlSafe, Row, sqlite::SqliteRow};

use super::{
    attachments, one,
    stream::{self, Open},
};
use crate::{
    app::AppState,
    clock,
    problem::Problem,
    request::{
        Parameters, Path, Query, Viewer,
        cursor::{Cursor, Value, Way},
    },
    store::Tx,
};

/// Entries on a page unless asked otherwise.
const DEFAULT_LIMIT: u32 = 50;

/// The stream of a case.
#[utoipa::path(
    get,
    path = "/cases/{number}/activity",
    tag = "cases",
    security(("session" = [])),
    params(
        ("number" = String, Path, description = "ケース番号"),
        ("order" = Option<String>, Query, description = "`newest` (default) or `oldest` first"),
        ("cursor" = Option<String>, Query, description = "`next` or `previous` of another page"),
        ("limit" = Option<u32>, Query, description = "20, 50 (default) or 100"),
    ),
    responses(
        (status = 200, body = Page<Activity>),
        (status = 404, description = "no such case for this reader", body = madoguchi_contract::problem::Problem),
        (status = 422, description = "a parameter is wrong", body = madoguchi_contract::problem::Problem),
    ),
)]
pub async fn activity(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(number): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<Page<Activity>>, Problem> {
    let mut parameters = Parameters::new(pairs);
    let newest_first = parameters.take_or("order", true, |order| match order {
        "newest" => Some(true),
        "oldest" => Some(false),
        _ => None,
    })?;
    let limit = parameters.take_limit(DEFAULT_LIMIT)?;
    let cursor = parameters.take("cursor")?;
    parameters.finish()?;

    let mut snapshot = state.store.snapshot().await?;
    let case = one::open(&mut snapshot, &viewer, &number).await?;
    let list = format!("activity {} {}", case.id, if newest_first { "newest" } else { "oldest" });
    let cursor = cursor.map(|text| Cursor::decode(&text, &list)).transpose()?;
    let range = range(&case, newest_first, i64::from(limit), cursor)?;
    let items = entries(&mut snapshot, &case, newest_first, &range).await?;

    // Positions have no gaps, so the place in the list follows from them.
    let total = case.activity_count;
    let place = |position: i64| if newest_first { total - position + 1 } else { position };
    let link = |way, position: i64, neighbour: i64| {
        (1..=total).contains(&neighbour).then(|| {
            let keys = vec![Value::Int(position)];
            let place = place(neighbour).max(1) as u64;
            Cursor { list: list.clone(), way, segment: 0, keys, position: place }.encode()
        })
    };
    let (low, high) = (*range.start(), *range.end());
    let (first, last, step) = if newest_first { (high, low, -1) } else { (low, high, 1) };
    let empty = items.is_empty();
    Ok(Json(Page {
        items,
        total: total as u64,
        hidden: 0,
        first: if empty { 0 } else { place(first) as u64 },
        next: if empty { None } else { link(Way::Next, last, last + step) },
        previous: if empty { None } else { link(Way::Previous, first, first - step) },
    }))
}

/// The positions of the entries of a page.
fn range(
    case: &Open,
    newest_first: bool,
    limit: i64,
    cursor: Option<Cursor>,
) -> Result<std::ops::RangeInclusive<i64>, Problem> {
    let total = case.activity_count;
    let (upwards, from) = match cursor {
        None => (!newest_first, if newest_first { total + 1 } else { 0 }),
        Some(cursor) => match cursor.keys[..] {
            [Value::Int(position)] if (0..=total + 1).contains(&position) => {
                ((cursor.way == Way::Next) != newest_first, position)
            }
            _ => return Err(Cursor::refusal()),
        },
    };
    Ok(if upwards {
        from + 1..=(from + limit).min(total)
    } else {
        (from - limit).max(1)..=from - 1
    })
}

async fn entries(
    tx: &mut Tx,
    case: &Open,
    newest_first: bool,
    range: &std::ops::RangeInclusive<i64>,
) -> Result<Vec<Activity>, Problem> {
    let mut files: HashMap<i64, Vec<Attachment>> = HashMap::new();
    for (comment, file) in attachments::of_comments(tx, case.id, range).await? {
        files.entry(comment).or_default().push(file);
    }
    let sql = format!(
        "SELECT position, at, side, author, kind, body, from_state, to_state, reason \
         FROM case_activity WHERE case_id = ? AND position BETWEEN ? AND ? \
         ORDER BY position {}",
        if newest_first { "DESC" } else { "ASC" },
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(case.id)
        .bind(range.start())
        .bind(range.end())
        .fetch_all(&mut **tx)
        .await?;
    rows.iter().map(|row| entry(row, &mut files)).collect()
}

fn entry(row: &SqliteRow, files: &mut HashMap<i64, Vec<Attachment>>) -> Result<Activity, Problem> {
    let position: i64 = row.try_get("position")?;
    let event = if row.try_get::<&str, _>("kind")? == "comment" {
        let body = serde_json::from_str(row.try_get("body")?).map_err(|error| {
            tracing::error!(%error, "a comment cannot be read");
            Problem::internal()
        })?;
        let attachments = files.remove(&position).unwrap_or_default();
        ActivityEvent::Comment { body, attachments }
    } else {
        let from = row.try_get::<Option<&str>, _>("from_state")?;
        ActivityEvent::State {
            from: from.map(stream::state).transpose()?,
            to: stream::state(row.try_get("to_state")?)?,
            reason: row.try_get("reason")?,
        }
    };
    Ok(Activity {
        id: position as u64,
        at: clock::wire(row.try_get("at")?),
        side: stream::side(row.try_get("side")?),
        author: row.try_get("author")?,
        event,
    })
}
