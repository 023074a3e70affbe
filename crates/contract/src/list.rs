//! Lists: pages by opaque keyset cursors, never by offset.
//! A cursor belongs to the list, order and filter it came from; elsewhere it is refused (422).

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows, in the order asked for.
    pub items: Vec<T>,
    /// How many rows the reader may see in all.
    pub total: u64,
    /// How many more match but belong to customer numbers of the same company that the reader is
    /// not linked to. Rows of other companies are never counted.
    #[serde(default)]
    pub hidden: u64,
    /// Position of the first row, from 1; 0 when the page is empty.
    pub first: u64,
    /// Where the next page starts.
    #[serde(default)]
    pub next: Option<String>,
    /// Where the page before starts.
    #[serde(default)]
    pub previous: Option<String>,
}
