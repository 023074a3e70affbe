//! `GET /cases/{number}`: one case, and the only way a portal handler gets hold of one.
//! A case the reader may not see is answered exactly like one that does not exist.

use axum::extract::State;
use madoguchi_contract::cases::{self as contract, Case, CaseState};
use sqlx::{AssertSqlSafe, Row, sqlite::SqliteRow};

use super::{list::row, stream::Open};
use crate::{
    app::AppState,
    clock,
    problem::Problem,
    request::{Answer, NoQuery, Path, Viewer, etag},
    store::Tx,
};

const DAY: i64 = 86_400_000;

/// One case.
#[utoipa::path(
    get,
    path = "/cases/{number}",
    tag = "cases",
    security(("session" = [])),
    params(("number" = String, Path, description = "ケース番号, in any width and case")),
    responses(
        (status = 200, body = Case, headers(("ETag" = String, description = "changes with every change of the case"))),
        (status = 404, description = "no such case for this reader", body = madoguchi_contract::problem::Problem),
    ),
)]
pub async fn case(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
    Path(number): Path<String>,
) -> Result<Answer, Problem> {
    let mut snapshot = state.store.snapshot().await?;
    read(&state, &mut snapshot, &viewer, &number).await
}

/// The answer with the case of that number.
pub async fn read(
    state: &AppState,
    tx: &mut Tx,
    viewer: &Viewer,
    number: &str,
) -> Result<Answer, Problem> {
    let sql = format!(
        "SELECT {columns}, c.id, c.created_at, c.resolved_at, c.version, c.activity_count, \
         c.attachment_count FROM cases c {joins} \
         WHERE c.number = ? AND c.customer_number_id IN (SELECT value FROM json_each(?))",
        columns = row::COLUMNS,
        joins = row::JOINS,
    );
    let row = find(tx, viewer, number, sql).await?;
    let id: i64 = row.try_get("id")?;
    let watchers = sqlx::query_scalar(
        "SELECT trim(u.family_name || ' ' || u.given_name) FROM case_watchers w \
         JOIN users u ON u.id = w.user_id WHERE w.case_id = ? ORDER BY 1, u.id",
    )
    .bind(id)
    .fetch_all(&mut **tx)
    .await?;
    let summary = row::summary(&row, viewer.language)?;
    let days = i64::from(state.config.cases.auto_close_days);
    let closes_at = row
        .try_get::<Option<i64>, _>("resolved_at")?
        .filter(|_| days > 0 && summary.state == CaseState::Resolved)
        .map(|resolved_at| clock::wire(resolved_at.saturating_add(days * DAY)));
    let version: i64 = row.try_get("version")?;
    let case = Case {
        summary,
        created_at: clock::wire(row.try_get("created_at")?),
        closes_at,
        watchers,
        activity_count: row.try_get::<i64, _>("activity_count")? as u64,
        attachment_count: row.try_get::<i64, _>("attachment_count")? as u64,
    };
    Ok(Answer::ok(&case).with_etag(etag(&format!("case {id} version {version}"))))
}

/// The case of that number for reading its parts, or for writing while `tx` holds the write lock.
pub async fn open(tx: &mut Tx, viewer: &Viewer, number: &str) -> Result<Open, Problem> {
    let sql = format!(
        "SELECT {columns} FROM cases \
         WHERE number = ? AND customer_number_id IN (SELECT value FROM json_each(?))",
        columns = Open::COLUMNS,
    );
    Open::from_row(&find(tx, viewer, number, sql).await?)
}

/// Runs `sql`, whose parameters are the number and the reader's customer numbers.
async fn find(
    tx: &mut Tx,
    viewer: &Viewer,
    number: &str,
    sql: String,
) -> Result<SqliteRow, Problem> {
    let number = contract::case_number(number).ok_or_else(Problem::not_found)?;
    sqlx::query(AssertSqlSafe(sql))
        .bind(number)
        .bind(viewer.scope.linked_json())
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(Problem::not_found)
}
