//! Previous and next page of a list, and where one is in it.

use crate::util::erased::dynamic;
use leptos::prelude::*;

use crate::{i18n::t, ui::icon::Icon};

/// Links to the pages beside this one.
#[component]
pub fn Pagination(
    /// Position of the first row, from 1; 0 when there is none.
    first: u64,
    /// Rows on this page.
    rows: usize,
    /// Rows in all.
    total: u64,
    /// Address of the page before.
    previous: Option<String>,
    /// Address of the page after.
    next: Option<String>,
    /// What stands at the end, such as the page size.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let last = first + (rows as u64).saturating_sub(1);
    let range = move || t::list_range(&first, &last, &total);
    view! {
        <nav class="pagination" aria-label=t::list_pages>
            <p class="num">{dynamic(range)}</p>
            <ul class="pagination-pages">
                <li>{match previous {
                    Some(href) => view! {
                        <a href=href rel="prev"><Icon name="chevron-left"/>{t::list_previous}</a>
                    }.into_any(),
                    None => view! {
                        <span class="off"><Icon name="chevron-left"/>{t::list_previous}</span>
                    }.into_any(),
                }}</li>
                <li>{match next {
                    Some(href) => view! {
                        <a href=href rel="next">{t::list_next}<Icon name="chevron-right"/></a>
                    }.into_any(),
                    None => view! {
                        <span class="off">{t::list_next}<Icon name="chevron-right"/></span>
                    }.into_any(),
                }}</li>
            </ul>
            {children.map(|children| children())}
        </nav>
    }
}
