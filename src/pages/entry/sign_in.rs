//! `/sign-in`: the form, and help for those it does not let in (specification, sign-in).

use leptos::prelude::*;
use madoguchi_contract::session::Session;

use crate::{
    components::{footer::SupportHoursLine, page_title::PageTitle, sign_in_form::SignInForm},
    i18n::t,
    routes,
    state::{
        session::{Status, use_session},
        site::use_site,
    },
    ui::icon::Icon,
    util::{
        browser,
        erased::{dynamic, effect},
        url::safe_return_path,
    },
};

/// The sign-in page. Who is signed in already goes on at once.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    effect(move || {
        if session.status() == Status::Active {
            let wanted = browser::query_value("return").unwrap_or_default();
            browser::start_over(safe_return_path(&wanted).unwrap_or(routes::HOME));
        }
    });
    let signed_in = Callback::new(move |answer: Session| session.take(answer));
    view! {
        <div class="wrap wrap--entry page">
            <div class="entry-window">
                <section class="entry-main stack">
                    <PageTitle text=Signal::derive(|| t::sign_in().to_owned())/>
                    <SignInForm on_signed_in=signed_in/>
                    <LockLine/>
                </section>
                <Help/>
            </div>
        </div>
    }
}

/// The sentence about the lock, always on the page.
#[component]
fn LockLine() -> impl IntoView {
    let site = use_site();
    move || {
        site.options().map(|options| view! {
            <p class="small soft">{t::sign_in_lock(&options.lock_attempts, &options.lock_minutes)}</p>
        })
    }
}

/// Beside the form: how to reach the desk.
#[component]
fn Help() -> impl IntoView {
    let site = use_site();
    view! {
        <aside class="entry-side-pane stack stack--wide" aria-label=t::sign_in_help>
            <section class="stack stack--tight">
                <h2 class="side-title">{t::sign_in_first_title}</h2>
                <p class="small">{t::sign_in_first_text}</p>
            </section>
            <section class="stack stack--tight">
                <h2 class="side-title">{t::sign_in_trouble_title}</h2>
                <p class="small">{t::sign_in_trouble_text}</p>
                {dynamic(move || site.options().map(|options| view! {
                    <p class="phone-line">
                        <Icon name="phone"/>
                        <span>
                            <a class="tall-link num bold" href=routes::telephone(&options.support.telephone)>
                                {options.support.telephone.clone()}
                            </a>
                        </span>
                    </p>
                    <p class="phone-line">
                        <Icon name="enquiry"/>
                        <a class="tall-link small" href=routes::mail(&options.support.mail)>{options.support.mail.clone()}</a>
                    </p>
                }))}
                <div class="small">
                    {dynamic(move || site.hours().map(|hours| view! { <SupportHoursLine hours=hours/> }))}
                </div>
            </section>
        </aside>
    }
}
