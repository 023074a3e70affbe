//! Words for what happened to an account and how it ended; an exported file says the same.

use madoguchi_contract::sign_ins::{Event, ExportFormat, Outcome};

use crate::i18n::{Text, t};

/// Events that can be filtered by.
pub const EVENTS: [(&str, Text); 10] = [
    ("sign_in", t::event_sign_in),
    ("verification", t::event_verification),
    ("sign_out", t::event_sign_out),
    ("sessions_ended", t::event_sessions_ended),
    ("password_change", t::event_password_change),
    ("password_reset", t::event_password_reset),
    ("mail_change", t::event_mail_change),
    ("second_factor_change", t::event_second_factor_change),
    ("disabled", t::event_disabled),
    ("enabled", t::event_enabled),
];

/// Outcomes that can be filtered by.
pub const OUTCOMES: [(&str, Text); 3] = [
    ("success", t::outcome_success),
    ("failure", t::outcome_failure),
    ("locked", t::outcome_locked),
];

/// An event.
pub fn event(event: Event) -> Text {
    of(&EVENTS, event.id())
}

/// An outcome.
pub fn outcome(outcome: Outcome) -> Text {
    of(&OUTCOMES, outcome.id())
}

/// The same names everywhere.
pub fn format(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "CSV",
        ExportFormat::Xlsx => "Excel",
        ExportFormat::Pdf => "PDF",
    }
}

fn of(words: &[(&str, Text)], id: &str) -> Text {
    words.iter().find(|(own, _)| *own == id).map_or(t::state_unknown, |(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_filtered_by_has_words() {
        assert_eq!(EVENTS.map(|(id, _)| id), Event::ALL.map(Event::id));
        assert_eq!(OUTCOMES.map(|(id, _)| id), Outcome::ALL.map(Outcome::id));
    }
}
