//! User ID and password: on the sign-in page, and in place when a session has ended.

mod kinds;

use leptos::{html, prelude::*, task::spawn_local};
use madoguchi_contract::{
    problem::code,
    session::{Session, SignIn},
};

use self::kinds::{KINDS, Kinds, use_kinds};
use crate::{
    api::{self, ApiError},
    components::{
        user_id_field::{self, UserIdField},
        wording,
    },
    i18n::t,
    state::{navigation::use_navigation, session::use_session},
    ui::{
        button::{Button, ButtonKind},
        error_summary::{ErrorSummary, FieldFault},
        notice::{Notice, NoticeTone},
        password_field::PasswordField,
    },
    util::{
        browser,
        erased::{dynamic, effect},
    },
};

const PASSWORD: &str = "password";

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
    let kinds = use_kinds();
    let session = use_session();
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
            kind: kinds.chosen(),
        };
        if form.user_id.is_empty() || form.password.is_empty() || untrack(|| kinds.is_missing()) {
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
                    answer.try_set(Answer::Failed(error));
                    attempt.try_update(|attempt| *attempt += 1);
                    browser::focus_soon(PASSWORD);
                }
            }
        });
    };
    let missing = move |empty: Signal<bool>, text: fn() -> &'static str| {
        Signal::derive(move || {
            (answer.get() == Answer::Incomplete && empty.get()).then(|| text().to_owned())
        })
    };
    let is_empty = |value: RwSignal<String>| {
        Signal::derive(move || value.with(|value| value.trim().is_empty()))
    };
    let kind_error = missing(Signal::derive(move || kinds.is_missing()), t::sign_in_kind_missing);
    let user_id_error = missing(is_empty(user_id), t::sign_in_user_id_missing);
    let password_error = missing(is_empty(password), t::sign_in_password_missing);
    let faults = Signal::derive(move || {
        [(KINDS, kind_error), (user_id_field::ID, user_id_error), (PASSWORD, password_error)]
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
                Answer::Failed(error) => Some(failure(&error, kinds)),
                Answer::None if session.step_expired() => Some(expired()),
                Answer::None | Answer::Incomplete => None,
            })}
            <Kinds kinds=kinds error=kind_error/>
            <UserIdField value=user_id error=user_id_error fixed=fixed node_ref=user_id_input/>
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

/// Why nobody was signed in. Nothing in it says whether the ID exists.
fn failure(error: &ApiError, kinds: Kinds) -> AnyView {
    let (title, text) = if error.is(code::SIGN_IN_FAILED) {
        (t::sign_in_failed().to_owned(), Some(t::sign_in_failed_help()))
    } else {
        (wording::refusal(error), None)
    };
    let other = text.and_then(|_| kinds.others()).map(|kinds| t::sign_in_other_kind(&kinds));
    view! {
        <Notice tone=NoticeTone::Danger icon="error" title=title alert=true>
            {text.map(|text| view! { <p>{text}</p> })}
            {other.map(|text| view! { <p>{text}</p> })}
        </Notice>
    }
    .into_any()
}

/// The second factor took too long.
fn expired() -> AnyView {
    view! {
        <Notice tone=NoticeTone::Info icon="clock" title=t::sign_in_expired().to_owned() alert=true>
            <p>{t::sign_in_expired_help}</p>
        </Notice>
    }
    .into_any()
}
