//! Words for the values of the contract, and sentences for what can go wrong with a form.

use madoguchi_contract::{
    Label,
    announcements::AnnouncementKind,
    cases::{CaseColumn, CaseState, CaseView},
};

use crate::{
    api::{ApiError, ErrorKind},
    i18n::{self, t},
};

/// A name of the provider's data in the language on screen; tracked.
pub fn label(label: &Label) -> String {
    label.in_language(i18n::language()).to_owned()
}

/// 状況; tracked.
pub fn state(state: CaseState) -> &'static str {
    match state {
        CaseState::New => t::state_new(),
        CaseState::InProgress => t::state_in_progress(),
        CaseState::AwaitingCustomer => t::state_awaiting_customer(),
        CaseState::Resolved => t::state_resolved(),
        CaseState::Closed => t::state_closed(),
        CaseState::Unknown => t::state_unknown(),
    }
}

/// A view of the case list; tracked.
pub fn view(view: CaseView) -> &'static str {
    match view {
        CaseView::All => t::view_all(),
        CaseView::Action => t::view_action(),
        CaseView::Alert => t::view_alert(),
    }
}

/// A column of the case list; tracked.
pub fn column(column: CaseColumn) -> &'static str {
    match column {
        CaseColumn::Number => t::case_number(),
        CaseColumn::State => t::case_state(),
        CaseColumn::Category => t::case_category(),
        CaseColumn::Subject => t::case_subject(),
        CaseColumn::CustomerNumber => t::case_customer_number(),
        CaseColumn::Company => t::case_company(),
        CaseColumn::Service => t::case_service(),
        CaseColumn::Contact => t::case_contact(),
        CaseColumn::Updated => t::case_updated(),
    }
}

/// What an announcement is; tracked.
pub fn announcement_kind(kind: AnnouncementKind) -> &'static str {
    match kind {
        AnnouncementKind::Maintenance => t::announcement_maintenance(),
        AnnouncementKind::Incident => t::announcement_incident(),
        AnnouncementKind::Notice => t::announcement_notice(),
    }
}

/// Why something could not be sent, where the form has no better words; tracked.
pub fn failure(error: &ApiError) -> String {
    match error.kind {
        ErrorKind::Offline | ErrorKind::Aborted => t::send_offline().to_owned(),
        ErrorKind::Busy => t::send_busy().to_owned(),
        ErrorKind::Unauthenticated => t::send_session().to_owned(),
        ErrorKind::Conflict => t::send_conflict().to_owned(),
        ErrorKind::NotFound => t::send_gone().to_owned(),
        ErrorKind::Forbidden => t::forbidden_text().to_owned(),
        ErrorKind::Refused => t::send_refused().to_owned(),
        ErrorKind::Failed if error.request_id.is_empty() => t::send_failed().to_owned(),
        ErrorKind::Failed => t::send_failed_id(&error.request_id),
    }
}

/// The same before sign-in, where too many tries are the reason for being busy; tracked.
pub fn refusal(error: &ApiError) -> String {
    if error.kind == ErrorKind::Busy {
        let seconds = error.retry_after.unwrap_or(600);
        t::sign_in_throttled(u64::from(seconds.div_ceil(60)))
    } else {
        failure(error)
    }
}
