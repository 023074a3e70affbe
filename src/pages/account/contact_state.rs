//! Whether a person can sign in, as a mark: icon, words and surface. Only a lock is filled.

use leptos::prelude::*;
use madoguchi_contract::contacts::ContactState;

use crate::{i18n::t, ui::icon::Icon, util::erased::dynamic};

/// The mark.
#[component]
pub fn ContactStateMark(
    /// The state.
    state: ContactState,
) -> impl IntoView {
    let (icon, class) = match state {
        ContactState::Enabled => ("check", "state"),
        ContactState::Invited => ("mail", "tag tag--info"),
        ContactState::Locked { .. } => ("lock", "tag tag--turn"),
        ContactState::Disabled => ("state-closed", "state state--closed"),
        ContactState::Unknown => ("info", "state"),
    };
    let words = move || match state {
        ContactState::Enabled => t::contact_enabled().to_owned(),
        ContactState::Invited => t::contact_invited().to_owned(),
        ContactState::Locked { seconds } => t::contact_locked(u64::from(seconds.div_ceil(60))),
        ContactState::Disabled => t::contact_disabled().to_owned(),
        ContactState::Unknown => t::state_unknown().to_owned(),
    };
    view! { <span class=class><Icon name=icon/><span>{dynamic(words)}</span></span> }
}
