//! `/account`: what there is to manage. Who manages nobody goes on to their own history.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::frame::use_administrator;
use crate::{
    components::{breadcrumb::Breadcrumb, page_title::PageTitle},
    i18n::{Text, t},
    routes,
    ui::icon::Icon,
    util::erased::{dynamic, effect},
};

/// Account management.
#[component]
pub fn AccountPage() -> impl IntoView {
    let administrator = use_administrator();
    let navigate = use_navigate();
    effect(move || {
        if !administrator.get() {
            let options = NavigateOptions { replace: true, ..Default::default() };
            navigate(routes::SIGN_INS, options);
        }
    });
    dynamic(move || administrator.get().then(landing))
}

fn landing() -> impl IntoView {
    view! {
        <div class="wrap page">
            <div class="stack stack--tight">
                <Breadcrumb><li aria-current="page">{t::nav_account}</li></Breadcrumb>
                <PageTitle text=Signal::derive(|| t::nav_account().to_owned())/>
            </div>
            <nav aria-label=t::nav_account>
                <ul class="tiles">
                    {tile(routes::CONTACTS, "account", t::contacts, t::account_contacts_text)}
                    {tile(routes::NEW_CONTACT, "plus", t::contacts_new, t::account_new_text)}
                    {tile(routes::SIGN_INS, "clock", t::sign_ins, t::account_sign_ins_text)}
                </ul>
            </nav>
        </div>
    }
}

fn tile(href: &'static str, icon: &'static str, title: Text, text: Text) -> impl IntoView {
    view! {
        <li>
            <a class="tile" href=href>
                <Icon name=icon/>
                <span class="tile-title">{title}</span>
                <span class="tile-text">{text}</span>
            </a>
        </li>
    }
}
