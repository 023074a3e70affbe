//! アクション: closing, accepting and rejecting, each as the state allows it.

use crate::util::{
    browser,
    erased::{attribute, dynamic},
};
use leptos::{html, prelude::*, task::spawn_local};
use madoguchi_contract::{
    cases::{CustomerAction, NewTransition},
    limits,
};

use super::{Context, message};
use crate::{
    api::{self, ErrorKind},
    components::{page_title, wording},
    i18n::t,
    state::{
        navigation::use_navigation,
        toasts::{Toasts, use_toasts},
    },
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        field::{Field, described_by},
        icon::Icon,
        menu::Menu,
        notice::{Notice, NoticeTone},
    },
    util::random,
};

const REASON: &str = "reject-reason";

/// Where the focus goes after a question: back to the menu, or where that is gone, to what the case
/// expects now.
const AFTER: &[&str] = &["case-actions-button", message::ID, page_title::ID];

/// The step that is being asked about or sent.
#[derive(Clone, Copy)]
struct Step {
    asking: RwSignal<Option<CustomerAction>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    toasts: Toasts,
}

impl Step {
    /// The question is answered or left.
    fn leave(self) {
        // The page may have been left meanwhile.
        if self.asking.try_set(None).is_none() {
            browser::focus_first_soon(AFTER);
        }
    }
}

/// The menu and its dialogs; nothing when the state allows nothing.
#[component]
pub fn Actions() -> impl IntoView {
    let context = expect_context::<Context>();
    let step = Step {
        asking: RwSignal::new(None),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
        toasts: use_toasts(),
    };
    let allows = move |action| {
        context
            .case
            .with(|case| case.is_some_and(|case| case.summary.state.after(action).is_some()))
    };
    let any = Memo::new(move |_| allows(CustomerAction::Close) || allows(CustomerAction::Accept));
    let resolved = Memo::new(move |_| allows(CustomerAction::Accept));
    let accept = move |_| send(context, step, CustomerAction::Accept, None);
    let ask = move |action| {
        move |_| {
            step.error.set(None);
            step.asking.set(Some(action));
        }
    };
    let items = move || {
        if resolved.get() {
            view! {
                <button class="menu-item" type="button" on:click=accept>
                    <Icon name="state-resolved"/>{t::case_accept}
                </button>
                <button class="menu-item" type="button" on:click=ask(CustomerAction::Reject)>
                    <Icon name="state-in_progress"/>{t::case_reject}
                </button>
            }
            .into_any()
        } else {
            view! {
                <button class="menu-item menu-item--danger" type="button" on:click=ask(CustomerAction::Close)>
                    <Icon name="state-closed"/>{t::case_close}
                </button>
            }
            .into_any()
        }
    };
    view! {
        {dynamic(move || any.get().then(|| view! {
            <div class="button-row">
                <button class="button" id="case-actions-button" type="button" popovertarget="case-actions"
                    aria-busy=attribute(move || step.busy.get().then_some("true"))>
                    {t::actions}<Icon name="chevron-down"/>
                </button>
            </div>
            <Menu id="case-actions" class="menu--anchor">
                <div class="menu-group">{dynamic(items)}</div>
            </Menu>
        }))}
        <CloseDialog step=step/>
        <RejectDialog step=step/>
    }
}

#[component]
fn CloseDialog(step: Step) -> impl IntoView {
    let context = expect_context::<Context>();
    let open = Memo::new(move |_| step.asking.get() == Some(CustomerAction::Close));
    let cancel = Callback::new(move |()| step.leave());
    let close = Callback::new(move |()| send(context, step, CustomerAction::Close, None));
    view! {
        <Dialog open=open id="close-case" on_cancel=cancel
            title=Signal::derive(move || t::case_close_title(&context.number.get()))>
            <div class="dialog-body dialog-body--more">
                <p>{t::case_close_text}</p>
                <StepError step=step/>
            </div>
            <div class="dialog-foot">
                <Button on_press=cancel>{t::cancel}</Button>
                <Button kind=ButtonKind::Danger busy=step.busy on_press=close>{t::case_close}</Button>
            </div>
        </Dialog>
    }
}

#[component]
fn RejectDialog(step: Step) -> impl IntoView {
    let context = expect_context::<Context>();
    let open = Memo::new(move |_| step.asking.get() == Some(CustomerAction::Reject));
    // Kept when the dialog is left, so that a slip loses nothing.
    let reason = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let input = NodeRef::<html::Textarea>::new();
    use_navigation().follow_fault(move || open.get() && fault.with(Option::is_some));
    let cancel = Callback::new(move |()| step.leave());
    let reject = Callback::new(move |()| {
        let text = reason.with_untracked(|reason| reason.trim().to_owned());
        let wrong = if text.is_empty() {
            Some(t::case_reject_missing().to_owned())
        } else if text.chars().count() > limits::REASON {
            Some(t::text_too_long(&limits::REASON))
        } else {
            None
        };
        fault.set(wrong.clone());
        if wrong.is_none() {
            send(context, step, CustomerAction::Reject, Some(text));
        } else if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    });
    view! {
        <Dialog open=open id="reject-case" on_cancel=cancel
            title=Signal::derive(|| t::case_reject_title().to_owned())>
            <div class="dialog-body dialog-body--more">
                <p>{t::case_reject_text}</p>
                <StepError step=step/>
                <Field id=REASON label=Signal::derive(|| t::case_reject_reason().to_owned()) required=true error=fault>
                    <textarea node_ref=input class="input textarea" id=REASON rows="4" aria-required="true"
                        aria-invalid=attribute(move || fault.with(Option::is_some).then_some("true"))
                        aria-describedby=attribute(move || described_by(REASON, false, fault.with(Option::is_some)))
                        prop:value=reason
                        on:input=move |event| {
                            reason.set(event_target_value(&event));
                            fault.set(None);
                        }></textarea>
                </Field>
            </div>
            <div class="dialog-foot">
                <Button on_press=cancel>{t::cancel}</Button>
                <Button kind=ButtonKind::Primary busy=step.busy on_press=reject>{t::case_reject}</Button>
            </div>
        </Dialog>
    }
}

#[component]
fn StepError(step: Step) -> impl IntoView {
    move || {
        step.error.get().map(|error| {
            view! {
                <Notice tone=NoticeTone::Danger icon="error" title=error alert=true/>
            }
        })
    }
}

fn send(context: Context, step: Step, action: CustomerAction, reason: Option<String>) {
    if step.busy.get_untracked() {
        return;
    }
    step.busy.set(true);
    step.error.set(None);
    let number = context.number.get_untracked();
    spawn_local(async move {
        let key = random::idempotency_key();
        let answer = api::cases::transition(&number, &NewTransition { action, reason }, &key).await;
        step.busy.try_set(false);
        match answer {
            Ok(case) => {
                step.toasts.done(match action {
                    CustomerAction::Close => t::case_closed_done(),
                    CustomerAction::Accept => t::case_accepted_done(),
                    CustomerAction::Reject => t::case_rejected_done(),
                });
                context.changed(Some(case));
                step.leave();
            }
            Err(error) => {
                if error.kind == ErrorKind::Conflict {
                    // Somebody else was first: show how it stands now.
                    context.changed(None);
                }
                let text = wording::failure(&error);
                // Accepting has no dialog to say it in.
                if step.asking.try_get_untracked().flatten().is_some() {
                    step.error.try_set(Some(text));
                } else {
                    step.toasts.failed(text);
                }
            }
        }
    });
}
