//! Previous and next page of a list, and where one is in it.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use madoguchi_contract::{limits::PAGE_SIZES, list::Page};

use crate::{
    i18n::{Text, t},
    ui::{icon::Icon, select::Select},
    util::erased::dynamic,
};

/// Where a page is in its list, without its rows: the same for every kind of list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    first: u64,
    rows: usize,
    total: u64,
    previous: Option<String>,
    next: Option<String>,
}

impl Place {
    /// The place of a page.
    pub fn of<T>(page: &Page<T>) -> Self {
        Self {
            first: page.first,
            rows: page.items.len(),
            total: page.total,
            previous: page.previous.clone(),
            next: page.next.clone(),
        }
    }

    /// Where one is in the list, or that there is `none`; tracked.
    pub fn range(&self, none: Text) -> String {
        match self.rows as u64 {
            0 => none().to_owned(),
            rows => t::list_range(&self.first, &(self.first + rows - 1), &self.total),
        }
    }
}

/// Whether a page of a list can have that many rows.
pub fn is_page_size(limit: &str) -> bool {
    PAGE_SIZES.iter().any(|size| size.to_string() == limit)
}

/// Links to the pages beside this one, and the choice of the page size; nothing for an empty list.
#[component]
pub fn Pages(
    /// The page that is shown.
    place: Place,
    /// The page size asked for; empty = the default.
    #[prop(into)]
    limit: Signal<String>,
    /// The address of the same list with another page size, at another place.
    address: Callback<(String, String), String>,
) -> impl IntoView {
    if place.total == 0 {
        return None;
    }
    let navigate = use_navigate();
    let link =
        |cursor: Option<String>| cursor.map(|cursor| address.run((limit.get_untracked(), cursor)));
    let (previous, next) = (link(place.previous), link(place.next));
    let standard = || PAGE_SIZES[0].to_string();
    let sizes =
        Signal::derive(|| PAGE_SIZES.map(|size| (size.to_string(), t::list_rows(&size))).to_vec());
    let size = Signal::derive(move || {
        Some(limit.get()).filter(|l| !l.is_empty()).unwrap_or_else(standard)
    });
    let resize = Callback::new(move |size: String| {
        let limit = if size == standard() { String::new() } else { size };
        navigate(&address.run((limit, String::new())), Default::default());
    });
    Some(view! {
        <Pagination first=place.first rows=place.rows total=place.total previous=previous next=next>
            <div class="pagination-size">
                <label for="page-size">{t::list_size}</label>
                <Select id="page-size" class="select--small select--inline" options=sizes value=size on_change=resize/>
            </div>
        </Pagination>
    })
}

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
