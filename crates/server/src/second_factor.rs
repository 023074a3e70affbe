//! The second factor of the person who is signed in.

use utoipa_axum::router::OpenApiRouter;

use crate::app::AppState;

/// The routes.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}
