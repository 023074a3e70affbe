//! `/profile`: the person's data, mail address, ways in, and how they like the portal.

mod basics;
mod lists;
mod look;
mod mail;
mod notifications;
mod preferring;
mod security;

use leptos::prelude::*;
use madoguchi_contract::me::Role;

use self::{
    basics::{Basics, BasicsSection},
    lists::ListsSection,
    look::LookSection,
    mail::MailSection,
    notifications::NotificationsSection,
    security::{MfaSection, PasswordSection},
};
use crate::{
    api,
    components::{
        breadcrumb::Breadcrumb,
        confirmation::{Confirmation, ConfirmationDialog},
        loaded::{Loaded, load},
        page_title::PageTitle,
    },
    i18n::{Text, t},
    routes,
    state::session::use_session,
    util::erased::dynamic,
};

/// A part of the page: the id of its heading, and what it is called.
type Part = (&'static str, Text);

const BASICS: Part = ("profile-basics", t::profile_basics);
const MAIL: Part = ("profile-mail", t::profile_mail);
const PASSWORD: Part = ("profile-password", t::password_change);
const MFA: Part = ("profile-mfa", t::profile_mfa);
const LOOK: Part = ("profile-look", t::profile_look);
const NOTIFICATIONS: Part = ("profile-notifications", t::profile_notifications);
const LISTS: Part = ("profile-lists", t::profile_lists);

/// The page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let session = use_session();
    let profile = load(api::profile::read);
    // What was typed outlives a reading of the profile.
    let basics = Basics::new(profile);
    let confirmation = Confirmation::start();
    let there = Memo::new(move |_| profile.with(|profile| profile.is_some()));
    let who = move || {
        session.me().map(|me| match me.role {
            Role::Administrator => t::menu_administrator(&me.name, &me.company),
            Role::GeneralUser | Role::Unknown => t::menu_user(&me.name, &me.company),
        })
    };
    view! {
        <div class="wrap page">
            <div class="stack stack--tight">
                <Breadcrumb><li aria-current="page">{t::user_profile}</li></Breadcrumb>
                <PageTitle text=Signal::derive(|| t::user_profile().to_owned())/>
                <p class="lead">{dynamic(who)}</p>
            </div>
            <Loaded load=profile children=|_| ().into_any()/>
            {dynamic(move || there.get().then(|| view! {
                <div class="with-rail">
                    <Rail/>
                    <div class="stack">
                        <BasicsSection basics=basics/>
                        <MailSection profile=profile confirmation=confirmation/>
                        <PasswordSection/>
                        <MfaSection/>
                        <LookSection/>
                        <NotificationsSection/>
                        <ListsSection/>
                    </div>
                </div>
            }))}
            <ConfirmationDialog confirmation=confirmation/>
        </div>
    }
}

/// The parts, and the pages that belong to the person.
#[component]
fn Rail() -> impl IntoView {
    let link = |(id, text): Part| {
        view! { <li><a class="view-link" href=routes::heading(id) rel="external">{text}</a></li> }
    };
    view! {
        <nav class="views sticky only-wide" aria-label=t::profile_parts>
            <ul>
                {[BASICS, MAIL, PASSWORD, MFA, LOOK, NOTIFICATIONS, LISTS].map(link).collect_view()}
                <li><a class="view-link" href=routes::SESSIONS>{t::sessions}</a></li>
                <li><a class="view-link" href=routes::own_sign_ins()>{t::sign_ins}</a></li>
            </ul>
        </nav>
    }
}

/// A part of the page with its heading and what is said under it.
fn section(part: Part, lead: Option<Text>, body: AnyView, foot: Option<AnyView>) -> AnyView {
    let (id, title) = part;
    view! {
        <section class="panel panel--roomy" aria-labelledby=id>
            <div class="panel-head">
                <div>
                    <h2 id=id tabindex="-1">{title}</h2>
                    {lead.map(|lead| view! { <p class="small soft">{lead}</p> })}
                </div>
            </div>
            <div class="panel-body">{body}</div>
            {foot.map(|foot| view! { <div class="panel-foot"><div class="button-row">{foot}</div></div> })}
        </section>
    }
    .into_any()
}
