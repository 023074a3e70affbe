//! `POST /cases/{number}/transitions`: what a customer does with a case besides commenting.
//! The contract's table decides; whatever is not in it is refused (409 `transition_refused`).

use axum::extract::State;
use madoguchi_contract::{
    cases::{Activity, Case, CustomerAction, NewTransition},
    limits,
    problem::code,
};

use super::{
    one,
    stream::{By, Open},
};
use crate::{
    app::AppState,
    mail::about_cases,
    problem::Problem,
    request::{Answer, Begun, Idempotency, JsonBody, Path, Viewer},
    store::Tx,
};

/// Closes a case, accepts its solution or rejects it.
#[utoipa::path(
    post,
    path = "/cases/{number}/transitions",
    tag = "cases",
    security(("session" = [])),
    params(
        ("number" = String, Path, description = "ケース番号"),
        ("Idempotency-Key" = String, Header, description = "the same for every try"),
    ),
    request_body = NewTransition,
    responses(
        (status = 200, body = Case),
        (status = 404, description = "no such case for this reader", body = madoguchi_contract::problem::Problem),
        (status = 409, description = "`transition_refused`", body = madoguchi_contract::problem::Problem),
        (status = 422, description = "the reason is missing or too long", body = madoguchi_contract::problem::Problem),
    ),
)]
pub async fn transition(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(number): Path<String>,
    key: Idempotency,
    JsonBody(transition): JsonBody<NewTransition>,
) -> Result<Answer, Problem> {
    let mut tx = state.store.write().await?;
    let mut case = one::open(&mut tx, &viewer, &number).await?;
    let pending = match key.begin(&mut tx, viewer.owner(), &transition).await? {
        Begun::First(pending) => pending,
        Begun::Again(answer) => return Ok(answer),
    };
    let now = state.clock.now_millis();
    let by = By::customer(viewer.user_id, &viewer.name);
    write(&mut tx, &mut case, now, &by, transition.action, transition.reason.as_deref()).await?;
    about_cases::state_may_have_changed(&mut tx, &case.number, now).await?;
    let answer = one::read(&state, &mut tx, &viewer, &number).await?;
    let answer = pending.finish(&mut tx, answer, now).await?;
    tx.commit().await?;
    Ok(answer)
}

/// A customer's action, as far as the table allows it.
pub async fn write(
    tx: &mut Tx,
    case: &mut Open,
    at: i64,
    by: &By,
    action: CustomerAction,
    reason: Option<&str>,
) -> Result<Activity, Problem> {
    let to = case.state.after(action).ok_or_else(|| Problem::conflict(code::TRANSITION_REFUSED))?;
    let reason = check_reason(action, reason)?;
    case.move_to(tx, at, by, to, reason).await
}

/// A rejection needs a reason; the other actions have none.
fn check_reason(action: CustomerAction, reason: Option<&str>) -> Result<Option<String>, Problem> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    match (action, reason) {
        (CustomerAction::Reject, None) => Err(Problem::field("reason", "required")),
        (CustomerAction::Reject, Some(reason)) => {
            if reason.chars().count() > limits::REASON {
                return Err(Problem::field("reason", "too_long"));
            }
            Ok(Some(reason.to_owned()))
        }
        (_, None) => Ok(None),
        (_, Some(_)) => Err(Problem::field("reason", "not_allowed")),
    }
}
