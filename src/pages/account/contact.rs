//! `/account/contacts/:id` and `/account/contacts/new`: one form for a person of the company.

mod actions;
mod check;
mod editor;
mod facts;
mod fields;
mod form;
mod lines;
mod merge;
mod numbers;
mod view;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use madoguchi_contract::contacts::{Contact, ContactOptions};

use super::frame::{AccountStep, ForAdministrators};
use crate::{
    api,
    components::{
        breadcrumb::Breadcrumb,
        loaded::{Load, Loaded, load, load_page},
        page_title::PageTitle,
    },
    i18n::t,
    routes,
    util::erased::dynamic,
};

/// A new contact.
#[component]
pub fn NewContactPage() -> impl IntoView {
    view! { <ForAdministrators><NewContact/></ForAdministrators> }
}

#[component]
fn NewContact() -> impl IntoView {
    let options = load(api::contacts::options);
    let title = Signal::derive(|| t::contacts_new().to_owned());
    view! {
        <div>
            {head(title)}
            <p class="lead">{t::contact_new_lead}</p>
        </div>
        {once(options, move |options| view! { <view::ContactForm options=options contact=None/> }.into_any())}
    }
}

/// A contact.
#[component]
pub fn ContactPage() -> impl IntoView {
    view! { <ForAdministrators><OneContact/></ForAdministrators> }
}

#[component]
fn OneContact() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let contact = load_page(id, api::contacts::read);
    let options = load(api::contacts::options);
    // The form stays while the contact changes, so that nothing typed is lost.
    let found = Memo::new(move |_| contact.with(|contact| contact.map(|c| c.summary.id.clone())));
    dynamic(move || match found.get() {
        Some(_) => view! { <Found contact=contact options=options/> }.into_any(),
        None => view! { <Loaded load=contact children=|_| ().into_any()/> }.into_any(),
    })
}

#[component]
fn Found(contact: Load<Contact>, options: Load<ContactOptions>) -> impl IntoView {
    let name = move || contact.with(|c| c.map(|c| c.summary.name.clone()).unwrap_or_default());
    view! {
        <div class="page-head case-head">
            {head(Signal::derive(name))}
            <actions::Actions contact=contact/>
        </div>
        {once(options, move |options| view! {
            <view::ContactForm options=options contact=Some(contact)/>
        }.into_any())}
    }
}

fn head(title: Signal<String>) -> impl IntoView {
    view! {
        <div class="stack stack--tight">
            <Breadcrumb>
                <AccountStep/>
                <li><a href=routes::CONTACTS>{t::contacts}</a></li>
                <li aria-current="page">{title}</li>
            </Breadcrumb>
            <PageTitle text=title/>
        </div>
    }
}

/// Draws the first answer and stays with it, so that nothing typed is lost when it is read again.
fn once(
    options: Load<ContactOptions>,
    draw: impl Fn(ContactOptions) -> AnyView + Send + 'static,
) -> impl IntoView {
    let there = Memo::new(move |_| options.with(|options| options.is_some()));
    dynamic(move || match there.get().then(|| untrack(|| options.value())).flatten() {
        Some(options) => draw(options),
        None => view! { <Loaded load=options children=|_| ().into_any()/> }.into_any(),
    })
}
