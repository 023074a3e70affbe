//! What people change about themselves.

use utoipa_axum::router::OpenApiRouter;

use crate::app::AppState;

/// The routes.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}
