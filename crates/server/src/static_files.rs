//! The built app.
//! Placeholder text.

use axum::{extract::Request, response::Response};

use crate::{app::AppState, problem::Problem};

/// Serves a file of the app.
pub async fn serve(_state: &AppState, _request: Request) -> Result<Response, Problem> {
    Err(Problem::not_found())
}
