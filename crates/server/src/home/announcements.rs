//! Announcements for readers: the list, one notice, marking as read, putting a banner away,
//! acknowledging.
//!
//! What is not aimed at the reader is in no answer; asking for it by number is a 404.

mod rows;

use axum::extract::State;
use madoguchi_contract::{
    announcements::{Announcement, Announcements},
    problem::Problem as ProblemBody,
};
use sqlx::Row;

use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, NoQuery, Path, Viewer},
};

/// Announcements aimed at the reader, newest first.
#[utoipa::path(
    get, path = "/announcements", tag = "home", security(("session" = [])),
    responses(
        (status = 200, body = Announcements),
        (status = 401, description = "session_required", body = ProblemBody),
    )
)]
pub(super) async fn list_announcements(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let items = rows::list(&state, &viewer).await?;
    let unread = items.iter().filter(|item| item.unread).count() as u64;
    Ok(Answer::ok(&Announcements { items, unread }))
}

/// One announcement in full.
#[utoipa::path(
    get, path = "/announcements/{number}", tag = "home", security(("session" = [])),
    params(("number" = String, Path, description = "Such as KA0000012")),
    responses(
        (status = 200, body = Announcement),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
    )
)]
pub(super) async fn read_announcement(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
    Path(number): Path<String>,
) -> Result<Answer, Problem> {
    let announcement = rows::one(&state, &viewer, &number).await?.ok_or_else(Problem::not_found)?;
    Ok(Answer::ok(&announcement))
}

/// The reader has opened it. Once is enough; again changes nothing.
#[utoipa::path(
    put, path = "/announcements/{number}/reading", tag = "home", security(("session" = [])),
    params(("number" = String, Path, description = "Such as KA0000012")),
    responses(
        (status = 204),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
    )
)]
pub(super) async fn mark_announcement_read(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Answer, Problem> {
    note(
        &state,
        &viewer,
        &number,
        "INSERT INTO announcement_readers (announcement_id, user_id, read_at) VALUES (?, ?, ?) \
         ON CONFLICT DO UPDATE SET read_at = coalesce(read_at, excluded.read_at)",
    )
    .await
}

/// The reader has put its banner away, for good; the announcement stays in the list.
#[utoipa::path(
    put, path = "/announcements/{number}/dismissal", tag = "home", security(("session" = [])),
    params(("number" = String, Path, description = "Such as KA0000012")),
    responses(
        (status = 204),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
    )
)]
pub(super) async fn dismiss_announcement(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Answer, Problem> {
    note(
        &state,
        &viewer,
        &number,
        "INSERT INTO announcement_readers (announcement_id, user_id, dismissed_at) \
         VALUES (?, ?, ?) \
         ON CONFLICT DO UPDATE SET dismissed_at = coalesce(dismissed_at, excluded.dismissed_at)",
    )
    .await
}

/// The reader has taken note of what it says. The first time counts.
#[utoipa::path(
    put, path = "/announcements/{number}/acknowledgement", tag = "home",
    security(("session" = [])),
    params(("number" = String, Path, description = "Such as KA0000012")),
    responses(
        (status = 204),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
    )
)]
pub(super) async fn acknowledge_announcement(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Answer, Problem> {
    note(
        &state,
        &viewer,
        &number,
        "INSERT INTO announcement_readers (announcement_id, user_id, acknowledged_at) \
         VALUES (?, ?, ?) ON CONFLICT DO UPDATE \
         SET acknowledged_at = coalesce(acknowledged_at, excluded.acknowledged_at)",
    )
    .await
}

/// Notes what the reader did with an announcement they can see.
async fn note(
    state: &AppState,
    viewer: &Viewer,
    number: &str,
    statement: &'static str,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    let id: i64 =
        rows::visible("SELECT a.id FROM announcements a WHERE a.number = ?4 AND ", viewer, now)
            .bind(number)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or_else(Problem::not_found)?
            .try_get("id")?;
    sqlx::query(statement).bind(id).bind(viewer.user_id).bind(now).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(Answer::nothing())
}
