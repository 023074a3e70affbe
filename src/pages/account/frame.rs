//! What the pages of account management have in common: the way there, the heading, the tabs, and
//! the gate before what only administrators may see.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use madoguchi_contract::me::Role;

use crate::{
    api::{ApiError, ErrorKind},
    components::{breadcrumb::Breadcrumb, failure::Failure, page_title::PageTitle},
    i18n::{Text, t},
    routes,
    state::session::use_session,
    util::erased::{attribute, dynamic},
};

/// Whether the person manages the users of the company.
pub fn use_administrator() -> Memo<bool> {
    let session = use_session();
    Memo::new(move |_| session.me().is_some_and(|me| me.role == Role::Administrator))
}

/// The step to account management on the way to a page below it.
#[component]
pub fn AccountStep() -> impl IntoView {
    let administrator = use_administrator();
    view! {
        <li>
            // For everybody else it is the page one is on.
            {dynamic(move || if administrator.get() {
                view! { <a href=routes::ACCOUNT>{t::nav_account}</a> }.into_any()
            } else {
                t::nav_account.into_any()
            })}
        </li>
    }
}

/// Way, heading and tabs of a list.
#[component]
pub fn ListHead(
    /// What the list is called.
    title: Text,
    /// Whose it is.
    lead: Signal<String>,
    /// What stands beside the heading.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let administrator = use_administrator();
    view! {
        <div class="stack stack--tight">
            <Breadcrumb><AccountStep/><li aria-current="page">{title}</li></Breadcrumb>
            <div class="page-head">
                <div>
                    <PageTitle text=Signal::derive(move || title().to_owned())/>
                    <p class="lead">{lead}</p>
                </div>
                {children.map(|children| children())}
            </div>
            {dynamic(move || administrator.get().then(tabs))}
        </div>
    }
}

fn tabs() -> impl IntoView {
    let path = use_location().pathname;
    let tab = move |href: &'static str, title: Text| {
        let current = move || (path.get() == href).then_some("page");
        view! { <a class="tab" href=href aria-current=attribute(current)>{title}</a> }
    };
    view! {
        <nav aria-label=t::nav_account>
            <div class="tabs">
                {tab(routes::CONTACTS, t::contacts)}
                {tab(routes::SIGN_INS, t::sign_ins)}
            </div>
        </nav>
    }
}

/// Its contents for administrators; for everybody else the page that says that they may not.
#[component]
pub fn ForAdministrators(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let administrator = use_administrator();
    let session = use_session();
    let again = Callback::new(move |()| session.ask());
    view! {
        <div class="wrap page">
            {dynamic(move || if administrator.get() {
                children()
            } else {
                view! {
                    <Failure error=ApiError::of(ErrorKind::Forbidden) kept=false on_retry=again/>
                }
                .into_any()
            })}
        </div>
    }
}
