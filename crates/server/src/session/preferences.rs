//! What preferences may hold, and how the lists among them are stored: as JSON.

use madoguchi_contract::{
    cases::CaseColumn,
    me::{MailEvent, PreferencesChange},
};
use serde_json::Value;

use crate::{cases, desk::check::Checks, people, problem::Problem};

/// Refuses what the portal would not know what to do with.
pub(super) fn check(change: &PreferencesChange) -> Result<(), Problem> {
    let mut checks = Checks::new();
    if let Some(zone) = &change.time_zone {
        people::time_zone(&mut checks, "time_zone", zone);
    }
    if let Some(events) = &change.muted {
        if events.contains(&MailEvent::Unknown) {
            checks.wrong("muted", "unknown");
        }
        checks.distinct("muted", &events.iter().map(|event| event.id()).collect::<Vec<_>>());
    }
    if let Some(columns) = &change.case_columns {
        check_columns(&mut checks, columns);
    }
    if let Some(sort) = &change.case_sort
        && !sort.is_empty()
        && cases::parse_sort(sort).is_none()
    {
        checks.wrong("case_sort", "invalid");
    }
    checks.finish()
}

/// None for the portal's own columns; else each once, and the one that leads to the case.
fn check_columns(checks: &mut Checks, columns: &[String]) {
    if columns.iter().any(|column| CaseColumn::from_id(column).is_none()) {
        checks.wrong("case_columns", "unknown");
    }
    checks.distinct("case_columns", columns);
    let subject = CaseColumn::Subject.id();
    if !columns.is_empty() && !columns.iter().any(|column| column == subject) {
        checks.wrong("case_columns", "required");
    }
}

/// Events as they are stored.
pub(super) fn muted_text(events: &[MailEvent]) -> String {
    Value::from_iter(events.iter().map(|event| event.id())).to_string()
}

/// Stored events; those of other versions are left out.
pub(super) fn muted(text: &str) -> Vec<MailEvent> {
    strings(text).iter().filter_map(|id| MailEvent::from_id(id)).collect()
}

/// Columns as they are stored.
pub(super) fn columns_text(columns: &[String]) -> String {
    Value::from_iter(columns.iter().map(String::as_str)).to_string()
}

/// Stored columns; those of other versions are left out.
pub(super) fn columns(text: &str) -> Vec<String> {
    strings(text).into_iter().filter(|id| CaseColumn::from_id(id).is_some()).collect()
}

fn strings(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}
