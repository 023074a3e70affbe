//! Files of a case: their list, and the download. A download is never shown by the browser, only
//! saved: attachment, `nosniff`, sandboxed, under the name the sender gave it.

use std::ops::RangeInclusive;

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use madoguchi_contract::{cases::Attachment, list::Page};
use sqlx::{Row, sqlite::SqliteRow};
use tower::ServiceExt;
use tower_http::services::ServeFile;

use super::{files::Files, one};
use crate::{
    app::AppState,
    clock,
    export::disposition,
    problem::Problem,
    request::{Parameters, Path, Query, Viewer},
    store::Tx,
};

/// Most files in the list: all of one case, unless it is an extraordinary one.
const MOST: i64 = 500;

/// The files of a case, newest first, up to 500 on the one page.
#[utoipa::path(
    get,
    path = "/cases/{number}/attachments",
    tag = "cases",
    security(("session" = [])),
    params(("number" = String, Path, description = "ケース番号")),
    responses(
        (status = 200, body = Page<Attachment>),
        (status = 404, description = "no such case for this reader", body = madoguchi_contract::problem::Problem),
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(number): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<Page<Attachment>>, Problem> {
    Parameters::new(pairs).finish()?;
    let mut snapshot = state.store.snapshot().await?;
    let case = one::open(&mut snapshot, &viewer, &number).await?;
    let rows = sqlx::query(
        "SELECT position, name, size, author, at FROM case_attachments \
         WHERE case_id = ? ORDER BY position DESC LIMIT ?",
    )
    .bind(case.id)
    .bind(MOST)
    .fetch_all(&mut *snapshot)
    .await?;
    let items = rows.iter().map(attachment).collect::<Result<Vec<_>, _>>()?;
    let first = u64::from(!items.is_empty());
    let total = case.attachment_count as u64;
    Ok(Json(Page { items, total, hidden: 0, first, next: None, previous: None }))
}

/// Downloads a file; ranges (RFC 9110) are answered.
#[utoipa::path(
    get,
    path = "/cases/{number}/attachments/{id}",
    tag = "cases",
    security(("session" = [])),
    params(
        ("number" = String, Path, description = "ケース番号"),
        ("id" = u64, Path, description = "`id` of the attachment"),
    ),
    responses(
        (status = 200, description = "the bytes", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, description = "a part of the bytes", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "no such file for this reader", body = madoguchi_contract::problem::Problem),
        (status = 412, description = "`precondition_failed`", body = madoguchi_contract::problem::Problem),
        (status = 416, description = "the range lies outside of the file", body = madoguchi_contract::problem::Problem),
    ),
)]
pub async fn download(
    State(state): State<AppState>,
    viewer: Viewer,
    Path((number, id)): Path<(String, i64)>,
    request: Request,
) -> Result<Response, Problem> {
    let mut snapshot = state.store.snapshot().await?;
    let case = one::open(&mut snapshot, &viewer, &number).await?;
    let row = sqlx::query(
        "SELECT name, file, sha256 FROM case_attachments WHERE case_id = ? AND position = ?",
    )
    .bind(case.id)
    .bind(id)
    .fetch_optional(&mut *snapshot)
    .await?
    .ok_or_else(Problem::not_found)?;
    drop(snapshot);
    let path = Files::new(&state.data).path(row.try_get("file")?);
    // The random name has no ending, so the file goes out as bytes without a meaning.
    let Ok(served) = ServeFile::new(&path).oneshot(request).await;
    let status = served.status();
    match status.as_u16() {
        200..400 => {}
        412 => return Err(Problem::new(status, "precondition_failed")),
        416 => return Err(Problem::new(status, "range_not_satisfiable")),
        _ => {
            tracing::error!(case = case.id, attachment = id, %status, "a file cannot be read");
            return Err(Problem::internal());
        }
    }
    let mut response = served.map(axum::body::Body::new).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, disposition(row.try_get("name")?));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    Ok(response)
}

/// The files of the comments at `positions`, with the position of their comment.
pub async fn of_comments(
    tx: &mut Tx,
    case: i64,
    positions: &RangeInclusive<i64>,
) -> Result<Vec<(i64, Attachment)>, Problem> {
    let rows = sqlx::query(
        "SELECT activity, position, name, size, author, at FROM case_attachments \
         WHERE case_id = ? AND activity BETWEEN ? AND ? ORDER BY position",
    )
    .bind(case)
    .bind(positions.start())
    .bind(positions.end())
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(|row| Ok((row.try_get("activity")?, attachment(row)?))).collect()
}

fn attachment(row: &SqliteRow) -> Result<Attachment, Problem> {
    Ok(Attachment {
        id: row.try_get::<i64, _>("position")? as u64,
        name: row.try_get("name")?,
        size: row.try_get::<i64, _>("size")? as u64,
        author: row.try_get("author")?,
        at: clock::wire(row.try_get("at")?),
    })
}
