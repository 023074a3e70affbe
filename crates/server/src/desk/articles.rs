//! The desk's side of articles.
//! Scope `articles`.

use utoipa_axum::router::OpenApiRouter;

use crate::app::AppState;

/// The routes of articles.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}
