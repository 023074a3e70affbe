//! 認証アプリを設定: get an app, read the QR code or type the secret, enter the code it shows.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{
    limits,
    second_factor::{AppSecret, Pairing},
};

use super::{Context, devices, failure, fault, qr::QrImage};
use crate::{
    api::second_factor::{self, DeviceKind},
    i18n::t,
    state::navigation::use_navigation,
    ui::{
        button::{Button, ButtonKind},
        code_field::{self, CodeField},
        icon::Icon,
        notice::{Notice, NoticeTone},
        text_field::{self, TextField},
    },
    util::{browser, erased::dynamic},
};

const NAME: &str = "device-name";
const CODE: &str = "pairing-code";
const SCAN: &str = "mfa-scan";

#[derive(Clone, Copy)]
struct Setup {
    context: Context,
    secret: RwSignal<Option<AppSecret>>,
    name: RwSignal<String>,
    code: RwSignal<String>,
    name_fault: RwSignal<Option<String>>,
    code_fault: RwSignal<Option<String>>,
    failure: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// The three steps; those with the secret come after the password.
#[component]
pub fn AppSetup(context: Context) -> impl IntoView {
    let setup = Setup {
        context,
        secret: RwSignal::new(None),
        name: RwSignal::new(String::new()),
        code: RwSignal::new(String::new()),
        name_fault: RwSignal::new(None),
        code_fault: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    use_navigation().follow_fault(move || {
        setup.code_fault.with(Option::is_some) || setup.name_fault.with(Option::is_some)
    });
    let begun = Memo::new(move |_| setup.secret.with(Option::is_some));
    let begin = Callback::new(move |()| context.confirmation.before(move || begin(setup)));
    view! {
        <section class="panel panel--roomy" aria-labelledby="mfa-app">
            <div class="panel-head"><h2 id="mfa-app">{t::mfa_app}</h2></div>
            <div class="panel-body">
                {dynamic(move || setup.failure.get().map(|text| view! {
                    <Notice tone=NoticeTone::Danger icon="error" title=text alert=true/>
                }))}
                <ol class="steps">
                    <li class="step">
                        <div class="step-body">
                            <h3>{t::mfa_step_app}</h3>
                            <p>{t::mfa_step_app_text}</p>
                            {dynamic(move || (!begun.get()).then(|| view! {
                                <div class="button-row">
                                    <Button kind=ButtonKind::Primary busy=setup.busy on_press=begin>{t::next}</Button>
                                    <span class="small soft">{t::mfa_asks_password}</span>
                                </div>
                            }))}
                        </div>
                    </li>
                    {dynamic(move || setup.secret.get().map(|secret| scan(setup, secret)))}
                    {dynamic(move || begun.get().then(|| pairing(setup)))}
                </ol>
            </div>
        </section>
    }
}

/// The second step.
fn scan(setup: Setup, secret: AppSecret) -> AnyView {
    let AppSecret { secret, uri } = secret;
    let characters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
    let toasts = setup.context.toasts;
    let copy = Callback::new(move |()| {
        let secret = secret.clone();
        spawn_local(async move {
            if browser::copy(&secret).await {
                toasts.done(t::copied());
            } else {
                toasts.failed(t::copy_failed());
            }
        });
    });
    view! {
        <li class="step">
            <div class="step-body">
                <h3 id=SCAN tabindex="-1">{t::mfa_step_scan}</h3>
                <div class="qr-panel">
                    <QrImage text=uri.clone()/>
                    <div class="stack">
                        <div class="stack stack--tight">
                            <p class="bold">{t::mfa_type_secret}</p>
                            <div class="secret">
                                <code>{groups.join(" ")}</code>
                                <Button class="button--small" on_press=copy><Icon name="copy"/>{t::copy}</Button>
                            </div>
                        </div>
                        <p class="small only-touch">
                            <a class="tall-link" href=uri rel="external"><Icon name="device"/>{t::mfa_open_app}</a>
                        </p>
                    </div>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// The third step.
fn pairing(setup: Setup) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        pair(setup);
    };
    let cancel = Callback::new(move |()| {
        setup.forget();
        browser::focus_soon(devices::heading(DeviceKind::App));
    });
    view! {
        <li class="step">
            <form class="step-body" novalidate on:submit=submit>
                <h3>{t::mfa_step_code}</h3>
                <TextField id=NAME label=t::device_name help=t::device_name_help value=setup.name
                    error=setup.name_fault class="input--narrow"/>
                <CodeField id=CODE value=setup.code help=t::mfa_code_help error=setup.code_fault
                    length=limits::CODE_DIGITS on_full=Callback::new(move |()| pair(setup))/>
                <div class="button-row button-row--fill">
                    <Button kind=ButtonKind::Primary class="button--large" busy=setup.busy>{t::mfa_pair}</Button>
                    <Button kind=ButtonKind::Quiet class="button--large" on_press=cancel>{t::cancel}</Button>
                </div>
            </form>
        </li>
    }
    .into_any()
}

impl Setup {
    /// Back to the first step.
    fn forget(self) {
        self.secret.set(None);
        self.code.set(String::new());
        self.code_fault.set(None);
        self.name_fault.set(None);
    }
}

fn begin(setup: Setup) {
    if setup.busy.get_untracked() {
        return;
    }
    setup.busy.set(true);
    setup.failure.set(None);
    spawn_local(async move {
        let answer = second_factor::new_app().await;
        if setup.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(secret) => {
                setup.secret.set(Some(secret));
                browser::focus_soon(SCAN);
            }
            Err(error) => {
                let error = setup.context.confirmation.unless_required(error, move || begin(setup));
                setup.failure.set(error.map(|error| failure(&error)));
            }
        }
    });
}

fn pair(setup: Setup) {
    if setup.busy.get_untracked() {
        return;
    }
    let name = setup.name.with_untracked(|name| name.trim().to_owned());
    let code = setup.code.with_untracked(|code| code_field::digits(code));
    let name_fault = text_field::fault(&name, None, limits::DEVICE_NAME);
    let code_fault = (code.len() != limits::CODE_DIGITS).then(|| t::code_missing().to_owned());
    let first = if name_fault.is_some() { NAME } else { CODE };
    let complete = name_fault.is_none() && code_fault.is_none();
    setup.name_fault.set(name_fault);
    setup.code_fault.set(code_fault);
    if !complete {
        browser::focus_soon(first);
        return;
    }
    setup.busy.set(true);
    setup.failure.set(None);
    spawn_local(async move {
        let answer = second_factor::pair(&Pairing { name, code }).await;
        if setup.busy.try_set(false).is_some() {
            return;
        }
        let error = match answer {
            Ok(added) => {
                setup.forget();
                setup.name.set(String::new());
                setup.context.toasts.done(t::mfa_paired());
                browser::focus_soon(devices::heading(DeviceKind::App));
                setup.context.take(added.second_factor, added.recovery_codes);
                return;
            }
            Err(error) => error,
        };
        let again = move || pair(setup);
        let Some(error) = setup.context.confirmation.unless_required(error, again) else { return };
        if error.fields.iter().any(|field| field.code == "expired") {
            // Another secret is another code: nothing of the old one is of use.
            setup.forget();
            setup.failure.set(Some(t::mfa_expired().to_owned()));
            return;
        }
        let (name, code) = (fault(&error, "name"), fault(&error, "code"));
        if name.is_none() && code.is_none() {
            setup.failure.set(Some(failure(&error)));
        } else {
            browser::focus_soon(if name.is_some() { NAME } else { CODE });
        }
        setup.name_fault.set(name);
        setup.code_fault.set(code);
    });
}
