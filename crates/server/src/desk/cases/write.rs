//! `POST /cases/{number}/comments` and `/transitions`: the desk answers and moves a case, or takes
//! over what a customer did in another system. Both follow the tables of the contract.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    cases::{Activity, CaseState, CustomerAction, case_number},
    desk::{NewDeskComment, NewDeskTransition},
    problem::{Problem as ProblemBody, code},
};

use super::{message::Message, moment, people};
use crate::{
    app::AppState,
    cases::{comments, files::Files, stream::Open, transitions},
    desk::check::{self, Checks},
    mail::about_cases,
    problem::Problem,
    request::{Answer, Begun, DeskToken, Idempotency, JsonBody, Path, scopes},
    store::Tx,
};

/// Writes a comment.
#[utoipa::path(
    post, path = "/cases/{number}/comments", tag = "desk", security(("desk_token" = [])),
    params(
        ("number" = String, Path, description = "ケース番号"),
        ("Idempotency-Key" = String, Header, description = "the same for every try"),
    ),
    request_body = NewDeskComment,
    responses(
        (status = 201, body = Activity),
        (status = 404, description = "no such case", body = ProblemBody),
        (status = 409, description = "`case_closed`", body = ProblemBody),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
pub async fn post_comment(
    State(state): State<AppState>,
    token: DeskToken<scopes::Cases>,
    Path(number): Path<String>,
    key: Idempotency,
    JsonBody(new): JsonBody<NewDeskComment>,
) -> Result<Answer, Problem> {
    let files = Files::new(&state.data);
    let message = Message::prepare(&files, &new.body, &new.attachments).await?;
    let mut tx = state.store.write().await?;
    let pending = match key.begin(&mut tx, token.owner(), &new).await? {
        Begun::First(pending) => pending,
        Begun::Again(answer) => return Ok(answer),
    };
    let now = state.clock.now_millis();
    let written = comment(&mut tx, now, &number, &new, &message).await?;
    if about_cases::is_news(new.at.as_deref(), now) {
        if new.contact.is_none() {
            about_cases::desk_commented(&mut tx, &number, now).await?;
        }
        about_cases::state_may_have_changed(&mut tx, &number, now).await?;
    }
    let answer = Answer::new(StatusCode::CREATED, &written);
    let answer = pending.finish(&mut tx, answer, now).await?;
    // A file without a row is harmless, a row without its file is not.
    message.keep();
    tx.commit().await?;
    Ok(answer)
}

/// Changes the state.
#[utoipa::path(
    post, path = "/cases/{number}/transitions", tag = "desk", security(("desk_token" = [])),
    params(
        ("number" = String, Path, description = "ケース番号"),
        ("Idempotency-Key" = String, Header, description = "the same for every try"),
    ),
    request_body = NewDeskTransition,
    responses(
        (status = 200, body = Activity),
        (status = 404, description = "no such case", body = ProblemBody),
        (status = 409, description = "`transition_refused`", body = ProblemBody),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
pub async fn post_transition(
    State(state): State<AppState>,
    token: DeskToken<scopes::Cases>,
    Path(number): Path<String>,
    key: Idempotency,
    JsonBody(new): JsonBody<NewDeskTransition>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let pending = match key.begin(&mut tx, token.owner(), &new).await? {
        Begun::First(pending) => pending,
        Begun::Again(answer) => return Ok(answer),
    };
    let now = state.clock.now_millis();
    let written = transition(&mut tx, now, &number, &new).await?;
    if about_cases::is_news(new.at.as_deref(), now) {
        about_cases::state_may_have_changed(&mut tx, &number, now).await?;
    }
    let answer = pending.finish(&mut tx, Answer::ok(&written), now).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Adds `message`, made from the same `new`, to a case. `now` in milliseconds.
pub async fn comment(
    tx: &mut Tx,
    now: i64,
    number: &str,
    new: &NewDeskComment,
    message: &Message,
) -> Result<Activity, Problem> {
    let mut case = open(tx, number).await?;
    let at = check(&case, new.author.as_deref(), new.at.as_deref(), now)?;
    let (contact, author) = (new.contact.as_deref(), new.author.as_deref());
    let by = people::sender(tx, contact, author, case.customer_number_id).await?;
    if contact.is_some() {
        return comments::write(tx, &mut case, at, &by, &message.body, &message.files).await;
    }
    if case.state == CaseState::Closed {
        return Err(Problem::conflict(code::CASE_CLOSED));
    }
    case.comment(tx, at, &by, &message.body, &message.files).await
}

/// Moves a case as the tables of the contract allow. `now` in milliseconds.
pub async fn transition(
    tx: &mut Tx,
    now: i64,
    number: &str,
    new: &NewDeskTransition,
) -> Result<Activity, Problem> {
    let mut case = open(tx, number).await?;
    let at = check(&case, new.author.as_deref(), new.at.as_deref(), now)?;
    let (contact, author) = (new.contact.as_deref(), new.author.as_deref());
    let by = people::sender(tx, contact, author, case.customer_number_id).await?;
    let refused = || Problem::conflict(code::TRANSITION_REFUSED);
    if contact.is_some() {
        let action = [CustomerAction::Close, CustomerAction::Accept, CustomerAction::Reject]
            .into_iter()
            .find(|action| case.state.after(*action) == Some(new.to))
            .ok_or_else(refused)?;
        return transitions::write(tx, &mut case, at, &by, action, new.reason.as_deref()).await;
    }
    if new.reason.is_some() {
        return Err(Problem::field("reason", "not_allowed"));
    }
    if !case.state.desk_may_move_to(new.to) {
        return Err(refused());
    }
    case.move_to(tx, at, &by, new.to, None).await
}

async fn open(tx: &mut Tx, number: &str) -> Result<Open, Problem> {
    let number = case_number(number).ok_or_else(Problem::not_found)?;
    Open::by_number(tx, &number).await
}

/// Checks who and when; gives the moment in milliseconds. What is taken over arrives in the order
/// in which it happened.
fn check(case: &Open, author: Option<&str>, at: Option<&str>, now: i64) -> Result<i64, Problem> {
    let mut checks = Checks::new();
    if let Some(author) = author {
        checks.line("author", author, check::NAME);
    }
    let moment = moment(&mut checks, "at", at, now);
    if at.is_some() && moment < case.updated_at {
        checks.wrong("at", "before_last_entry");
    }
    checks.finish()?;
    Ok(moment)
}
