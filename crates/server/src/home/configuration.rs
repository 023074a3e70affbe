//! `GET /configuration`: what the signed-in portal needs to know.
//! Comes from the configuration alone.

use axum::extract::State;
use madoguchi_contract::{
    problem::Problem as ProblemBody,
    site::{Configuration, ServiceLink},
};

use crate::{
    app::AppState,
    request::{Answer, Viewer},
};

/// What the signed-in portal needs to know.
#[utoipa::path(
    get, path = "/configuration", tag = "home", security(("session" = [])),
    responses(
        (status = 200, body = Configuration),
        (status = 401, description = "session_required", body = ProblemBody),
    )
)]
pub(super) async fn read_configuration(State(state): State<AppState>, _: Viewer) -> Answer {
    let service_links = state
        .config
        .links
        .services
        .iter()
        .map(|link| ServiceLink { label: link.label.clone(), url: link.url.clone() })
        .collect();
    let auto_close_days = state.config.cases.auto_close_days;
    let user_id_suffix = state.config.accounts.user_id_suffix.clone();
    Answer::ok(&Configuration { service_links, auto_close_days, user_id_suffix })
}
