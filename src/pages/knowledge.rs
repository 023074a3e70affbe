//! Knowledge: landing, search, article.

pub mod article;
pub mod landing;
pub mod search;
