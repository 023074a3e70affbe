//! 既定の一覧: which columns the case list has, in which order, and what it is sorted by.

use leptos::prelude::*;
use madoguchi_contract::{
    cases::{CaseColumn, SortKey},
    me::PreferencesChange,
};

use super::{
    LISTS,
    preferring::{Preferring, use_preferring},
    section,
};
use crate::{
    components::{case_columns, sorting::order_name, wording},
    i18n::t,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        select::Select,
    },
    util::{
        browser,
        erased::{attribute, dynamic},
    },
};

const ORDER: &str = "case-order";

/// The section.
#[component]
pub fn ListsSection() -> impl IntoView {
    let preferring = use_preferring();
    let shown = Memo::new(move |_| case_columns::chosen(&preferring.now().case_columns));
    let rows = move || {
        let shown = shown.get();
        let hidden = CaseColumn::ALL.into_iter().filter(|column| !shown.contains(column));
        let last = shown.len().saturating_sub(1);
        let on = shown.iter().enumerate().map(|(at, column)| (*column, Some((at, at == last))));
        on.chain(hidden.map(|column| (column, None)))
            .map(|(column, place)| row(preferring, column, place))
            .collect_view()
    };
    let options = Signal::derive(|| {
        let keys = CaseColumn::ALL.into_iter().flat_map(|column| {
            // A date is first wanted newest first, everything else from its beginning.
            let first = column == CaseColumn::Updated;
            [first, !first].map(|descending| SortKey { column, descending })
        });
        let named = keys.map(|key| {
            let name = order_name(
                wording::column(key.column),
                key.column == CaseColumn::Updated,
                key.descending,
            );
            (key.to_string(), name)
        });
        named.collect::<Vec<_>>()
    });
    let order = Signal::derive(move || {
        let sort = preferring.now().case_sort;
        SortKey::parse(sort.split(',').next().unwrap_or_default())
            .unwrap_or(SortKey::DEFAULT)
            .to_string()
    });
    let choose = Callback::new(move |sort: String| {
        preferring.change(PreferencesChange { case_sort: Some(sort), ..Default::default() });
    });
    let reset = Callback::new(move |()| {
        preferring.change(PreferencesChange {
            case_columns: Some(Vec::new()),
            case_sort: Some(String::new()),
            ..Default::default()
        });
    });
    let body = view! {
        <div class="form-grid form-grid--2">
            <fieldset class="fieldset">
                <legend>{t::lists_columns}</legend>
                <p class="help">{t::lists_subject}</p>
                <ul class="column-list">{dynamic(rows)}</ul>
            </fieldset>
            <div class="field">
                <label class="label" for=ORDER>{t::lists_order}</label>
                <Select id=ORDER options=options value=order on_change=choose/>
            </div>
        </div>
    };
    let foot = view! { <Button kind=ButtonKind::Plain on_press=reset>{t::lists_reset}</Button> };
    section(LISTS, Some(t::profile_at_once), body.into_any(), Some(foot.into_any()))
}

/// A column: whether it is shown, and where it can go from its place (and whether that is the last).
fn row(preferring: Preferring, column: CaseColumn, place: Option<(usize, bool)>) -> AnyView {
    let id = format!("column-{}", column.id());
    let focus = id.clone();
    let needed = column == CaseColumn::Subject;
    let tick = move |event| {
        let wanted = event_target_checked(&event);
        change(preferring, |columns| {
            columns.retain(|other| *other != column);
            if wanted {
                columns.push(column);
            }
        });
        browser::focus_soon(focus.clone());
    };
    let step = move |icon: &'static str, by: isize, possible: bool| {
        let id = format!("column-{}-{icon}", column.id());
        let focus = [id.clone(), format!("column-{}", column.id())];
        let press = move |_| {
            change(preferring, |columns| {
                let Some(at) = columns.iter().position(|other| *other == column) else { return };
                let to = at.saturating_add_signed(by);
                if to < columns.len() {
                    columns.swap(at, to);
                }
            });
            let focus = focus.clone();
            request_animation_frame(move || {
                // At the end there is no such button any more.
                focus.iter().any(|id| browser::focus(id));
            });
        };
        let name = move || {
            let column = wording::column(column);
            if by < 0 { t::lists_up(&column) } else { t::lists_down(&column) }
        };
        possible.then(|| view! {
            <button class="button button--small button--icon" type="button" id=id aria-label=attribute(name) on:click=press>
                <Icon name=icon/>
            </button>
        })
    };
    let steps = place.map(|(at, last)| {
        view! { {step("arrow-up", -1, at > 0)} {step("arrow-down", 1, !last)} }
    });
    view! {
        <li class="column-row">
            {if needed {
                view! { <span class="choice" id=id tabindex="-1"><Icon name="check"/><span>{move || wording::column(column)}</span></span> }.into_any()
            } else {
                view! {
                    <label class="choice">
                        <input type="checkbox" id=id prop:checked=place.is_some() on:change=tick/>
                        <span>{dynamic(move || wording::column(column))}</span>
                    </label>
                }.into_any()
            }}
            {steps}
        </li>
    }
    .into_any()
}

fn change(preferring: Preferring, change: impl FnOnce(&mut Vec<CaseColumn>)) {
    let mut columns = untrack(|| case_columns::chosen(&preferring.now().case_columns));
    change(&mut columns);
    let ids = columns.into_iter().map(|column| column.id().to_owned()).collect();
    preferring.change(PreferencesChange { case_columns: Some(ids), ..Default::default() });
}
