//! The order of the rows as a select, where cards have no headings to press.

use leptos::prelude::*;
use madoguchi_contract::cases::{CaseColumn, SortKey};

use super::question;
use crate::{
    api::cases::ListQuery,
    components::{
        sorting::{SortChoice, order_name},
        wording,
    },
};

/// The select.
#[component]
pub fn CaseSortChoice(
    /// The whole question, of which another order keeps the view and the page size.
    asked: Memo<ListQuery>,
    /// The order without one in the address.
    own: Memo<String>,
) -> impl IntoView {
    let options = Signal::derive(|| {
        CaseColumn::ALL
            .into_iter()
            .flat_map(|column| {
                // A date is first wanted newest first, everything else from its beginning.
                let first = column == CaseColumn::Updated;
                [first, !first].map(|descending| SortKey { column, descending })
            })
            .map(|key| (key.to_string(), name(key)))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        asked.with(|asked| own.with(|own| question::sort(asked, own))).to_string()
    });
    let address = Callback::new(move |key: String| {
        let key = SortKey::parse(&key).unwrap_or(SortKey::DEFAULT);
        asked.with_untracked(|asked| own.with_untracked(|own| question::sorted_by(asked, key, own)))
    });
    view! { <SortChoice id="case-sort" options=options value=value address=address/> }
}

fn name(key: SortKey) -> String {
    order_name(wording::column(key.column), key.column == CaseColumn::Updated, key.descending)
}
