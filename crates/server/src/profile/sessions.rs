//! `/me/sessions`: where a person is signed in, and ending that.

use axum::extract::State;
use madoguchi_contract::{
    problem::Problem as ProblemBody,
    profile::{OwnSession, OwnSessions},
    sign_ins::{Event, Outcome},
};
use sqlx::{FromRow, SqliteConnection};

use crate::{
    app::AppState,
    clock,
    config::SessionTimes,
    problem::Problem,
    request::{Answer, NoQuery, Path, Viewer},
    session::{self, history, origin::Origin},
    store::Tx,
};

#[derive(FromRow)]
struct Row {
    id: i64,
    browser: String,
    address: String,
    created_at: i64,
    last_used_at: i64,
}

/// The person's sessions that are alive.
#[utoipa::path(
    get, path = "/me/sessions", tag = "me", security(("session" = [])),
    responses(
        (status = 200, body = OwnSessions),
        (status = 401, description = "session_required", body = ProblemBody),
    )
)]
pub(super) async fn list(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut connection = state.store.read().acquire().await?;
    let rows = alive(&mut connection, &viewer, now, &state.config.session).await?;
    let items = rows.into_iter().map(|row| OwnSession {
        id: row.id.to_string(),
        current: row.id == viewer.session_id,
        browser: row.browser,
        address: row.address,
        signed_in_at: clock::wire(row.created_at),
        last_used_at: clock::wire(row.last_used_at),
    });
    Ok(Answer::ok(&OwnSessions { items: items.collect() }))
}

/// Ends one of the person's sessions.
#[utoipa::path(
    delete, path = "/me/sessions/{id}", tag = "me", security(("session" = [])),
    params(("id" = String, Path, description = "`id` of the list")),
    responses(
        (status = 204),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 404, description = "no such session of the person", body = ProblemBody),
    )
)]
pub(super) async fn end_one(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<String>,
    origin: Origin,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    let rows = alive(&mut tx, &viewer, now, &state.config.session).await?;
    let row = rows.into_iter().find(|row| row.id.to_string() == id);
    let row = row.ok_or_else(Problem::not_found)?;
    sqlx::query("DELETE FROM sessions WHERE id = ?").bind(row.id).execute(&mut *tx).await?;
    note(&mut tx, &viewer, &origin, now).await?;
    tx.commit().await?;
    Ok(Answer::nothing())
}

/// Ends every session of the person but this one, and sign-ins that are not complete yet.
#[utoipa::path(
    delete, path = "/me/sessions", tag = "me", security(("session" = [])),
    responses(
        (status = 204),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "cross_site", body = ProblemBody),
    )
)]
pub(super) async fn end_others(
    State(state): State<AppState>,
    viewer: Viewer,
    origin: Origin,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    let others = alive(&mut tx, &viewer, now, &state.config.session).await?.len() > 1;
    session::end_all(&mut tx, viewer.user_id, Some(viewer.session_id)).await?;
    if others {
        note(&mut tx, &viewer, &origin, now).await?;
    }
    tx.commit().await?;
    Ok(Answer::nothing())
}

/// The person's sessions that are alive, the current one first, then by last use.
async fn alive(
    connection: &mut SqliteConnection,
    viewer: &Viewer,
    now: i64,
    times: &SessionTimes,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, browser, address, created_at, last_used_at FROM sessions \
         WHERE user_id = ?1 AND last_used_at > ?2 AND created_at > ?3 \
         ORDER BY id = ?4 DESC, last_used_at DESC, id DESC",
    )
    .bind(viewer.user_id)
    .bind(now - session::milliseconds(times.idle()))
    .bind(now - session::milliseconds(times.absolute()))
    .bind(viewer.session_id)
    .fetch_all(connection)
    .await
}

async fn note(tx: &mut Tx, viewer: &Viewer, origin: &Origin, now: i64) -> Result<(), sqlx::Error> {
    let (event, outcome) = (Event::SessionsEnded, Outcome::Success);
    history::record(tx, Some(viewer.user_id), event, outcome, origin, now).await?;
    Ok(())
}
