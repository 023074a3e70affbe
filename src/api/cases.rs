//! `cases`: the list, a case, what happened in it, and what a customer can do with it.

use gloo_net::http::Method;
use madoguchi_contract::{
    cases::{Activity, Attachment, Case, CaseCounts, CaseSummary, NewComment, NewTransition},
    list::Page,
};

use super::{ApiError, client};
use crate::util::url::{encode, with_query};

/// Which part of the list is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Identifier of the view; empty = all.
    pub view: String,
    /// Sort keys, `updated` or `-updated`, separated by commas; empty = the default order.
    pub sort: String,
    /// Where the page starts; empty = at the beginning.
    pub cursor: String,
    /// Rows a page; empty = the default.
    pub limit: String,
}

/// One page of the list.
pub fn list(
    query: &ListQuery,
) -> impl Future<Output = Result<Page<CaseSummary>, ApiError>> + use<> {
    client::get(with_query(
        "/cases",
        &[
            ("view", Some(&query.view)),
            ("sort", Some(&query.sort)),
            ("cursor", Some(&query.cursor)),
            ("limit", Some(&query.limit)),
        ],
    ))
}

/// How many cases each view holds.
pub fn counts() -> impl Future<Output = Result<CaseCounts, ApiError>> {
    client::get("/cases/counts".to_owned())
}

/// One case.
pub fn read(number: &str) -> impl Future<Output = Result<Case, ApiError>> + use<> {
    client::get(format!("/cases/{}", encode(number)))
}

/// A page of what happened in a case.
pub fn activity(
    number: &str,
    newest_first: bool,
    cursor: Option<&str>,
) -> impl Future<Output = Result<Page<Activity>, ApiError>> + use<> {
    let order = if newest_first { "newest" } else { "oldest" };
    let path = format!("/cases/{}/activity", encode(number));
    client::get(with_query(&path, &[("order", Some(order)), ("cursor", cursor)]))
}

/// The files of a case.
pub fn attachments(
    number: &str,
) -> impl Future<Output = Result<Page<Attachment>, ApiError>> + use<> {
    client::get(format!("/cases/{}/attachments", encode(number)))
}

/// Where a file is downloaded from.
pub fn attachment_address(number: &str, id: u64) -> String {
    client::file_address(&format!("/cases/{}/attachments/{id}", encode(number)))
}

/// Adds a comment; `key` makes a repeat harmless.
pub async fn comment(number: &str, comment: &NewComment, key: &str) -> Result<Activity, ApiError> {
    let path = format!("/cases/{}/comments", encode(number));
    client::write(Method::POST, &path, comment, Some(key), None).await
}

/// Closes, accepts or rejects; `key` makes a repeat harmless.
pub async fn transition(number: &str, step: &NewTransition, key: &str) -> Result<Case, ApiError> {
    let path = format!("/cases/{}/transitions", encode(number));
    client::write(Method::POST, &path, step, Some(key), None).await
}
