//! The second factor, in two steps: choose the way, then show it (specification, multi-factor step).
//! On the page of its own, and in place when a session has ended.

mod failure;
mod mailed;
mod verifying;
mod ways;

use leptos::prelude::*;
use madoguchi_contract::session::{Method, SecondFactorStep, Session};

pub use self::verifying::HEADING;
use self::{
    failure::Refused,
    mailed::MailedCodeRow,
    verifying::{CODE, RECOVERY_CODE, Stage, Verifying},
    ways::{Way, Ways},
};
use crate::{
    components::lock_line::LockLine,
    i18n::{Text, t},
    state::navigation::use_navigation,
    ui::{
        button::{Button, ButtonKind},
        code_field::CodeField,
        error_summary::{ErrorSummary, FieldFault},
        text_field::TextField,
    },
    util::erased::dynamic,
};

/// The form; `on_signed_in` gets the session.
#[component]
pub fn VerifyForm(
    /// The ways this person has, and the code that is under way.
    step: SecondFactorStep,
    /// The person is signed in.
    on_signed_in: Callback<Session>,
) -> impl IntoView {
    let verifying = Verifying::start(&step, on_signed_in);
    let ways: Vec<Way> = ways::offered(&step.methods);
    let (mail, hours) = (step.mail, u64::from(step.trust_hours));
    let faults = Signal::derive(move || {
        verifying.fault().map(|(id, text)| FieldFault { id, text }).into_iter().collect::<Vec<_>>()
    });
    use_navigation().follow_fault(move || verifying.is_faulty());
    view! {
        <div class="stack">
            <p class="small soft">{dynamic(move || t::verify_user(&step.user_id))}</p>
            <p class="sr-only" role="status">{verifying.said}</p>
            <ErrorSummary faults=faults attempt=verifying.attempt/>
            <Refused verifying=verifying/>
            {dynamic(move || match verifying.stage.get() {
                Stage::Choose => view! { <Ways verifying=verifying ways=ways.clone() mail=mail.clone()/> }.into_any(),
                Stage::Proof(method) => proof(verifying, method, &mail, hours),
            })}
            <LockLine/>
        </div>
    }
}

/// Step 2: the code, or the passkey.
fn proof(verifying: Verifying, method: Method, mail: &str, hours: u64) -> AnyView {
    let (title, text) = words(method);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        verifying.submit(method);
    };
    let error = Signal::derive(move || verifying.fault().map(|(_, text)| text));
    let full = Callback::new(move |()| verifying.submit(method));
    let field = match method {
        Method::Passkey => ().into_any(),
        Method::RecoveryCode => view! {
            <TextField
                id=RECOVERY_CODE
                label=t::verify_recovery_code
                value=verifying.code
                required=true
                error=error
                // Never kept by the browser, and never shown when the app has stopped.
                autocomplete="one-time-code"
                class="input--narrow mono"
            />
        }
        .into_any(),
        _ => view! {
            <CodeField id=CODE value=verifying.code help=t::verify_auto error=error length=6 on_full=full/>
        }
        .into_any(),
    };
    let mailed = method == Method::Mail;
    let address = mailed.then(|| mail.to_owned()).map(|mail| {
        view! { <span class="phrase">{dynamic(move || t::verify_mail_hint(&mail))}</span> }
    });
    let back = Callback::new(move |()| verifying.choose_again());
    view! {
        <form class="stack" novalidate on:submit=submit>
            <div class="stack stack--tight">
                <h2 class="h-small" id=HEADING tabindex="-1">{title}</h2>
                <p>{text} " " {address}</p>
            </div>
            {field}
            {mailed.then(|| view! { <MailedCodeRow verifying=verifying/> })}
            <label class="choice">
                <input type="checkbox" prop:checked=verifying.trust on:change=move |event| verifying.trust.set(event_target_checked(&event))/>
                <span>{dynamic(move || t::verify_trust(hours))} <small>{t::verify_trust_hint}</small></span>
            </label>
            <div class="button-row button-row--fill">
                <Button kind=ButtonKind::Primary class="button--large" busy=verifying.busy>
                    {dynamic(move || match (verifying.busy.get(), method) {
                        (true, _) => t::verify_busy(),
                        (false, Method::Passkey) => t::verify_by_passkey(),
                        (false, _) => t::verify(),
                    })}
                </Button>
            </div>
            <div class="verify-foot stack stack--tight">
                {mailed.then(|| view! {
                    <h3 class="side-title">{t::verify_no_code}</h3>
                    <p class="small">{t::verify_no_mail}</p>
                })}
                <p><Button on_press=back>{t::verify_other}</Button></p>
            </div>
        </form>
    }
    .into_any()
}

/// What a way is called, and what to do.
fn words(method: Method) -> (Text, Text) {
    match method {
        Method::Passkey => (t::verify_by_passkey, t::verify_passkey_text),
        Method::App => (t::verify_by_app, t::verify_app_text),
        Method::RecoveryCode => (t::verify_by_recovery, t::verify_recovery_text),
        Method::Mail | Method::Unknown => (t::verify_by_mail, t::verify_mail_text),
    }
}
