//! The second factor over HTTP: a code by mail, the question for a passkey, and the proof.
//! Between password and session the step's cookie says who it is about; it opens nothing else.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use madoguchi_contract::{
    problem::{Problem as ProblemBody, code},
    session::{MailedCode, PasskeyChallenge, Session, Verification},
};

use super::{browser::Browser, cookies, mailed_codes, routes, steps, verification};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, JsonBody, NoQuery},
    second_factor::passkeys,
};

/// Mails a code for the sign-in that is under way.
#[utoipa::path(
    post, path = "/session/mailed-code", tag = "access", security(("sign_in_step" = [])),
    responses(
        (status = 201, body = MailedCode),
        (status = 401, description = "verification_expired", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn mail_code(
    State(state): State<AppState>,
    browser: Browser,
    _: NoQuery,
) -> Result<Response, Problem> {
    let now = state.clock.now_millis();
    let settings = &state.config.second_factor;
    let mut tx = state.store.write().await?;
    let Some(step) = steps::find(&mut tx, browser.step.as_deref(), now, settings).await? else {
        return Ok(without_step(&verification::expired()));
    };
    let code = mailed_codes::send(&mut tx, &step, now, settings).await?;
    tx.commit().await?;
    Ok(Answer::new(axum::http::StatusCode::CREATED, &code).into_response())
}

/// Asks for a passkey. The question is for the sign-in that is under way, and for one answer.
#[utoipa::path(
    post, path = "/session/passkey-challenge", tag = "access", security(("sign_in_step" = [])),
    responses(
        (status = 200, body = PasskeyChallenge),
        (status = 401, description = "verification_expired", body = ProblemBody),
        (status = 404, description = "not_found", body = ProblemBody),
    )
)]
pub(super) async fn challenge_passkey(
    State(state): State<AppState>,
    browser: Browser,
    _: NoQuery,
) -> Result<Response, Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    let settings = &state.config.second_factor;
    let Some(step) = steps::find(&mut tx, browser.step.as_deref(), now, settings).await? else {
        return Ok(without_step(&verification::expired()));
    };
    let question = passkeys::ask(&mut tx, &state, step.user_id).await?;
    steps::keep_challenge(&mut tx, step.id, Some(&question.state)).await?;
    tx.commit().await?;
    Ok(Answer::ok(&PasskeyChallenge { options: question.options }).into_response())
}

/// Proves who one is, and signs in.
#[utoipa::path(
    post, path = "/session/verification", tag = "access", security(("sign_in_step" = [])),
    request_body = Verification,
    responses(
        (status = 200, body = Session),
        (status = 401, description = "verification_failed, verification_expired", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn verify(
    State(state): State<AppState>,
    browser: Browser,
    _: NoQuery,
    JsonBody(typed): JsonBody<Verification>,
) -> Result<Response, Problem> {
    let verified = match verification::verify(&state, &browser, typed).await {
        Err(problem) if problem.code() == code::VERIFICATION_EXPIRED => {
            return Ok(without_step(&problem));
        }
        verified => verified?,
    };
    let session = routes::active(&state, &verified.entry.secret, verified.offer).await?;
    let session = session.ok_or_else(Problem::session_required)?;
    Ok(cookies::add(Answer::ok(&session).into_response(), &verified.entry.cookies))
}

/// Takes the dead step's cookie away.
fn without_step(problem: &Problem) -> Response {
    cookies::add(problem.clone().into_response(), &[cookies::remove(cookies::STEP)])
}
