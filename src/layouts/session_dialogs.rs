//! What lies over a page when the session is about to end, or has: asks to stay, tells of the end,
//! and lets the person sign in again in place, so that nothing they typed is lost.

use crate::util::erased::dynamic;
use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::session::Session;

use crate::{
    components::{
        sign_in_form::SignInForm,
        verify_form::{self, VerifyForm},
        wording,
    },
    i18n::t,
    routes,
    state::{
        session::{Status, Warning, use_session},
        toasts::use_toasts,
    },
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        icon::Icon,
    },
    util::browser,
};

/// All of them.
#[component]
pub fn SessionDialogs() -> impl IntoView {
    view! { <IdleDialog/> <AbsoluteNotice/> <SignInAgain/> }
}

/// Minutes and seconds, 1:42.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[component]
fn IdleDialog() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let left = Memo::new(move |_| match session.warning() {
        Warning::Idle(seconds) => Some(seconds),
        Warning::None | Warning::Absolute(_) => None,
    });
    let open = Memo::new(move |_| left.get().is_some());
    let title =
        Signal::derive(move || t::session_idle_title(&clock(left.get().unwrap_or_default())));
    let stay = Callback::new(move |()| session.stay());
    let leave = Callback::new(move |()| {
        spawn_local(async move {
            match session.sign_out().await {
                Ok(()) => browser::start_over(routes::SIGN_IN),
                Err(error) => toasts.failed(wording::failure(&error)),
            }
        });
    });
    view! {
        <Dialog open=open id="session-idle" title=title on_cancel=stay>
            <div class="dialog-body dialog-body--more"><p>{t::session_idle_text}</p></div>
            <div class="dialog-foot">
                <Button on_press=leave>{t::sign_out}</Button>
                <Button kind=ButtonKind::Primary on_press=stay>{t::session_stay}</Button>
            </div>
        </Dialog>
    }
}

#[component]
fn AbsoluteNotice() -> impl IntoView {
    let session = use_session();
    // In minutes, so that it is read out once a minute at most.
    let minutes = Memo::new(move |_| match session.warning() {
        Warning::Absolute(seconds) => Some(u64::from(seconds.div_ceil(60))),
        Warning::None | Warning::Idle(_) => None,
    });
    view! {
        <div class="session-notice" role="status">
            {dynamic(move || minutes.get().map(|minutes| view! {
                <p class="toast"><Icon name="clock"/><span>{t::session_absolute(minutes)}</span></p>
            }))}
        </div>
    }
}

#[component]
fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let ended = Memo::new(move |_| session.status() == Status::Ended);
    let signed_in = Callback::new(move |answer: Session| {
        let before = session.me_now().map(|me| me.user_id);
        let after = match &answer {
            Session::Active(active) => Some(active.me.user_id.clone()),
            Session::SecondFactor(step) => Some(step.user_id.clone()),
            Session::Anonymous | Session::Unknown => None,
        };
        if before == after {
            session.take(answer);
            // The form that had the focus may have given way to the second step.
            browser::focus_soon(verify_form::HEADING);
        } else {
            // Somebody else: nothing of the page may stay.
            browser::start_over(routes::HOME);
        }
    });
    view! {
        <Dialog open=ended id="session-ended" title=Signal::derive(|| t::session_ended_title().to_owned())>
            <div class="dialog-body dialog-body--more">
                <p>{t::session_ended_text}</p>
                {dynamic(move || {
                    let user_id = session.me_now().map(|me| me.user_id).unwrap_or_default();
                    match session.step().filter(|step| step.user_id == user_id) {
                        Some(step) => view! { <VerifyForm step=step on_signed_in=signed_in/> }.into_any(),
                        None => view! { <SignInForm fixed_user_id=user_id on_signed_in=signed_in/> }.into_any(),
                    }
                })}
                <p><a class="tall-link" href=routes::SIGN_IN rel="external">{t::session_other}</a></p>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_countdown_reads_like_a_clock() {
        assert_eq!(super::clock(102), "1:42");
        assert_eq!(super::clock(5), "0:05");
    }
}
