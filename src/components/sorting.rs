//! The order of a list: headings that sort, and the same as a select where cards have no headings.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    i18n::t,
    ui::{icon::Icon, select::Select},
    util::erased::{attribute, dynamic},
};

/// A heading sorts by its column; pressed again, the other way round.
#[component]
pub fn SortHeading(
    /// What the column is called.
    #[prop(into)]
    label: Signal<String>,
    /// Its width and place.
    class: &'static str,
    /// Whether the rows are sorted by it, and then whether descending.
    sorted: Option<bool>,
    /// The address of the order that a press asks for.
    #[prop(into)]
    href: Signal<String>,
) -> impl IntoView {
    let order = sorted.map(|descending| if descending { "descending" } else { "ascending" });
    let arrow = sorted.map(|descending| {
        view! { <Icon name=if descending { "arrow-down" } else { "arrow-up" }/> }
    });
    view! {
        <th class=class role="columnheader" scope="col" aria-sort=order>
            <a class="sort" href=attribute(move || href.get())>{label}{arrow}</a>
        </th>
    }
}

/// The order as a select.
#[component]
pub fn SortChoice(
    /// Unique in the page.
    id: &'static str,
    /// Orders and what they are called; tracked.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The order that holds.
    #[prop(into)]
    value: Signal<String>,
    /// The address of the same list in another order.
    address: Callback<String, String>,
) -> impl IntoView {
    let navigate = use_navigate();
    let change =
        Callback::new(move |order: String| navigate(&address.run(order), Default::default()));
    view! {
        <div class="sort-choice">
            <label class="small soft" for=id>{dynamic(t::sort)}</label>
            <Select id=id class="select--small select--inline" options=options value=value on_change=change/>
        </div>
    }
}

/// Such as "Updated (newest first)"; tracked.
pub fn order_name(column: &str, is_time: bool, descending: bool) -> String {
    let order = match (is_time, descending) {
        (true, true) => t::sort_newest(),
        (true, false) => t::sort_oldest(),
        (false, true) => t::sort_descending(),
        (false, false) => t::sort_ascending(),
    };
    t::sort_by(&column, &order)
}
