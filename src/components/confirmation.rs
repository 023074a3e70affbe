//! The password once more, before something that opens the account is changed. It holds for a while;
//! when the server wants it again in the middle of something, that is done again afterwards.

use std::{sync::Arc, time::Duration};

use leptos::{html, prelude::*, task::spawn_local};
use madoguchi_contract::problem::code;

use crate::{
    api::{self, ApiError},
    components::{lock_line::LockLine, wording},
    i18n::t,
    state::navigation::use_navigation,
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        notice::{Notice, NoticeTone},
        password_field::PasswordField,
    },
    util::{browser, erased::dynamic},
};

const PASSWORD: &str = "confirm-password";

/// How long a typed password is taken to hold; a little less than the server's ten minutes.
const HOLDS: Duration = Duration::from_secs(9 * 60);

/// What is done once the password was typed.
type Act = Arc<dyn Fn() + Send + Sync>;

/// The question for the password; copies are the same.
#[derive(Clone, Copy)]
pub struct Confirmation {
    waiting: RwSignal<Option<Act>>,
    /// Until when it holds, by the browser's clock in milliseconds.
    until: StoredValue<f64>,
}

impl Confirmation {
    /// Nothing asked yet.
    pub fn start() -> Self {
        Self { waiting: RwSignal::new(None), until: StoredValue::new(0.0) }
    }

    /// Does `act`, after the password was typed where it no longer holds.
    pub fn before(self, act: impl Fn() + Send + Sync + 'static) {
        if browser::now() < self.until.get_value() {
            act();
        } else {
            self.ask(act);
        }
    }

    /// What else failed; when only the password was missing it is asked for, and `act` done again.
    pub fn unless_required(
        self,
        error: ApiError,
        act: impl Fn() + Send + Sync + 'static,
    ) -> Option<ApiError> {
        if error.is(code::CONFIRMATION_REQUIRED) {
            self.ask(act);
            None
        } else {
            Some(error)
        }
    }

    fn ask(self, act: impl Fn() + Send + Sync + 'static) {
        self.waiting.set(Some(Arc::new(act)));
        browser::focus_soon(PASSWORD);
    }

    fn confirmed(self) {
        self.until.set_value(browser::now() + HOLDS.as_millis() as f64);
        let act = self.waiting.get_untracked();
        self.waiting.set(None);
        if let Some(act) = act {
            act();
        }
    }
}

/// The dialog; stands last in a page, so that it lies over the page's other dialogs.
#[component]
pub fn ConfirmationDialog(
    /// What it belongs to.
    confirmation: Confirmation,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let open = Memo::new(move |_| confirmation.waiting.with(Option::is_some));
    let password = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    use_navigation().follow_fault(move || open.get() && fault.with(Option::is_some));
    let forget = move || {
        password.set(String::new());
        fault.set(None);
        failure.set(None);
    };
    let cancel = Callback::new(move |()| {
        forget();
        confirmation.waiting.set(None);
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = password.get_untracked();
        failure.set(None);
        if typed.is_empty() {
            fault.set(Some(t::password_current_missing().to_owned()));
            browser::focus_soon(PASSWORD);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::profile::confirm(typed).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    forget();
                    confirmation.confirmed();
                }
                Err(error) if error.fields.is_empty() => {
                    failure.set(Some(wording::failure(&error)))
                }
                Err(_) => {
                    password.set(String::new());
                    fault.set(Some(t::password_current_wrong().to_owned()));
                    browser::focus_soon(PASSWORD);
                }
            }
        });
    };
    view! {
        <Dialog open=open id="confirm" on_cancel=cancel title=Signal::derive(|| t::confirm_title().to_owned())>
            <form novalidate on:submit=submit>
                <div class="dialog-body dialog-body--more">
                    <p>{t::confirm_text}</p>
                    {dynamic(move || failure.get().map(|text| view! {
                        <Notice tone=NoticeTone::Danger icon="error" title=text alert=true/>
                    }))}
                    <PasswordField
                        id=PASSWORD
                        label=Signal::derive(|| t::password_current().to_owned())
                        value=password
                        error=fault
                        autocomplete="current-password"
                        node_ref=input
                    />
                    <LockLine/>
                </div>
                <div class="dialog-foot">
                    <Button on_press=cancel>{t::cancel}</Button>
                    <Button kind=ButtonKind::Primary busy=busy>{t::next}</Button>
                </div>
            </form>
        </Dialog>
    }
}
