//! `/account/contacts`: the people of the company. Words, filters, order and page are in the address.

mod order;
mod table;

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use madoguchi_contract::{
    contacts::{ContactState, ContactSummary},
    list::Page,
};

use super::{
    filters::{FilterChoice, FilterForm, FilterInput, Filters, Name},
    frame::{ForAdministrators, ListHead},
};
use crate::{
    api,
    components::{
        loaded::{Load, Loaded, load},
        pagination::{Pages, Place, is_page_size},
        sorting::SortChoice,
    },
    i18n::{Text, t},
    routes,
    state::session::use_session,
    ui::{empty::Empty, icon::Icon},
    util::{
        erased::{attribute, dynamic, effect},
        question::{Known, Question},
    },
};

const STATES: [(&str, Text); 4] = [
    ("enabled", t::contact_enabled),
    ("locked", t::contact_locked_short),
    ("invited", t::contact_invited),
    ("disabled", t::contact_disabled),
];
const ROLES: [(&str, Text); 2] =
    [("administrator", t::role_administrator), ("general_user", t::role_general_user)];

const KNOWN: [Known; 6] = [
    ("q", |_| true),
    ("state", |value| STATES.iter().any(|(state, _)| *state == value)),
    ("role", |value| ROLES.iter().any(|(role, _)| *role == value)),
    ("sort", |value| order::parse(value).is_some()),
    ("limit", is_page_size),
    ("cursor", |_| true),
];

const WORDS: &str = "filter-words";
const STATE: &str = "filter-state";
const ROLE: &str = "filter-role";
const NAMES: [Name; 3] = [("q", WORDS), ("state", STATE), ("role", ROLE)];

/// Rows, and what they are the answer to.
#[derive(Clone)]
struct Answer {
    sort: order::Order,
    narrowed: bool,
    page: Page<ContactSummary>,
}

/// The list of contacts.
#[component]
pub fn ContactsPage() -> impl IntoView {
    view! { <ForAdministrators><People/></ForAdministrators> }
}

#[component]
fn People() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| Question::read(&KNOWN, |n| query.get(n))));
    let filters = Filters::new(routes::CONTACTS, asked, &NAMES);
    let list = load(move || {
        let (sort, narrowed) = (asked.with(order::of), filters.any());
        let answer = asked.with(api::contacts::list);
        async move { answer.await.map(|page| Answer { sort, narrowed, page }) }
    });
    watch_locks(list);
    // Read out when other rows have come.
    let status = move || {
        if list.busy() {
            return String::new();
        }
        let range = |answer: &Answer| Place::of(&answer.page).range(t::contacts_no_match_title);
        list.with(|answer| answer.map(range).unwrap_or_default())
    };
    let address = Callback::new(move |(limit, cursor): (String, String)| {
        let changes = [("limit", &*limit), ("cursor", &*cursor)];
        asked.with_untracked(|asked| asked.with(&changes)).at(routes::CONTACTS)
    });
    let limit = Signal::derive(move || asked.with(|asked| asked.get("limit").to_owned()));
    let sorted = Callback::new(move |sort: String| order::address(asked, &sort));
    let session = use_session();
    let company = move || session.me().map(|me| me.company).unwrap_or_default();
    view! {
        <ListHead title=t::contacts lead=Signal::derive(move || t::contacts_lead(&company()))>
            <a class="button button--primary" href=routes::NEW_CONTACT><Icon name="plus"/>{t::contacts_new}</a>
        </ListHead>
        <p class="sr-only" role="status">{dynamic(status)}</p>
        <div class="stack">
            <div class="table-box">
                <section class="panel" aria-labelledby="list-title" aria-busy=attribute(move || list.busy().then_some("true"))>
                    <h2 class="sr-only" id="list-title">{t::contacts}</h2>
                    <FilterForm filters=filters>
                        <FilterInput filters=filters id=WORDS label=t::contacts_words kind="search" class="filters-wide"/>
                        <FilterChoice filters=filters id=STATE label=t::contact_state options=&STATES/>
                        <FilterChoice filters=filters id=ROLE label=t::contact_role options=&ROLES/>
                    </FilterForm>
                    <div class="sort-box">
                        <SortChoice id="contact-sort" options=Signal::derive(order::options)
                            value=Signal::derive(move || asked.with(|asked| order::of(asked).to_string()))
                            address=sorted/>
                    </div>
                    <Loaded load=list children=move |answer| rows(answer, asked, filters, list)/>
                </section>
            </div>
            {dynamic(move || list.with(|list| list.map(|list| view! {
                <Pages place=Place::of(&list.page) limit=limit address=address/>
            })))}
        </div>
    }
}

fn rows(answer: Answer, asked: Memo<Question>, filters: Filters, list: Load<Answer>) -> AnyView {
    if answer.page.items.is_empty() {
        let (title, text): (Text, Text) = if answer.narrowed {
            (t::contacts_no_match_title, t::contacts_no_match_text)
        } else {
            (t::contacts_none_title, t::contacts_none_text)
        };
        return view! {
            <Empty icon="account" title=Signal::derive(move || title().to_owned())
                text=Signal::derive(move || text().to_owned())>
                {if answer.narrowed {
                    view! { <a class="button" href=filters.cleared()>{t::filter_clear}</a> }.into_any()
                } else {
                    view! { <a class="button" href=routes::NEW_CONTACT>{t::contacts_new}</a> }.into_any()
                }}
            </Empty>
        }
        .into_any();
    }
    let changed = Callback::new(move |()| list.again());
    view! { <table::ContactTable items=answer.page.items sort=answer.sort asked=asked changed=changed/> }
        .into_any()
}

/// Locks open by themselves: while one is on screen, its minutes are asked for again.
fn watch_locks(list: Load<Answer>) {
    effect(move || {
        let locked = list.with(|answer| {
            let states = answer.map(|answer| answer.page.items.iter().map(|row| row.state));
            states
                .into_iter()
                .flatten()
                .filter_map(|state| match state {
                    ContactState::Locked { seconds } => Some(seconds),
                    _ => None,
                })
                .min()
        });
        let again = move || list.again();
        if let Some(seconds) = locked
            && let Ok(timer) =
                set_timeout_with_handle(again, Duration::from_secs(u64::from(seconds.clamp(1, 60))))
        {
            on_cleanup(move || timer.clear());
        }
    });
}
