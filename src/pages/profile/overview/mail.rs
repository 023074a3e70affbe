//! メールアドレス: where mails go, the new address that waits for its confirmation, and changing it.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{limits, profile::Profile};

use super::{MAIL, section};
use crate::{
    api::{self, ApiError},
    components::{confirmation::Confirmation, loaded::Load, wording},
    i18n::t,
    state::{
        navigation::use_navigation,
        toasts::{Toasts, use_toasts},
    },
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        icon::Icon,
        notice::{Notice, NoticeTone},
        text_field::{self, TextField},
        time::AbsoluteTime,
    },
    util::{browser, erased::dynamic},
};

const FIELD: &str = "new-mail";

#[derive(Clone, Copy)]
struct Change {
    profile: Load<Profile>,
    confirmation: Confirmation,
    open: RwSignal<bool>,
    typed: RwSignal<String>,
    fault: RwSignal<Option<String>>,
    failure: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    toasts: Toasts,
}

/// The section.
#[component]
pub fn MailSection(
    /// Whose address it is.
    profile: Load<Profile>,
    /// Asks for the password first.
    confirmation: Confirmation,
) -> impl IntoView {
    let change = Change {
        profile,
        confirmation,
        open: RwSignal::new(false),
        typed: RwSignal::new(String::new()),
        fault: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
        toasts: use_toasts(),
    };
    let waits = Memo::new(move |_| {
        profile.with(|profile| profile.and_then(|profile| profile.pending_mail.clone()))
    });
    let begin = Callback::new(move |()| change.confirmation.before(move || change.begin()));
    let body = view! {
        <dl class="facts facts--line">
            <div>
                <dt>{t::mail_now}</dt>
                <dd>{dynamic(move || profile.with(|profile| profile.map(|p| p.mail.clone())))}</dd>
            </div>
            {dynamic(move || waits.get().map(|pending| view! {
                <div>
                    <dt>{t::mail_pending}</dt>
                    <dd>
                        {pending.mail} " "
                        <span class="tag tag--turn"><Icon name="clock"/>{t::mail_pending_sent}</span>
                        <p class="small soft">{t::mail_until}<AbsoluteTime at=pending.until/></p>
                    </dd>
                </div>
            }))}
        </dl>
    };
    let resend = Callback::new(move |()| {
        if let Some(pending) = waits.get_untracked() {
            change.confirmation.before(move || send(change, pending.mail.clone()));
        }
    });
    let keep = Callback::new(move |()| keep(change));
    let foot = view! {
        <Button on_press=begin>{t::change}</Button>
        {dynamic(move || waits.with(Option::is_some).then(|| view! {
            <Button kind=ButtonKind::Quiet busy=change.busy on_press=resend>{t::mail_resend}</Button>
            <Button kind=ButtonKind::Quiet busy=change.busy on_press=keep>{t::mail_keep}</Button>
        }))}
    };
    view! {
        {section(MAIL, Some(t::mail_text), body.into_any(), Some(foot.into_any()))}
        <MailDialog change=change/>
    }
}

#[component]
fn MailDialog(change: Change) -> impl IntoView {
    let Change { open, typed, fault, failure, busy, .. } = change;
    use_navigation().follow_fault(move || open.get() && fault.with(Option::is_some));
    let cancel = Callback::new(move |()| open.set(false));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mail = typed.with_untracked(|typed| typed.trim().to_owned());
        let wrong = text_field::fault(&mail, Some(t::contact_mail_missing), limits::MAIL)
            .or_else(|| (!mail.contains('@')).then(|| t::contact_mail_invalid().to_owned()));
        fault.set(wrong.clone());
        if wrong.is_some() {
            browser::focus_soon(FIELD);
        } else {
            send(change, mail);
        }
    };
    view! {
        <Dialog open=open id="mail-change" on_cancel=cancel title=Signal::derive(|| t::mail_change().to_owned())>
            <form novalidate on:submit=submit>
                <div class="dialog-body dialog-body--more">
                    <p>{t::mail_change_text}</p>
                    {dynamic(move || failure.get().map(|text| view! {
                        <Notice tone=NoticeTone::Danger icon="error" title=text alert=true/>
                    }))}
                    <TextField id=FIELD label=t::mail_new value=typed required=true error=fault kind="email"
                        autocomplete="email"/>
                </div>
                <div class="dialog-foot">
                    <Button on_press=cancel>{t::cancel}</Button>
                    <Button kind=ButtonKind::Primary busy=busy>{t::send}</Button>
                </div>
            </form>
        </Dialog>
    }
}

impl Change {
    fn begin(self) {
        self.fault.set(None);
        self.failure.set(None);
        self.open.set(true);
        browser::focus_soon(FIELD);
    }

    /// Says what went wrong where the person is looking.
    fn fail(self, error: &ApiError) {
        let text = wording::failure(error);
        if self.open.get_untracked() {
            self.failure.set(Some(text));
        } else {
            self.toasts.failed(text);
        }
    }
}

fn send(change: Change, mail: String) {
    if change.busy.get_untracked() {
        return;
    }
    change.busy.set(true);
    change.failure.set(None);
    spawn_local(async move {
        let answer = api::profile::change_mail(mail.clone()).await;
        if change.busy.try_set(false).is_some() {
            return;
        }
        let Err(error) = answer else {
            change.open.set(false);
            change.typed.set(String::new());
            change.toasts.done(t::mail_sent(&mail));
            change.profile.again();
            return;
        };
        let again = move || send(change, mail.clone());
        let Some(error) = change.confirmation.unless_required(error, again) else { return };
        match error.fields.first().map(|fault| fault.code.as_str()) {
            Some(code) if change.open.get_untracked() => {
                let text = if code == "same" { t::mail_same } else { t::contact_mail_invalid };
                change.fault.set(Some(text().to_owned()));
                browser::focus_soon(FIELD);
            }
            _ => change.fail(&error),
        }
    });
}

fn keep(change: Change) {
    if change.busy.get_untracked() {
        return;
    }
    change.busy.set(true);
    spawn_local(async move {
        let answer = api::profile::keep_mail().await;
        if change.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(()) => {
                change.toasts.done(t::mail_kept());
                change.profile.again();
                // The button that was pressed goes with the address.
                browser::focus_soon(MAIL.0);
            }
            Err(error) => {
                let again = move || keep(change);
                if let Some(error) = change.confirmation.unless_required(error, again) {
                    change.fail(&error);
                }
            }
        }
    });
}
