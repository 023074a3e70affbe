//! `/sign-in/verify`: the second factor, and once in a lifetime the offer of a handier one
//! (specification, multi-factor step).

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::session::Session;

use crate::{
    api,
    components::{page_title::PageTitle, verify_form::VerifyForm, wording},
    i18n::t,
    routes,
    state::{
        navigation::use_navigation,
        session::{SessionState, Status, use_session},
    },
    ui::{
        button::{Button, ButtonKind},
        notice::{Notice, NoticeTone},
        skeleton::Skeleton,
    },
    util::{
        browser,
        erased::{dynamic, effect},
    },
};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Waiting,
    Form,
    Offer,
    Unreachable(String),
}

/// The page. Who has not shown a password goes to sign-in, who is signed in goes on.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let session = use_session();
    let offered = RwSignal::new(false);
    effect(move || match session.status() {
        Status::Active if !offered.get() => browser::start_over(&routes::wanted()),
        Status::Anonymous if session.step().is_none() => {
            browser::replace(&routes::sign_in(&routes::wanted()));
        }
        _ => {}
    });
    let part = Memo::new(move |_| match session.status() {
        _ if offered.get() => Part::Offer,
        Status::Unreachable(error) => Part::Unreachable(wording::failure(&error)),
        _ if session.step().is_some() => Part::Form,
        _ => Part::Waiting,
    });
    view! {
        <div class="wrap wrap--narrow page">
            {dynamic(move || match part.get() {
                Part::Waiting => view! { <Skeleton/> }.into_any(),
                Part::Form => form(session, offered),
                Part::Offer => offer(),
                Part::Unreachable(text) => unreachable(session, text),
            })}
        </div>
    }
}

fn form(session: SessionState, offered: RwSignal<bool>) -> AnyView {
    let navigation = use_navigation();
    let signed_in = Callback::new(move |answer: Session| {
        // Before the session knows, else the page would be left at once.
        if matches!(&answer, Session::Active(active) if active.offer_second_factor) {
            navigation.moved();
            offered.set(true);
        }
        session.take(answer);
    });
    let trouble = RwSignal::new(None::<String>);
    let stopping = RwSignal::new(false);
    let stop = Callback::new(move |()| {
        stopping.set(true);
        spawn_local(async move {
            let answer = api::session::sign_out().await;
            stopping.try_set(false);
            match answer {
                Ok(()) => session.take(Session::Anonymous),
                Err(error) => {
                    trouble.try_set(Some(wording::failure(&error)));
                }
            }
        });
    });
    view! {
        <section class="panel panel--roomy">
            <div class="panel-body">
                <PageTitle text=Signal::derive(|| t::verify_title().to_owned())/>
                {dynamic(move || session.step().map(|step| view! {
                    <VerifyForm step=step on_signed_in=signed_in/>
                }))}
            </div>
        </section>
        {dynamic(move || trouble.get().map(|text| view! {
            <Notice tone=NoticeTone::Danger icon="error" title=text alert=true/>
        }))}
        <p><Button kind=ButtonKind::Quiet busy=stopping on_press=stop>{t::verify_stop}</Button></p>
    }
    .into_any()
}

fn offer() -> AnyView {
    view! {
        <section class="panel panel--roomy">
            <div class="panel-body">
                <PageTitle text=Signal::derive(|| t::offer_title().to_owned())/>
                <p>{t::offer_text}</p>
                <div class="button-row button-row--fill">
                    <a class="button button--primary button--large" href=routes::MFA rel="external">{t::offer_go}</a>
                    <a class="button button--large" href=routes::wanted() rel="external">{t::offer_later}</a>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn unreachable(session: SessionState, text: String) -> AnyView {
    view! {
        <PageTitle text=Signal::derive(|| t::verify_title().to_owned())/>
        <Notice tone=NoticeTone::Danger icon="offline" title=text>
            <div class="button-row">
                <Button on_press=Callback::new(move |()| session.ask())>{t::failure_retry}</Button>
            </div>
        </Notice>
    }
    .into_any()
}
