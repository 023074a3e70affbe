//! Sign-in history: one's own, or for administrators that of all users of the company.
//! It is written by `session/history.rs`.

mod asked;
mod export;
mod list;
mod rows;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::AppState;

/// The routes.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list::list)).routes(routes!(export::export))
}
