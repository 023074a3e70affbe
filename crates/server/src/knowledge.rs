//! Knowledge as customers see it: `/api/v1/knowledge`.
//! Routes, rules and SQL of the portal's side.

pub mod markdown;

use utoipa_axum::router::OpenApiRouter;

use crate::app::AppState;

/// The routes of knowledge.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}
