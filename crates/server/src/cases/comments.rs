//! `POST /cases/{number}/comments`: a customer answers.
//! Answering a question of the desk (お客様確認待ち) puts the case back to work by itself.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    cases::{Activity, NewComment},
    problem::code,
};

use super::{
    body, one,
    stream::{By, Open},
};
use crate::{
    app::AppState,
    mail::about_cases,
    problem::Problem,
    request::{Answer, Begun, Idempotency, JsonBody, Path, Viewer},
    store::Tx,
};

/// Writes a comment; the case's state may change with it.
#[utoipa::path(
    post,
    path = "/cases/{number}/comments",
    tag = "cases",
    security(("session" = [])),
    params(
        ("number" = String, Path, description = "ケース番号"),
        ("Idempotency-Key" = String, Header, description = "the same for every try"),
    ),
    request_body = NewComment,
    responses(
        (status = 201, body = Activity),
        (status = 404, description = "no such case for this reader", body = madoguchi_contract::problem::Problem),
        (status = 409, description = "`case_closed`", body = madoguchi_contract::problem::Problem),
        (status = 422, description = "the text cannot be taken", body = madoguchi_contract::problem::Problem),
    ),
)]
pub async fn comment(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(number): Path<String>,
    key: Idempotency,
    JsonBody(comment): JsonBody<NewComment>,
) -> Result<Answer, Problem> {
    let checked = body::check(&comment.body);
    let mut tx = state.store.write().await?;
    let mut case = one::open(&mut tx, &viewer, &number).await?;
    let pending = match key.begin(&mut tx, viewer.owner(), &comment).await? {
        Begun::First(pending) => pending,
        Begun::Again(answer) => return Ok(answer),
    };
    checked.map_err(|why| Problem::field("body", why))?;
    let now = state.clock.now_millis();
    let by = By::customer(viewer.user_id, &viewer.name);
    let written = write(&mut tx, &mut case, now, &by, &comment.body, &[]).await?;
    about_cases::state_may_have_changed(&mut tx, &case.number, now).await?;
    let answer = Answer::new(StatusCode::CREATED, &written);
    let answer = pending.finish(&mut tx, answer, now).await?;
    tx.commit().await?;
    Ok(answer)
}

/// A customer's comment with what it does to the state; 409 `case_closed` on a closed case.
pub async fn write(
    tx: &mut Tx,
    case: &mut Open,
    at: i64,
    by: &By,
    body: &madoguchi_contract::rich_text::Document,
    files: &[super::files::Stored],
) -> Result<Activity, Problem> {
    let after = case.state.after_comment().ok_or_else(|| Problem::conflict(code::CASE_CLOSED))?;
    let written = case.comment(tx, at, by, body, files).await?;
    if after != case.state {
        case.move_to(tx, at, by, after, None).await?;
    }
    Ok(written)
}
