//! What is known about a contact besides the fields: whether they can sign in, and with what.

use leptos::prelude::*;
use madoguchi_contract::contacts::Contact;

use crate::{
    components::loaded::Load,
    i18n::{Text, t},
    pages::account::contact_state::ContactStateMark,
    ui::time::Time,
    util::erased::dynamic,
};

/// The facts.
pub fn facts(contact: Load<Contact>) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="facts-title">
            <div class="panel-head"><h2 id="facts-title">{t::contact_facts}</h2></div>
            <div class="panel-body">{dynamic(move || contact.value().map(list))}</div>
        </section>
    }
}

fn list(contact: Contact) -> impl IntoView {
    let moment = |at: Option<String>, none: Text| match at {
        Some(at) => view! { <Time at=at/> }.into_any(),
        None => none.into_any(),
    };
    let fact = |name: Text, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let count = |count: u32| dynamic(move || t::contact_count(&count)).into_any();
    let summary = contact.summary;
    view! {
        <dl class="facts">
            {fact(t::contact_state, view! { <ContactStateMark state=summary.state/> }.into_any())}
            {fact(t::contact_last_sign_in, moment(summary.last_sign_in_at, t::contact_never))}
            {fact(t::contact_apps, count(contact.apps))}
            {fact(t::contact_passkeys, count(contact.passkeys))}
            {fact(t::contact_recovery_codes, count(contact.recovery_codes_left))}
            {fact(t::contact_welcome, moment(contact.welcome_mail_at, t::contact_welcome_never))}
        </dl>
    }
}
