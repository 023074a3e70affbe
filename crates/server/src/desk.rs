//! The desk API, `/api/desk/v1`: what the provider's systems send. One file per resource; the
//! functions that write are used by the handlers and by the sample world alike.

pub mod articles;
pub mod cases;
pub mod tokens;

use utoipa_axum::router::OpenApiRouter;

use crate::app::AppState;

/// The routes of the desk API.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().merge(cases::router()).merge(articles::router())
}
