//! `/sign-in`: the form, and help for those it does not let in (specification, sign-in).

use leptos::prelude::*;
use madoguchi_contract::session::Session;

use crate::{
    components::{
        desk_contact::DeskContact, lock_line::LockLine, page_title::PageTitle,
        sign_in_form::SignInForm,
    },
    i18n::t,
    routes,
    state::session::{Status, use_session},
    util::{browser, erased::effect},
};

/// The sign-in page. Who is signed in already goes on at once, who has shown the password already
/// goes on to the second factor.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    effect(move || {
        if session.status() == Status::Active {
            browser::start_over(&routes::wanted());
        } else if session.step().is_some() {
            browser::replace(&routes::verify(&routes::wanted()));
        }
    });
    let signed_in = Callback::new(move |answer: Session| session.take(answer));
    view! {
        <div class="wrap wrap--entry page">
            <div class="entry-window">
                <section class="entry-main stack">
                    <PageTitle text=Signal::derive(|| t::sign_in().to_owned())/>
                    <SignInForm on_signed_in=signed_in/>
                    <p><a class="tall-link" href=routes::PASSWORD_RESET rel="external">{t::forgot_password}</a></p>
                    <LockLine/>
                </section>
                <Help/>
            </div>
        </div>
    }
}

/// Beside the form: the first password, and how to reach the desk.
#[component]
fn Help() -> impl IntoView {
    view! {
        <aside class="entry-side-pane stack stack--wide" aria-label=t::sign_in_help>
            <section class="stack stack--tight">
                <h2 class="side-title">{t::sign_in_first_title}</h2>
                <p class="small">{t::sign_in_first_text}</p>
                <p><a class="tall-link small" href=routes::PASSWORD_RESET rel="external">{t::sign_in_first_link}</a></p>
            </section>
            <section class="stack stack--tight">
                <h2 class="side-title">{t::sign_in_trouble_title}</h2>
                <p><a class="tall-link small" href=routes::ACCESS_HELP rel="external">{t::sign_in_access_link}</a></p>
                <DeskContact/>
            </section>
        </aside>
    }
}
