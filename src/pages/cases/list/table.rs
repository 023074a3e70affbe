//! The rows of the case list: a table whose headings sort, cards on a narrow screen.

use leptos::prelude::*;
use madoguchi_contract::cases::{CaseColumn, CaseSummary, SortKey};

use super::question;
use crate::{
    api::cases::ListQuery,
    components::{case_state::CaseStateMark, sorting::SortHeading, wording},
    i18n::{Text, t},
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
    /// The whole question, for the links of the headings.
    asked: Memo<ListQuery>,
) -> impl IntoView {
    view! {
        // The roles stay when styles turn the table into cards.
        <table class="table table--cards table--cases" role="table" aria-labelledby="list-title">
            <thead role="rowgroup">
                <tr role="row">
                    {CaseColumn::ALL.map(|column| heading(column, sort, asked))}
                </tr>
            </thead>
            <tbody role="rowgroup">{items.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// A heading sorts by its column; pressed again, the other way round.
fn heading(column: CaseColumn, sort: SortKey, asked: Memo<ListQuery>) -> impl IntoView {
    let here = Some(sort).filter(|key| key.column == column);
    // A date is first wanted newest first, everything else from its beginning.
    let descending = here.map_or(column == CaseColumn::Updated, |key| !key.descending);
    let key = SortKey { column, descending };
    view! {
        <SortHeading
            label=Signal::derive(move || wording::column(column).to_owned())
            class=class(column)
            sorted=here.map(|key| key.descending)
            href=Signal::derive(move || asked.with(|asked| question::sorted_by(asked, key)))
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

fn row(case: CaseSummary) -> impl IntoView {
    let category = case.category.name;
    view! {
        <tr role="row">
            <td class="col-id id" role="cell">{case.number.clone()}</td>
            <td class="col-state" role="cell"><CaseStateMark state=case.state/></td>
            <td class="col-meta" role="cell">
                <span class="cell-label">{t::case_category}</span>
                {dynamic(move || wording::label(&category))}
            </td>
            <td class="col-title" role="cell">
                <a class="table-link" href=routes::case(&case.number)>{case.subject}</a>
            </td>
            <td class="col-meta" role="cell">
                <span class="cell-label">{t::case_customer_number}</span>
                <span class="id">{case.customer_number}</span>
            </td>
            <td class="col-meta col-minor names" role="cell">
                <span class="cell-label">{t::case_company}</span>{case.company}
            </td>
            {optional(t::case_service, case.service)}
            {optional(t::case_contact, case.contact)}
            <td class="col-when" role="cell"><Time at=case.updated_at/></td>
        </tr>
    }
}

/// A cell that can be empty: a dash that is read as "none", and nothing at all on a card.
fn optional(label: Text, value: Option<String>) -> impl IntoView {
    let class = if value.is_some() { "col-meta names" } else { "col-meta names col-empty" };
    let value = match value {
        Some(value) => value.into_any(),
        None => view! {
            <span aria-hidden="true">"–"</span>
            <span class="sr-only">{t::none}</span>
        }
        .into_any(),
    };
    view! {
        <td class=class role="cell">
            <span class="cell-label">{label}</span>
            {value}
        </td>
    }
}
