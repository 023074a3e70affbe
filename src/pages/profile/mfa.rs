//! `/profile/mfa`: 多要素認証を構成. Apps, passkeys, recovery codes, and switching it off. Every change
//! asks for the password first.

mod app;
mod codes;
mod devices;
mod qr;
mod question;

use leptos::prelude::*;
use madoguchi_contract::{limits, problem::code, second_factor::SecondFactor};

pub use self::devices::about;
use self::{
    app::AppSetup,
    codes::{NewCodes, RecoveryCodes},
    devices::{Apps, Passkeys},
    question::{Question, QuestionDialog},
};
use crate::{
    api::{ApiError, second_factor},
    components::{
        breadcrumb::Breadcrumb,
        confirmation::{Confirmation, ConfirmationDialog},
        loaded::{Load, Loaded, load},
        page_title::{self, PageTitle},
        wording,
    },
    i18n::{Text, t},
    routes,
    state::toasts::{Toasts, use_toasts},
    ui::{
        button::Button,
        notice::{Notice, NoticeTone},
    },
    util::{browser, erased::dynamic},
};

/// What the parts of the page share; copies are the same.
#[derive(Clone, Copy)]
struct Context {
    factor: Load<SecondFactor>,
    confirmation: Confirmation,
    question: RwSignal<Option<Question>>,
    /// New recovery codes, until the person has kept them.
    codes: RwSignal<Vec<String>>,
    toasts: Toasts,
}

impl Context {
    /// Takes over how it stands after a change.
    fn take(self, factor: SecondFactor, codes: Vec<String>) {
        self.factor.set(factor);
        if !codes.is_empty() {
            self.codes.set(codes);
            browser::focus_soon(page_title::ID);
        }
    }

    /// Asks for the password where it no longer holds, then `question`.
    fn ask(self, question: Question) {
        self.confirmation.before(move || question::open(self, question.clone()));
    }
}

/// The page.
#[component]
pub fn MfaPage() -> impl IntoView {
    let context = Context {
        factor: load(second_factor::read),
        confirmation: Confirmation::start(),
        question: RwSignal::new(None),
        codes: RwSignal::new(Vec::new()),
        toasts: use_toasts(),
    };
    let known = Memo::new(move |_| context.factor.with(|factor| factor.is_some()));
    let keeping = Memo::new(move |_| context.codes.with(|codes| !codes.is_empty()));
    let title = Signal::derive(move || {
        if keeping.get() { t::codes_title() } else { t::mfa_configure() }.to_owned()
    });
    view! {
        <div class="wrap page">
            <div class="stack stack--tight">
                <div class="no-print">
                    <Breadcrumb>
                        <li><a href=routes::PROFILE>{t::user_profile}</a></li>
                        <li aria-current="page">{t::mfa_configure}</li>
                    </Breadcrumb>
                </div>
                <PageTitle text=title/>
                {dynamic(move || (!keeping.get()).then(|| view! { <p class="lead">{t::mfa_why}</p> }))}
            </div>
            <Loaded load=context.factor children=|_| ().into_any()/>
            {dynamic(move || match (known.get(), keeping.get()) {
                (false, _) => ().into_any(),
                (true, true) => view! { <NewCodes context=context/> }.into_any(),
                (true, false) => view! { <Parts context=context/> }.into_any(),
            })}
            <QuestionDialog context=context/>
            <ConfirmationDialog confirmation=context.confirmation/>
        </div>
    }
}

/// How it stands, setting up an app, and beside that what there is.
#[component]
fn Parts(context: Context) -> impl IntoView {
    view! {
        <div class="with-aside">
            <div class="stack">
                {dynamic(move || context.factor.value().map(standing))}
                <AppSetup context=context/>
            </div>
            <div class="stack">
                <Apps context=context/>
                <Passkeys context=context/>
                <RecoveryCodes context=context/>
                <section class="panel" aria-labelledby="mfa-lost">
                    <div class="panel-head"><h2 id="mfa-lost">{t::mfa_lost}</h2></div>
                    <div class="panel-body"><p class="small">{t::mfa_lost_text}</p></div>
                </section>
                {dynamic(move || context.factor.value().filter(|factor| factor.on).map(|factor| off(context, &factor)))}
            </div>
        </div>
    }
}

/// Whether it is on, and what is asked for.
fn standing(factor: SecondFactor) -> AnyView {
    let SecondFactor { on, apps, passkeys, mail, .. } = factor;
    let mail_only = apps.is_empty() && passkeys.is_empty();
    let (tone, icon, title): (_, _, Text) = if on {
        (NoticeTone::Done, "success", t::mfa_is_on)
    } else {
        (NoticeTone::Info, "info", t::mfa_is_off)
    };
    let text = move || match (on, mail_only) {
        (false, _) => t::mfa_is_off_text().to_owned(),
        (true, true) => t::mfa_mail_only(&mail),
        (true, false) => t::mfa_mail_too(&mail),
    };
    view! {
        <Notice tone=tone icon=icon title=Signal::derive(move || title().to_owned())>
            <p>{dynamic(text)}</p>
        </Notice>
    }
    .into_any()
}

/// Switching it off, for those who may.
fn off(context: Context, factor: &SecondFactor) -> AnyView {
    let inside = if factor.set_by_administrator {
        view! { <div class="panel-body"><p class="small">{t::mfa_by_administrator}</p></div> }
            .into_any()
    } else {
        let press = Callback::new(move |()| context.ask(Question::SwitchOff));
        view! {
            <div class="panel-body"><p class="small">{t::mfa_off_text}</p></div>
            <div class="panel-foot"><Button class="button--block" on_press=press>{t::mfa_off}</Button></div>
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="mfa-off-title">
            <div class="panel-head"><h2 id="mfa-off-title">{t::mfa_off}</h2></div>
            {inside}
        </section>
    }
    .into_any()
}

/// Why a change could not be made.
fn failure(error: &ApiError) -> String {
    match error.code.as_str() {
        "too_many_devices" => t::mfa_too_many(&limits::DEVICES),
        "passkeys_unavailable" => t::passkey_failed().to_owned(),
        code::SET_BY_ADMINISTRATOR => t::mfa_by_administrator().to_owned(),
        _ => wording::failure(error),
    }
}

/// What is wrong with a field that the server refused.
fn fault(error: &ApiError, field: &str) -> Option<String> {
    let code = &error.fields.iter().find(|fault| fault.field == field)?.code;
    Some(match code.as_str() {
        "wrong" => t::code_wrong().to_owned(),
        "too_long" => t::text_too_long(&limits::DEVICE_NAME),
        _ => t::send_refused().to_owned(),
    })
}
