//! `/api/v1/password-resets`: a forgotten or first password, by a link that goes to the registered
//! address. No answer reveals whether a user ID exists or an address belongs to it (specification,
//! sign-in).

mod completion;
mod links;
mod request;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::AppState;

pub use links::purge;

/// The routes of resets.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(request::ask))
        .routes(routes!(completion::look))
        .routes(routes!(completion::complete))
}
