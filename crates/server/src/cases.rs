//! Cases as customers see them: the list, one case, what was said in it, and what customers do.
//! The rules of who may move a case where are the contract's; here is what is stored and shown.

mod activity;
mod attachments;
mod body;
pub mod closing;
pub mod comments;
mod counts;
pub mod files;
mod list;
mod one;
pub mod opening;
pub mod stream;
pub mod transitions;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::AppState;

pub use list::parse_sort;

/// The routes under `/api/v1/cases`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(counts::counts))
        .routes(routes!(one::case))
        .routes(routes!(activity::activity))
        .routes(routes!(comments::comment))
        .routes(routes!(transitions::transition))
        .routes(routes!(attachments::list))
        .routes(routes!(attachments::download))
}
