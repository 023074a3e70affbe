//! 通知: of which events the person wants a mail.

use leptos::prelude::*;
use madoguchi_contract::me::{MailEvent, PreferencesChange};

use super::{NOTIFICATIONS, preferring::use_preferring, section};
use crate::i18n::{Text, t};

fn name(event: MailEvent) -> Text {
    match event {
        MailEvent::EnquiryReceived => t::event_enquiry_received,
        MailEvent::DeskComment => t::event_desk_comment,
        MailEvent::StateChange => t::event_state_change,
        MailEvent::ClosingSoon => t::event_closing_soon,
        MailEvent::NewAlert => t::event_new_alert,
        MailEvent::Announcement => t::event_announcement,
        MailEvent::MonthlyReport => t::event_monthly_report,
        MailEvent::Unknown => t::none,
    }
}

/// The section.
#[component]
pub fn NotificationsSection() -> impl IntoView {
    let preferring = use_preferring();
    let switch = move |event: MailEvent, wanted: bool| {
        let mut muted = untrack(|| preferring.now().muted);
        muted.retain(|other| *other != event);
        if !wanted {
            muted.push(event);
        }
        preferring.change(PreferencesChange { muted: Some(muted), ..Default::default() });
    };
    let line = move |event: MailEvent| {
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=move || !preferring.now().muted.contains(&event)
                    on:change=move |change| switch(event, event_target_checked(&change))/>
                <span>
                    {name(event)}
                    {(event == MailEvent::MonthlyReport).then(|| view! { <small>{t::event_monthly_report_who}</small> })}
                </span>
            </label>
        }
    };
    let body = view! {
        <fieldset class="fieldset">
            <legend>{t::profile_mails}</legend>
            {MailEvent::ALL.map(line).collect_view()}
        </fieldset>
        <p class="small soft">{t::profile_mails_always}</p>
    };
    section(NOTIFICATIONS, Some(t::profile_at_once), body.into_any(), None)
}
