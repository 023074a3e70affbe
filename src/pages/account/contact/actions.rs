//! アクション of a contact: switching sign-in, resetting the second factor, the welcome mail.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{
    contacts::{Contact, ContactState},
    problem::code,
};

use crate::{
    api::{self, ErrorKind},
    components::{loaded::Load, page_title, wording},
    i18n::{Text, t},
    routes,
    state::toasts::use_toasts,
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        icon::Icon,
        menu::Menu,
        notice::{Notice, NoticeTone},
    },
    util::{
        browser,
        erased::{attribute, dynamic},
        random,
    },
};

const BUTTON: &str = "contact-actions-button";

/// Where the focus goes after a question.
const AFTER: &[&str] = &[BUTTON, page_title::ID];

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Disable,
    Enable,
    Reset,
    Welcome,
}

impl Action {
    fn label(self) -> Text {
        match self {
            Self::Disable => t::login_disable,
            Self::Enable => t::login_enable,
            Self::Reset => t::mfa_reset,
            Self::Welcome => t::contact_send_welcome,
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Disable => "lock",
            Self::Enable => "check",
            Self::Reset => "retry",
            Self::Welcome => "mail",
        }
    }

    /// Whether it destroys something, so that it asks first.
    fn asks(self) -> bool {
        matches!(self, Self::Disable | Self::Reset)
    }

    /// One's own lock is opened by somebody else, and one's own second factor looked after in the
    /// profile.
    fn is_offered(self, state: ContactState, own: bool) -> bool {
        match self {
            Self::Disable | Self::Welcome => state != ContactState::Disabled,
            Self::Enable => {
                !own && matches!(state, ContactState::Disabled | ContactState::Locked { .. })
            }
            Self::Reset => !own,
        }
    }

    fn done(self, name: &str) -> String {
        match self {
            Self::Disable => t::contact_disable_done(&name),
            Self::Enable => t::contact_enable_done(&name),
            Self::Reset => t::contact_reset_done(&name),
            Self::Welcome => t::contact_welcome_done(&name),
        }
    }
}

/// The menu and its question.
#[component]
pub fn Actions(contact: Load<Contact>) -> impl IntoView {
    let toasts = use_toasts();
    let asking = RwSignal::new(None::<Action>);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let leave = move || {
        // The page may have been left meanwhile.
        if asking.try_set(None).is_none() {
            browser::focus_first_soon(AFTER);
        }
    };
    let send = Callback::new(move |action: Action| {
        let Some(before) = untrack(|| contact.value()) else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let id = &before.summary.id;
            let answer = match action {
                Action::Disable => api::contacts::switch_sign_in(id, false).await,
                Action::Enable => api::contacts::switch_sign_in(id, true).await,
                Action::Reset => api::contacts::reset_second_factor(id).await,
                Action::Welcome => {
                    api::contacts::send_welcome_mail(id, &random::idempotency_key()).await
                }
            };
            busy.try_set(false);
            match answer {
                // One's own sessions have just ended.
                Ok(_) if before.summary.own && action.asks() => {
                    browser::start_over(routes::SIGN_IN)
                }
                Ok(fresh) => {
                    toasts.done(action.done(&fresh.summary.name));
                    if asking.try_get_untracked().is_some() {
                        contact.set(fresh);
                    }
                    leave();
                }
                Err(failure) => {
                    if failure.kind == ErrorKind::Conflict {
                        contact.again();
                    }
                    let text = if failure.is(code::LAST_ADMINISTRATOR) {
                        t::contact_last_administrator().to_owned()
                    } else {
                        wording::failure(&failure)
                    };
                    if asking.try_get_untracked().flatten().is_some() {
                        error.try_set(Some(text));
                    } else {
                        toasts.failed(text);
                    }
                }
            }
        });
    });
    let items = move || {
        let of = |contact: &Contact| (contact.summary.state, contact.summary.own);
        let now = contact.with(|contact| contact.map(of));
        [Action::Disable, Action::Enable, Action::Reset, Action::Welcome]
            .into_iter()
            .filter(|action| now.is_some_and(|(state, own)| action.is_offered(state, own)))
            .map(|action| {
                let press = move |_| {
                    error.set(None);
                    if action.asks() { asking.set(Some(action)) } else { send.run(action) }
                };
                let class = if action.asks() { "menu-item menu-item--danger" } else { "menu-item" };
                view! {
                    <button class=class type="button" on:click=press>
                        <Icon name=action.icon()/>{action.label()}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="button-row">
            <button class="button" id=BUTTON type="button" popovertarget="contact-actions"
                aria-busy=attribute(move || busy.get().then_some("true"))>
                {t::actions}<Icon name="chevron-down"/>
            </button>
        </div>
        <Menu id="contact-actions" class="menu--anchor">
            <div class="menu-group">{dynamic(items)}</div>
        </Menu>
        <Question contact=contact asking=asking busy=busy error=error send=send
            cancel=Callback::new(move |()| leave())/>
    }
}

/// Says what goes, and asks.
#[component]
fn Question(
    contact: Load<Contact>,
    asking: RwSignal<Option<Action>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    send: Callback<Action>,
    cancel: Callback<()>,
) -> impl IntoView {
    let open = Memo::new(move |_| asking.get().is_some());
    let name = move || contact.with(|c| c.map(|c| c.summary.name.clone()).unwrap_or_default());
    let title = Signal::derive(move || match asking.get() {
        Some(Action::Reset) => t::contact_reset_title(&name()),
        _ => t::contact_disable_title(&name()),
    });
    view! {
        <Dialog open=open id="contact-question" on_cancel=cancel title=title>
            {dynamic(move || asking.get().zip(contact.value()).map(|(action, contact)| {
                let refused = action == Action::Disable && contact.last_administrator;
                view! {
                    <div class="dialog-body dialog-body--more">
                        {what_goes(action, contact)}
                        {dynamic(move || error.get().map(|error| view! {
                            <Notice tone=NoticeTone::Danger icon="error" title=error alert=true/>
                        }))}
                    </div>
                    <div class="dialog-foot">
                        {if refused {
                            view! { <Button on_press=cancel>{t::close}</Button> }.into_any()
                        } else {
                            let go = Callback::new(move |()| send.run(action));
                            view! {
                                <Button on_press=cancel>{t::cancel}</Button>
                                <Button kind=ButtonKind::Danger busy=busy on_press=go>{action.label()}</Button>
                            }
                            .into_any()
                        }}
                    </div>
                }
            }))}
        </Dialog>
    }
}

fn what_goes(action: Action, contact: Contact) -> AnyView {
    if action == Action::Disable && contact.last_administrator {
        return view! { <p>{t::contact_last_administrator}</p> }.into_any();
    }
    let own = contact.summary.own.then(|| view! { <p><b>{t::contact_own_warning}</b></p> });
    let text = match action {
        Action::Reset => {
            let mailed =
                contact.summary.second_factor.then(|| view! { <p>{t::contact_reset_mail}</p> });
            view! {
                <p>{t::contact_reset_text}</p>
                <ul class="notes">
                    <li>{t::contact_apps}": "{t::contact_count(&contact.apps)}</li>
                    <li>{t::contact_passkeys}": "{t::contact_count(&contact.passkeys)}</li>
                    <li>{t::contact_recovery_codes}": "{t::contact_count(&contact.recovery_codes_left)}</li>
                    <li>{t::contact_trusted}</li>
                </ul>
                {mailed}
            }
            .into_any()
        }
        _ => view! { <p>{t::contact_disable_text}</p> }.into_any(),
    };
    view! { {text}{own} }.into_any()
}
