//! The desk's side of cases.
//! Scope `cases`.

use utoipa_axum::router::OpenApiRouter;

use crate::app::AppState;

/// The routes of cases.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}
