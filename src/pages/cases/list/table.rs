//! The rows of the case list: a table whose headings sort, cards on a narrow screen.

use leptos::prelude::*;
use madoguchi_contract::cases::{CaseColumn, CaseSummary, SortKey};

use super::question;
use crate::{
    api::cases::ListQuery,
    components::{case_state::CaseStateMark, sorting::SortHeading, wording},
    i18n::t,
    routes,
    ui::time::Time,
    util::erased::dynamic,
};

/// The rows.
#[component]
pub fn CaseTable(
    /// In the order asked for.
    items: Vec<CaseSummary>,
    /// What these rows are sorted by first.
    sort: SortKey,
    /// The columns in their order.
    columns: Vec<CaseColumn>,
    /// The whole question, for the links of the headings.
    asked: Memo<ListQuery>,
    /// The order without one in the address.
    own: Memo<String>,
) -> impl IntoView {
    // Who chose the columns wants them all; else the least of them makes way where it is narrow.
    let own_columns = columns != CaseColumn::ALL;
    let heads = columns.iter().map(|column| heading(*column, sort, asked, own)).collect_view();
    view! {
        // The roles stay when styles turn the table into cards.
        <table class="table table--cards table--cases" class:table--own=own_columns role="table"
            aria-labelledby="list-title">
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">
                {items.into_iter().map(|case| row(&columns, &case)).collect_view()}
            </tbody>
        </table>
    }
}

/// A heading sorts by its column; pressed again, the other way round.
fn heading(
    column: CaseColumn,
    sort: SortKey,
    asked: Memo<ListQuery>,
    own: Memo<String>,
) -> impl IntoView {
    let here = Some(sort).filter(|key| key.column == column);
    // A date is first wanted newest first, everything else from its beginning.
    let descending = here.map_or(column == CaseColumn::Updated, |key| !key.descending);
    let key = SortKey { column, descending };
    let href = move || asked.with(|asked| own.with(|own| question::sorted_by(asked, key, own)));
    view! {
        <SortHeading
            label=Signal::derive(move || wording::column(column).to_owned())
            class=class(column)
            sorted=here.map(|key| key.descending)
            href=Signal::derive(href)
        />
    }
}

fn class(column: CaseColumn) -> &'static str {
    match column {
        CaseColumn::Number => "col-id",
        CaseColumn::State => "w-state",
        CaseColumn::Category => "w-category",
        CaseColumn::Service => "w-service",
        CaseColumn::Contact => "w-contact",
        CaseColumn::Subject => "col-title",
        CaseColumn::CustomerNumber => "w-no",
        CaseColumn::Company => "w-company col-minor",
        CaseColumn::Updated => "w-when",
    }
}

fn row(columns: &[CaseColumn], case: &CaseSummary) -> AnyView {
    let cells: Vec<AnyView> = columns.iter().map(|column| cell(*column, case)).collect();
    view! { <tr role="row">{cells}</tr> }.into_any()
}

fn cell(column: CaseColumn, case: &CaseSummary) -> AnyView {
    let (class, value) = match column {
        CaseColumn::Number => ("col-id id", case.number.clone().into_any()),
        CaseColumn::State => ("col-state", view! { <CaseStateMark state=case.state/> }.into_any()),
        CaseColumn::Category => {
            let name = case.category.name.clone();
            ("col-meta", dynamic(move || wording::label(&name)).into_any())
        }
        CaseColumn::Subject => {
            let link = view! {
                <a class="table-link" href=routes::case(&case.number)>{case.subject.clone()}</a>
            };
            ("col-title", link.into_any())
        }
        CaseColumn::CustomerNumber => {
            let number = case.customer_number.clone();
            ("col-meta", view! { <span class="id">{number}</span> }.into_any())
        }
        CaseColumn::Company => ("col-meta col-minor names", case.company.clone().into_any()),
        CaseColumn::Service => optional(case.service.clone()),
        CaseColumn::Contact => optional(case.contact.clone()),
        CaseColumn::Updated => {
            ("col-when", view! { <Time at=case.updated_at.clone()/> }.into_any())
        }
    };
    // On a card the value stands without a heading.
    let label = class
        .starts_with("col-meta")
        .then(|| view! { <span class="cell-label">{move || wording::column(column)}</span> });
    view! { <td class=class role="cell">{label}{value}</td> }.into_any()
}

/// A cell that can be empty: a dash that is read as "none", and nothing at all on a card.
fn optional(value: Option<String>) -> (&'static str, AnyView) {
    match value {
        Some(value) => ("col-meta names", value.into_any()),
        None => {
            let none = view! {
                <span aria-hidden="true">"–"</span>
                <span class="sr-only">{t::none}</span>
            };
            ("col-meta names col-empty", none.into_any())
        }
    }
}
