//! What the portal shows before anything else: sign-in options, configuration, support hours and
//! announcements.

use utoipa_axum::router::OpenApiRouter;

use crate::app::AppState;

/// The routes of the home page and of the page before sign-in.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}
