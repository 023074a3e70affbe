//! Sending a code again: the wait is counted down on screen, and said aloud only when it is over.

use std::time::Duration;

use leptos::prelude::*;

use super::verifying::Verifying;
use crate::{
    i18n::t,
    ui::{button::Button, icon::Icon},
    util::{browser, erased::dynamic},
};

/// The id of the sentence about the wait.
const WAIT: &str = "verify-wait";

/// コードを再送信, how long to wait for it, and how long the code counts.
#[component]
pub fn MailedCodeRow(
    /// The form.
    verifying: Verifying,
) -> impl IntoView {
    let now = RwSignal::new(browser::now());
    if let Ok(timer) =
        set_interval_with_handle(move || now.set(browser::now()), Duration::from_secs(1))
    {
        on_cleanup(move || timer.clear());
    }
    // A code that was sent after the last tick has not begun to wait in the past.
    let mailed =
        move || verifying.mailed.get().map(|mailed| (mailed, now.get().max(browser::now())));
    let wait = Memo::new(move |_| mailed().map_or(0, |(mailed, now)| mailed.wait(now)));
    let minutes_left = Memo::new(move |_| {
        mailed().map_or(0, |(mailed, now)| {
            ((mailed.valid_until - now) / 60_000.0).max(0.0).ceil() as u64
        })
    });
    let waiting = Memo::new(move |before: Option<&bool>| {
        let waiting = wait.get() > 0;
        if before == Some(&true) && !waiting {
            verifying.said.set(t::verify_resend_now().to_owned());
        }
        waiting
    });
    let again = Callback::new(move |()| {
        verifying.mail_code();
    });
    view! {
        <div class="stack stack--tight">
            <p class="help">
                {dynamic(move || match minutes_left.get() {
                    0 => t::verify_too_old().to_owned(),
                    minutes => t::verify_valid(minutes),
                })}
            </p>
            <p class="resend">
                <Button class="button--small" busy=verifying.sending on_press=again described=WAIT>
                    <Icon name="retry"/>{t::verify_resend}
                </Button>
                <span id=WAIT>{dynamic(move || waiting.get().then(|| t::verify_wait(wait.get())))}</span>
            </p>
        </div>
    }
}
