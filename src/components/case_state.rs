//! 状況 of a case as a mark: icon, words and surface. Only the customer's turn is filled.

use crate::util::erased::dynamic;
use leptos::prelude::*;
use madoguchi_contract::cases::CaseState;

use crate::{components::wording, ui::icon::Icon};

/// The mark of a state.
#[component]
pub fn CaseStateMark(
    /// The state.
    state: CaseState,
) -> impl IntoView {
    view! {
        <span class=format!("state state--{}", state.id())>
            <Icon name=icon(state)/>
            <span>{dynamic(move || wording::state(state))}</span>
        </span>
    }
}

/// The icon of a state.
pub fn icon(state: CaseState) -> &'static str {
    match state {
        CaseState::New => "state-new",
        CaseState::InProgress | CaseState::Unknown => "state-in_progress",
        CaseState::AwaitingCustomer => "state-awaiting_customer",
        CaseState::Resolved => "state-resolved",
        CaseState::Closed => "state-closed",
    }
}
