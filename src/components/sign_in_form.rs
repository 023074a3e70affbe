//! User ID and password: on the sign-in page, and in place when a session has ended.

use crate::util::{
    browser,
    erased::{attribute, dynamic, effect},
};
use leptos::{html, prelude::*, task::spawn_local};
use madoguchi_contract::{
    limits,
    problem::code,
    session::{Session, SignIn},
};

use crate::{
    api::{self, ApiError, ErrorKind},
    components::wording,
    i18n::t,
    routes,
    state::{
        navigation::use_navigation,
        site::{Site, use_site},
    },
    ui::{
        button::{Button, ButtonKind},
        error_summary::{ErrorSummary, FieldFault},
        field::{Field, described_by},
        notice::{Notice, NoticeTone},
        password_field::PasswordField,
    },
};

const USER_ID: &str = "user-id";
const PASSWORD: &str = "password";
const REFUSAL: &str = "sign-in-refusal";

/// What the form says back after it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    None,
    /// Fields were left empty.
    Incomplete,
    Failed(ApiError),
}

/// The form; `on_signed_in` gets the session.
#[component]
pub fn SignInForm(
    /// The ID that is asked to sign in again; it cannot be changed then.
    #[prop(optional, into)]
    fixed_user_id: Option<String>,
    /// The person is signed in.
    on_signed_in: Callback<Session>,
) -> impl IntoView {
    let fixed = fixed_user_id.is_some();
    let user_id = RwSignal::new(fixed_user_id.unwrap_or_default());
    let password = RwSignal::new(String::new());
    let password_input = NodeRef::<html::Input>::new();
    let user_id_input = NodeRef::<html::Input>::new();
    let answer = RwSignal::new(Answer::None);
    let busy = RwSignal::new(false);
    let site = use_site();
    let attempt = RwSignal::new(0_u32);

    // Browsers fill in fields without telling; the inputs themselves know best.
    let read_inputs = move || {
        if let Some(input) = user_id_input.get_untracked() {
            user_id.set(input.value());
        }
        if let Some(input) = password_input.get_untracked() {
            password.set(input.value());
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        read_inputs();
        let form = SignIn {
            user_id: user_id.with_untracked(|id| id.trim().to_owned()),
            password: password.get_untracked(),
            kind: None,
        };
        if form.user_id.is_empty() || form.password.is_empty() {
            answer.set(Answer::Incomplete);
            attempt.update(|attempt| *attempt += 1);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let result = api::session::sign_in(&form).await;
            busy.try_set(false);
            match result {
                Ok(session) => on_signed_in.run(session),
                Err(error) => {
                    if error.is(code::SIGN_IN_FAILED) {
                        password.try_set(String::new());
                    }
                    // Where typing again cannot help, the reader is led to what can.
                    let next =
                        if error.is(code::SECOND_FACTOR_UNAVAILABLE) { REFUSAL } else { PASSWORD };
                    answer.try_set(Answer::Failed(error));
                    attempt.try_update(|attempt| *attempt += 1);
                    browser::focus_soon(next);
                }
            }
        });
    };
    let missing = move |value: RwSignal<String>, text: fn() -> &'static str| {
        Signal::derive(move || {
            let empty = value.with(|value| value.trim().is_empty());
            (answer.get() == Answer::Incomplete && empty).then(|| text().to_owned())
        })
    };
    let user_id_error = missing(user_id, t::sign_in_user_id_missing);
    let password_error = missing(password, t::sign_in_password_missing);
    let faults = Signal::derive(move || {
        [(USER_ID, user_id_error), (PASSWORD, password_error)]
            .into_iter()
            .filter_map(|(id, error)| error.get().map(|text| FieldFault { id, text }))
            .collect::<Vec<_>>()
    });
    use_navigation().follow_fault(move || match answer.get() {
        Answer::None => false,
        Answer::Incomplete => faults.with(|faults| !faults.is_empty()),
        Answer::Failed(_) => true,
    });
    if fixed {
        // Only the password is asked for.
        effect(move || {
            if password_input.get().is_some() {
                browser::focus_soon(PASSWORD);
            }
        });
    }

    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary faults=faults attempt=attempt/>
            {dynamic(move || match answer.get() {
                Answer::Failed(error) => Some(failure(&error, site)),
                Answer::None | Answer::Incomplete => None,
            })}
            <Field id=USER_ID label=Signal::derive(|| t::user_id().to_owned()) required=true error=user_id_error>
                <input
                    node_ref=user_id_input
                    class="input"
                    id=USER_ID
                    name="username"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength=limits::USER_ID.to_string()
                    readonly=fixed
                    aria-required="true"
                    aria-invalid=attribute(move || user_id_error.with(Option::is_some).then_some("true"))
                    aria-describedby=attribute(move || described_by(USER_ID, false, user_id_error.with(Option::is_some)))
                    prop:value=user_id
                    on:input=move |event| user_id.set(event_target_value(&event))
                />
            </Field>
            <PasswordField
                id=PASSWORD
                label=Signal::derive(|| t::password().to_owned())
                value=password
                error=password_error
                autocomplete="current-password"
                node_ref=password_input
            />
            <Button kind=ButtonKind::Primary class="button--large button--block" busy=busy>
                {dynamic(move || if busy.get() { t::sign_in_busy() } else { t::sign_in() })}
            </Button>
        </form>
    }
}

fn failure(error: &ApiError, site: Site) -> AnyView {
    let second_factor = error.is(code::SECOND_FACTOR_UNAVAILABLE);
    let title = if error.is(code::SIGN_IN_FAILED) {
        t::sign_in_failed().to_owned()
    } else if second_factor {
        t::sign_in_second_factor().to_owned()
    } else if error.kind == ErrorKind::Busy {
        let minutes = error.retry_after.map_or(10, |seconds| u64::from(seconds.div_ceil(60)));
        t::sign_in_throttled(minutes)
    } else {
        wording::failure(error)
    };
    let text = if error.is(code::SIGN_IN_FAILED) {
        Some(t::sign_in_failed_help())
    } else if second_factor {
        Some(t::sign_in_second_factor_help())
    } else {
        None
    };
    let telephone = move || {
        site.options().filter(|_| second_factor).map(|options| {
            let number = options.support.telephone;
            view! { <p><a class="tall-link num bold" href=routes::telephone(&number)>{number.clone()}</a></p> }
        })
    };
    view! {
        // What takes the focus is read out by that alone.
        <div id=REFUSAL tabindex="-1">
            <Notice tone=NoticeTone::Danger icon="error" title=title alert=!second_factor>
                {text.map(|text| view! { <p>{text}</p> })}
                {dynamic(telephone)}
            </Notice>
        </div>
    }
    .into_any()
}
