//! `/me/profile`: who a person is. The user ID, the company and the role are the administrators'
//! and the desk's to change.

use axum::{extract::State, http::HeaderMap};
use madoguchi_contract::{
    problem::Problem as ProblemBody,
    profile::{Profile, ProfileChange},
};

use super::rows;
use crate::{
    app::AppState,
    desk::check::Checks,
    people,
    problem::Problem,
    request::{Answer, JsonBody, NoQuery, Viewer, if_match},
};

/// The person's own profile.
#[utoipa::path(
    get, path = "/me/profile", tag = "me", security(("session" = [])),
    responses(
        (status = 200, body = Profile),
        (status = 401, description = "session_required", body = ProblemBody),
    )
)]
pub(super) async fn read(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut snapshot = state.store.snapshot().await?;
    Ok(answer(&rows::load(&mut snapshot, &viewer, now).await?))
}

/// Changes the profile; only what is given changes.
#[utoipa::path(
    patch, path = "/me/profile", tag = "me", security(("session" = [])),
    request_body = ProfileChange,
    params(("If-Match" = String, Header, description = "`etag` of the profile")),
    responses(
        (status = 200, body = Profile),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 412, description = "stale", body = ProblemBody),
        (status = 422, description = "invalid", body = ProblemBody),
        (status = 428, description = "if_match_required", body = ProblemBody),
    )
)]
pub(super) async fn change(
    State(state): State<AppState>,
    viewer: Viewer,
    headers: HeaderMap,
    _: NoQuery,
    JsonBody(change): JsonBody<ProfileChange>,
) -> Result<Answer, Problem> {
    let change = checked(change)?;
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    let before = rows::load(&mut tx, &viewer, now).await?;
    if_match(&headers, &before.etag)?;
    rows::update(&mut tx, viewer.user_id, &change, now).await?;
    let profile = rows::load(&mut tx, &viewer, now).await?;
    tx.commit().await?;
    Ok(answer(&profile))
}

fn answer(profile: &Profile) -> Answer {
    Answer::ok(profile).with_etag(profile.etag.clone())
}

/// The texts without white space around them; refuses those that cannot be taken.
fn checked(mut change: ProfileChange) -> Result<ProfileChange, Problem> {
    let mut checks = Checks::new();
    type Check = fn(&mut Checks, &str, &str);
    let fields: [(&str, &mut Option<String>, Check); 5] = [
        ("family_name", &mut change.family_name, people::name),
        ("given_name", &mut change.given_name, people::name),
        ("title", &mut change.title, people::title),
        ("work_telephone", &mut change.work_telephone, people::telephone),
        ("mobile_telephone", &mut change.mobile_telephone, people::telephone),
    ];
    for (field, text, check) in fields {
        if let Some(text) = text {
            *text = text.trim().to_owned();
            check(&mut checks, field, text);
        }
    }
    checks.finish()?;
    Ok(change)
}
