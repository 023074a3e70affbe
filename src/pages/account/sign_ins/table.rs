//! The lines of the history: a table, cards on a narrow screen.

use leptos::prelude::*;
use madoguchi_contract::sign_ins::{Outcome, SignInEvent};

use super::words;
use crate::{
    i18n::{Text, t},
    ui::{icon::Icon, time::AbsoluteTime},
};

/// The lines.
#[component]
pub fn Events(
    /// Newest first.
    items: Vec<SignInEvent>,
    /// Whether they are of several people.
    company: bool,
) -> impl IntoView {
    let heading = |label: Text, class: &'static str| {
        view! { <th class=class role="columnheader" scope="col">{label}</th> }
    };
    view! {
        // The roles stay when styles turn the table into cards.
        <table class="table table--cards table--people" role="table" aria-labelledby="list-title">
            <thead role="rowgroup">
                <tr role="row">
                    {heading(t::sign_ins_event, "col-title")}
                    {heading(t::sign_ins_time, "")}
                    {heading(t::sign_ins_result, "")}
                    {company.then(|| heading(t::sign_ins_who, ""))}
                    {heading(t::sign_ins_browser, "")}
                    {heading(t::sign_ins_address, "")}
                </tr>
            </thead>
            <tbody role="rowgroup">
                {items.into_iter().map(|event| row(event, company)).collect_view()}
            </tbody>
        </table>
    }
}

fn row(event: SignInEvent, company: bool) -> impl IntoView {
    let who = company.then(|| {
        view! {
            <td class="col-meta col-user" role="cell">
                <span>{event.name}</span><span class="id soft">{event.user_id}</span>
            </td>
        }
    });
    let new = event.new_browser.then(|| {
        view! {
            <span class="tag tag--turn"><Icon name="info"/>{t::sign_ins_new_browser}</span>
        }
    });
    view! {
        <tr role="row">
            <th class="col-title" role="rowheader" scope="row">{words::event(event.event)}</th>
            <td class="col-meta num" role="cell">
                <span class="cell-label">{t::sign_ins_time}</span><AbsoluteTime at=event.at/>
            </td>
            <td class="col-state" role="cell">{outcome(event.result)}</td>
            {who}
            <td class="col-meta" role="cell">
                <span class="cell-label">{t::sign_ins_browser}</span>
                <span class="cell-parts">{event.browser}{new}</span>
            </td>
            <td class="col-meta" role="cell">
                <span class="cell-label">{t::sign_ins_address}</span><span class="id">{event.address}</span>
            </td>
        </tr>
    }
}

/// Icon, words and surface; colour alone says nothing.
fn outcome(outcome: Outcome) -> impl IntoView {
    let (icon, class) = match outcome {
        Outcome::Success => ("check", "state"),
        Outcome::Failure => ("error", "tag tag--danger"),
        Outcome::Locked => ("lock", "tag tag--turn"),
        Outcome::Unknown => ("info", "state"),
    };
    view! { <span class=class><Icon name=icon/>{words::outcome(outcome)}</span> }
}
