//! The four things one can do with a session, and its cookie.
//! `GET` answers 200 also to nobody, so that the app can ask without an error in the console.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use madoguchi_contract::{
    problem::Problem as ProblemBody,
    session::{ActiveSession, Session, SignIn},
};

use super::{me, rows, sign_in};
use crate::{
    app::AppState,
    clock,
    problem::Problem,
    request::{Answer, JsonBody, SESSION_COOKIE, session_token},
    security::addresses::Address,
};

/// Who is signed in.
#[utoipa::path(
    get, path = "/session", tag = "access",
    responses((status = 200, body = Session))
)]
pub(super) async fn read_session(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(secret) = session_token(&headers) else {
        return Ok(Answer::ok(&Session::Anonymous).into_response());
    };
    match active(&state, &secret).await? {
        Some(session) => Ok(Answer::ok(&session).into_response()),
        None => Ok(with_cookie(Answer::ok(&Session::Anonymous), None)),
    }
}

/// Signs in.
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
    address: Address,
    headers: HeaderMap,
    JsonBody(typed): JsonBody<SignIn>,
) -> Result<Response, Problem> {
    let secret = sign_in::sign_in(&state, address, typed, session_token(&headers)).await?;
    let session = active(&state, &secret).await?.ok_or_else(Problem::session_required)?;
    Ok(with_cookie(Answer::new(StatusCode::CREATED, &session), Some(&secret)))
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
    let session = active(&state, &secret).await?.ok_or_else(Problem::session_required)?;
    Ok(Answer::ok(&session))
}

/// Signs out. Without a session there is nothing to do, which is fine.
#[utoipa::path(delete, path = "/session", tag = "access", responses((status = 204)))]
pub(super) async fn delete_session(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(secret) = session_token(&headers) {
        let mut tx = state.store.write().await?;
        rows::delete(&mut tx, &secret).await?;
        tx.commit().await?;
    }
    Ok(with_cookie(Answer::nothing(), None))
}

/// The session behind `secret` as the app sees it; `None` when it is not alive.
async fn active(state: &AppState, secret: &str) -> Result<Option<Session>, Problem> {
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
        offer_second_factor: false,
    }))))
}

fn seconds_until(end: i64, now: i64) -> u32 {
    u32::try_from((end - now).max(0) / 1_000).unwrap_or(u32::MAX)
}

/// Adds the session cookie, or with `None` takes it away. It has no lifetime of its own: the
/// browser drops it when it closes, the server ends it when its time is up.
fn with_cookie(answer: Answer, secret: Option<&str>) -> Response {
    let attributes = "Path=/; Secure; HttpOnly; SameSite=Strict";
    let cookie = match secret {
        Some(secret) => format!("{SESSION_COOKIE}={secret}; {attributes}"),
        None => format!("{SESSION_COOKIE}=; {attributes}; Max-Age=0"),
    };
    let mut response = answer.into_response();
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
