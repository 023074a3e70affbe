//! The rows of the contacts: a table whose headings sort, cards on a narrow screen. What is locked
//! can be opened right here.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::contacts::{ContactState, ContactSummary};

use super::{
    super::contact_state::ContactStateMark,
    order::{self, Order},
};
use crate::{
    api,
    components::{sorting::SortHeading, wording},
    i18n::t,
    routes,
    state::toasts::use_toasts,
    ui::{button::Button, icon::Icon, time::Time},
    util::{browser, question::Question},
};

/// The rows.
#[component]
pub fn ContactTable(
    /// In the order asked for.
    items: Vec<ContactSummary>,
    /// What these rows are sorted by.
    sort: Order,
    /// The whole question, for the links of the headings.
    asked: Memo<Question>,
    /// A row was changed from here.
    changed: Callback<()>,
) -> impl IntoView {
    let headings = order::COLUMNS.map(|(column, name)| {
        let pressed = order::pressed(column, sort).to_string();
        view! {
            <SortHeading
                label=Signal::derive(move || name().to_owned())
                class=if column == "name" { "col-title" } else { "" }
                sorted=(sort.column == column).then_some(sort.descending)
                href=Signal::derive(move || order::address(asked, &pressed))
            />
        }
    });
    view! {
        // The roles stay when styles turn the table into cards.
        <table class="table table--cards table--people" role="table" aria-labelledby="list-title">
            <thead role="rowgroup">
                <tr role="row">
                    {headings}
                    <th role="columnheader" scope="col"><span class="sr-only">{t::actions}</span></th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {items.into_iter().map(|contact| row(contact, changed)).collect_view()}
            </tbody>
        </table>
    }
}

fn row(contact: ContactSummary, changed: Callback<()>) -> impl IntoView {
    let link = format!("contact-{}", contact.id);
    let locked = matches!(contact.state, ContactState::Locked { .. });
    let open = locked.then(|| open_button(&contact, link.clone(), changed));
    let last = match contact.last_sign_in_at {
        Some(at) => view! { <Time at=at/> }.into_any(),
        None => view! { <span class="soft">{t::contact_never}</span> }.into_any(),
    };
    view! {
        <tr role="row">
            <th class="col-title" role="rowheader" scope="row">
                <a class="table-link" id=link href=routes::contact(&contact.id)>{contact.name}</a>
                {contact.own.then(|| view! { " "<span class="tag">{t::contact_own}</span> })}
            </th>
            <td class="col-meta col-user" role="cell">
                <span class="id">{contact.user_id}</span><span class="soft">{contact.mail}</span>
            </td>
            <td class="col-meta" role="cell">
                <span class="cell-label">{t::contact_role}</span>
                {if contact.administrator {
                    view! { <b>{t::role_administrator}</b> }.into_any()
                } else {
                    t::role_general_user.into_any()
                }}
            </td>
            <td class="col-meta" role="cell">
                <span class="cell-label">{t::contact_second_factor}</span>
                {if contact.second_factor {
                    view! { <span class="state"><Icon name="shield"/>{t::contact_on}</span> }.into_any()
                } else {
                    view! { <span class="soft">{t::contact_off}</span> }.into_any()
                }}
            </td>
            <td class="col-state" role="cell"><ContactStateMark state=contact.state/></td>
            <td class="col-meta" role="cell">
                <span class="cell-label">{t::contact_last_sign_in}</span>{last}
            </td>
            <td class=if locked { "col-act" } else { "col-act col-empty" } role="cell">{open}</td>
        </tr>
    }
}

/// Opens the lock; asks nothing, since it can be locked again only by failing.
fn open_button(
    contact: &ContactSummary,
    link: String,
    changed: Callback<()>,
) -> impl IntoView + use<> {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (id, name) = (contact.id.clone(), contact.name.clone());
    let press = Callback::new(move |()| {
        busy.set(true);
        let (id, link) = (id.clone(), link.clone());
        spawn_local(async move {
            let answer = api::contacts::switch_sign_in(&id, true).await;
            busy.try_set(false);
            match answer {
                Ok(contact) => {
                    toasts.done(t::contact_enable_done(&contact.summary.name));
                    // The button goes with the lock.
                    browser::focus(&link);
                    changed.run(());
                }
                Err(error) => toasts.failed(wording::failure(&error)),
            }
        });
    });
    view! {
        <span class="over">
            <Button class="button--small" busy=busy on_press=press>
                {t::login_enable}<span class="sr-only">": "{name}</span>
            </Button>
        </span>
    }
}
