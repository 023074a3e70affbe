//! The order of the rows as a select, where cards have no headings to press.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use madoguchi_contract::cases::{CaseColumn, SortKey};

use super::question;
use crate::{
    api::cases::ListQuery, components::wording, i18n::t, ui::select::Select, util::erased::dynamic,
};

/// The select.
#[component]
pub fn SortChoice(
    /// The whole question, of which another order keeps the view and the page size.
    asked: Memo<ListQuery>,
) -> impl IntoView {
    let navigate = use_navigate();
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
    let value = Signal::derive(move || asked.with(question::sort).to_string());
    let change = Callback::new(move |key: String| {
        if let Some(key) = SortKey::parse(&key) {
            let target = asked.with_untracked(|asked| question::sorted_by(asked, key));
            navigate(&target, Default::default());
        }
    });
    view! {
        <div class="sort-choice">
            <label class="small soft" for="case-sort">{dynamic(t::sort)}</label>
            <Select id="case-sort" class="select--small select--inline" options=options value=value on_change=change/>
        </div>
    }
}

/// Such as "Updated (newest first)".
fn name(key: SortKey) -> String {
    let order = match (key.column, key.descending) {
        (CaseColumn::Updated, true) => t::sort_newest(),
        (CaseColumn::Updated, false) => t::sort_oldest(),
        (_, true) => t::sort_descending(),
        (_, false) => t::sort_ascending(),
    };
    t::sort_by(&wording::column(key.column), &order)
}
