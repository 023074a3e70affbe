//! Knowledge as customers see it: `/api/v1/knowledge`, and how articles are read and found.
//! What the desk sends is in [`desk::articles`](crate::desk::articles).

mod article;
mod articles;
mod bases;
pub mod markdown;
mod newest;
mod query;
mod references;
mod search;
mod snippet;
mod summaries;
mod visible;
pub mod words;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::AppState;

/// The routes of knowledge.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(bases::list_bases))
        .routes(routes!(articles::list_articles))
        .routes(routes!(article::read_article))
}
