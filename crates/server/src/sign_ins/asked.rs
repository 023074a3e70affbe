//! Which lines of the history are asked for: the parameters that list and export share.
//! Dates are days of the reader's time zone.

use jiff::{civil::Date, tz::TimeZone};
use madoguchi_contract::{
    limits, me,
    sign_ins::{Event, Outcome},
};

use crate::{
    problem::Problem,
    request::{Parameters, Viewer},
};

/// Which lines are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    /// Whether the company's lines are asked for instead of one's own.
    pub company: bool,
    /// Part of a user ID or a name.
    pub user: Option<String>,
    /// These events only; none for all.
    pub events: Vec<Event>,
    /// These outcomes only; none for all.
    pub outcomes: Vec<Outcome>,
    /// The first and the last day.
    pub days: (Option<Date>, Option<Date>),
    /// From this moment on, in milliseconds.
    pub from: Option<i64>,
    /// Before this moment, in milliseconds.
    pub before: Option<i64>,
}

impl Filter {
    /// Takes the parameters of the filter; 403 for a company's lines when the reader is no
    /// administrator, 422 for values that make no sense.
    pub fn take(parameters: &mut Parameters, viewer: &Viewer) -> Result<Self, Problem> {
        let company = parameters.take_or("scope", false, |text| match text {
            "own" => Some(false),
            "company" => Some(true),
            _ => None,
        })?;
        if company && viewer.role != me::Role::Administrator {
            return Err(Problem::forbidden());
        }
        let user = parameters.take("user")?.filter(|text| !text.trim().is_empty());
        if user.as_ref().is_some_and(|text| text.chars().count() > limits::QUERY) {
            return Err(Problem::field("user", "too_long"));
        }
        if user.is_some() && !company {
            return Err(Problem::field("user", "invalid"));
        }
        let events =
            parameters.take_or("event", Vec::new(), |text| several(text, Event::from_id))?;
        let outcomes =
            parameters.take_or("result", Vec::new(), |text| several(text, Outcome::from_id))?;
        let zone = TimeZone::get(&viewer.time_zone).unwrap_or(TimeZone::UTC);
        let first = parameters.take_or("from", None, |text| day(text).map(Some))?;
        let last = parameters.take_or("to", None, |text| day(text).map(Some))?;
        if first.zip(last).is_some_and(|(first, last)| last < first) {
            return Err(Problem::field("to", "before_start"));
        }
        let from = first.and_then(|day| midnight(day, &zone));
        let before = last.and_then(|day| midnight(day.tomorrow().ok()?, &zone));
        Ok(Self { company, user, events, outcomes, days: (first, last), from, before })
    }

    /// What a cursor of this list is bound to.
    pub fn binding(&self) -> String {
        let ids = |ids: Vec<&str>| ids.join(",");
        format!(
            "sign-ins {} {} {} {:?} {:?} {}",
            self.company,
            ids(self.events.iter().map(|event| event.id()).collect()),
            ids(self.outcomes.iter().map(|outcome| outcome.id()).collect()),
            self.from,
            self.before,
            self.user.as_deref().unwrap_or_default(),
        )
    }
}

/// Reads names separated by commas, in any order, none of them twice.
fn several<T: PartialEq>(text: &str, from_id: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let mut found: Vec<T> = Vec::new();
    for id in text.split(',') {
        let value = from_id(id)?;
        if found.contains(&value) {
            return None;
        }
        found.push(value);
    }
    Some(found)
}

/// Reads `2026-11-20`, exactly so.
fn day(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}

/// The moment at which the day begins.
fn midnight(day: Date, zone: &TimeZone) -> Option<i64> {
    Some(day.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_one_spelling() {
        assert!(day("2026-11-20").is_some());
        for wrong in ["", "2026-11-31", "20261120", "2026-11-20T00:00", "2026-W47-5", " 2026-11-20"]
        {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_begins_where_the_reader_is() {
        let day = day("2026-11-20").unwrap();
        let tokyo = midnight(day, &TimeZone::get("Asia/Tokyo").unwrap()).unwrap();
        let utc = midnight(day, &TimeZone::UTC).unwrap();
        assert_eq!(utc - tokyo, 9 * 3_600_000);
    }

    #[test]
    fn several_names_are_separated_by_commas() {
        assert_eq!(several("sign_in,disabled", Event::from_id).unwrap().len(), 2);
        for wrong in ["", ",", "sign_in,", "sign_in,sign_in", "unknown", "SIGN_IN"] {
            assert_eq!(several(wrong, Event::from_id), None, "{wrong}");
        }
    }
}
