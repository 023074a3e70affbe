//! What the state expects of the person; can be put away until the state changes.

use leptos::prelude::*;
use madoguchi_contract::cases::{Case, CaseState};

use super::Context;
use crate::{
    components::{case_state, page_title},
    i18n::{self, t},
    ui::icon::Icon,
    util::{
        browser,
        erased::dynamic,
        intl::{self, Style},
        storage,
    },
};

/// The id of the message, for whoever moves the focus there.
pub const ID: &str = "case-message";

/// The message below the head of the case.
#[component]
pub fn StateMessage() -> impl IntoView {
    let context = expect_context::<Context>();
    // This tab remembers for which state the message was put away.
    let key = format!("madoguchi.message.{}", context.number.get_untracked());
    let put_away = RwSignal::new(storage::read_tab(&key));
    let close = Callback::new(move |state: CaseState| {
        storage::write_tab(&key, state.id());
        put_away.set(Some(state.id().to_owned()));
        browser::focus_soon(page_title::ID);
    });
    dynamic(move || {
        let case = context.case.value()?;
        let state = case.summary.state;
        if put_away.get().as_deref() == Some(state.id()) {
            return None;
        }
        let (title, text) = words(&case)?;
        let class = match state {
            CaseState::AwaitingCustomer => "notice notice--turn",
            CaseState::Resolved => "notice notice--done",
            _ => "notice",
        };
        Some(view! {
            <div class=class role="note" id=ID tabindex="-1">
                <Icon name=case_state::icon(state)/>
                <div class="notice-body"><p class="notice-title">{title}</p><p>{text}</p></div>
                <button class="button button--bare button--icon notice-close" type="button"
                    aria-label=t::case_message_close on:click=move |_| close.run(state)>
                    <Icon name="close"/>
                </button>
            </div>
        })
    })
}

fn words(case: &Case) -> Option<(&'static str, String)> {
    match case.summary.state {
        CaseState::New => Some((t::case_new_title(), t::case_new_text().to_owned())),
        CaseState::AwaitingCustomer => {
            Some((t::case_awaiting_title(), t::case_awaiting_text().to_owned()))
        }
        CaseState::Resolved => {
            let closes = case.closes_at.as_deref().and_then(intl::parse).map(|at| {
                let day = intl::format(at, Style::Date, i18n::language(), &i18n::time_zone());
                t::case_resolved_closes(&day)
            });
            let text = [Some(t::case_resolved_text().to_owned()), closes];
            let text: Vec<_> = text.into_iter().flatten().collect();
            Some((t::case_resolved_title(), text.join(t::sentence_space())))
        }
        CaseState::Closed => Some((t::case_closed_title(), t::case_closed_text().to_owned())),
        CaseState::InProgress | CaseState::Unknown => None,
    }
}
