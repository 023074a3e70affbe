//! The four things one can do with a session.
//! `GET` answers 200 also to nobody, so that the app can ask without an error in the console.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use madoguchi_contract::{
    problem::Problem as ProblemBody,
    session::{ActiveSession, Session, SignIn},
    sign_ins::{Event, Outcome},
};

use super::{
    browser::Browser,
    cookies, enter, history, me, rows,
    sign_in::{self, SignedIn},
    steps,
};
use crate::{
    app::AppState,
    clock,
    problem::Problem,
    request::{Answer, JsonBody, SESSION_COOKIE, session_token},
};

/// Who is signed in, or how far the sign-in has come.
#[utoipa::path(
    get, path = "/session", tag = "access",
    responses((status = 200, body = Session))
)]
pub(super) async fn read_session(
    State(state): State<AppState>,
    browser: Browser,
) -> Result<Response, Problem> {
    if let Some(secret) = &browser.session
        && let Some(session) = active(&state, secret, false).await?
    {
        return Ok(Answer::ok(&session).into_response());
    }
    let mut dead = Vec::new();
    if browser.session.is_some() {
        dead.push(cookies::remove(SESSION_COOKIE));
    }
    let step = match &browser.step {
        Some(secret) => under_way(&state, secret).await?,
        None => None,
    };
    if browser.step.is_some() && step.is_none() {
        dead.push(cookies::remove(cookies::STEP));
    }
    let answer = Answer::ok(&step.unwrap_or(Session::Anonymous));
    Ok(cookies::add(answer.into_response(), &dead))
}

/// Signs in. Who needs a second factor gets a step instead of a session.
#[utoipa::path(
    post, path = "/session", tag = "access", request_body = SignIn,
    responses(
        (status = 201, body = Session),
        (status = 401, description = "sign_in_failed", body = ProblemBody),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn create_session(
    State(state): State<AppState>,
    browser: Browser,
    JsonBody(typed): JsonBody<SignIn>,
) -> Result<Response, Problem> {
    let (session, cookies) = match sign_in::sign_in(&state, &browser, typed).await? {
        SignedIn::Complete(entry) => (active(&state, &entry.secret, false).await?, entry.cookies),
        SignedIn::SecondFactor(secret) => {
            let mut cookies = vec![cookies::set(cookies::STEP, &secret, None)];
            if browser.session.is_some() {
                cookies.push(cookies::remove(SESSION_COOKIE));
            }
            (under_way(&state, &secret).await?, cookies)
        }
    };
    let session = session.ok_or_else(Problem::session_required)?;
    let answer = Answer::new(StatusCode::CREATED, &session);
    Ok(cookies::add(answer.into_response(), &cookies))
}

/// The person did something: the idle time begins anew.
#[utoipa::path(
    patch, path = "/session", tag = "access", security(("session" = [])),
    responses(
        (status = 200, body = Session),
        (status = 401, description = "session_required", body = ProblemBody),
    )
)]
pub(super) async fn use_session(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Answer, Problem> {
    let secret = session_token(&headers).ok_or_else(Problem::session_required)?;
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    let alive = rows::touch(&mut tx, &secret, now, &state.config.session).await?;
    tx.commit().await?;
    if !alive {
        return Err(Problem::session_required());
    }
    let session = active(&state, &secret, false).await?.ok_or_else(Problem::session_required)?;
    Ok(Answer::ok(&session))
}

/// Signs out, also out of a sign-in that is not complete. Without a session there is nothing to do,
/// which is fine.
#[utoipa::path(delete, path = "/session", tag = "access", responses((status = 204)))]
pub(super) async fn delete_session(
    State(state): State<AppState>,
    browser: Browser,
) -> Result<Response, Problem> {
    let now = state.clock.now_millis();
    if browser.session.is_some() || browser.step.is_some() {
        let mut tx = state.store.write().await?;
        if let Some(user_id) = enter::leave(&mut tx, &state, &browser, now).await? {
            let (event, outcome) = (Event::SignOut, Outcome::Success);
            history::record(&mut tx, Some(user_id), event, outcome, &browser.origin, now).await?;
        }
        tx.commit().await?;
    }
    let gone = [cookies::remove(SESSION_COOKIE), cookies::remove(cookies::STEP)];
    Ok(cookies::add(Answer::nothing().into_response(), &gone))
}

/// The step behind `secret` as the app sees it; `None` when it is not alive.
async fn under_way(state: &AppState, secret: &str) -> Result<Option<Session>, Problem> {
    let (now, settings) = (state.clock.now_millis(), &state.config.second_factor);
    let mut snapshot = state.store.snapshot().await?;
    let step = steps::find(&mut snapshot, Some(secret), now, settings).await?;
    let Some(step) = step else { return Ok(None) };
    let view = steps::view(&mut snapshot, &step, now, settings).await?;
    Ok(Some(Session::SecondFactor(view)))
}

/// The session behind `secret` as the app sees it; `None` when it is not alive. `offer` says that
/// an app or a passkey is offered now.
pub async fn active(
    state: &AppState,
    secret: &str,
    offer: bool,
) -> Result<Option<Session>, Problem> {
    let Some(viewer) = rows::viewer(state, secret).await? else { return Ok(None) };
    let now = state.clock.now_millis();
    let times = rows::times(state, viewer.session_id).await?;
    let idle_end = times.last_used_at + state.config.session.idle().as_secs() * 1_000;
    let end = times.created_at + state.config.session.absolute().as_secs() * 1_000;
    Ok(Some(Session::Active(Box::new(ActiveSession {
        me: me::load(state, &viewer).await?,
        idle_seconds: seconds_until(idle_end.min(end), now),
        absolute_seconds: seconds_until(end, now),
        now: clock::wire(now),
        offer_second_factor: offer,
    }))))
}

fn seconds_until(end: i64, now: i64) -> u32 {
    u32::try_from((end - now).max(0) / 1_000).unwrap_or(u32::MAX)
}
