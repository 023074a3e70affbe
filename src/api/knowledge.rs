//! `knowledge`: bases, the search over articles, and an article.

use madoguchi_contract::{
    knowledge::{Article, ArticleSummary, Bases},
    list::Page,
};

use super::{ApiError, client};
use crate::util::url::{encode, with_query};

/// Which articles are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleQuery {
    /// Words to find; empty = all articles, newest first.
    pub words: String,
    /// Identifier of a base; empty = all.
    pub base: String,
    /// Where the page starts; empty = at the beginning.
    pub cursor: String,
}

/// The bases with their counts.
pub fn bases() -> impl Future<Output = Result<Bases, ApiError>> {
    client::get("/knowledge/bases".to_owned())
}

/// One page of articles.
pub fn articles(
    query: &ArticleQuery,
) -> impl Future<Output = Result<Page<ArticleSummary>, ApiError>> + use<> {
    client::get(with_query(
        "/knowledge/articles",
        &[("q", Some(&query.words)), ("base", Some(&query.base)), ("cursor", Some(&query.cursor))],
    ))
}

/// One article.
pub fn article(number: &str) -> impl Future<Output = Result<Article, ApiError>> + use<> {
    client::get(format!("/knowledge/articles/{}", encode(number)))
}
