//! `[support]`: how and when the desk can be reached.
//! Japanese public holidays are computed and need no setting.

use jiff::tz::TimeZone;
use madoguchi_contract::calendar::{Date, Span, Timetable, YearEnd, parse_minute};
use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse};

/// When and how the desk can be reached.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Support {
    /// Mail address.
    pub mail: String,
    /// Telephone number as it is shown.
    pub telephone: String,
    /// The desk's time zone, IANA name.
    pub time_zone: String,
    /// Hours per weekday, `09:00-17:30`; empty for a day without service.
    pub hours: Week,
    /// Whether Japanese public holidays are days without service.
    pub closed_on_holidays: bool,
    /// Closure at the turn of the year, first and last day as `MM-DD`; empty for none.
    pub year_end_closure: Vec<String>,
}

/// Hours of every weekday.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Week {
    /// Monday.
    pub monday: String,
    /// Tuesday.
    pub tuesday: String,
    /// Wednesday.
    pub wednesday: String,
    /// Thursday.
    pub thursday: String,
    /// Friday.
    pub friday: String,
    /// Saturday.
    pub saturday: String,
    /// Sunday.
    pub sunday: String,
}

impl Default for Week {
    fn default() -> Self {
        let day = || "09:00-17:30".to_owned();
        Self {
            monday: day(),
            tuesday: day(),
            wednesday: day(),
            thursday: day(),
            friday: day(),
            saturday: String::new(),
            sunday: String::new(),
        }
    }
}

impl Default for Support {
    fn default() -> Self {
        Self {
            mail: "support@minato.example".to_owned(),
            telephone: "0120-000-000".to_owned(),
            time_zone: "Asia/Tokyo".to_owned(),
            hours: Week::default(),
            closed_on_holidays: true,
            year_end_closure: vec!["12-30".to_owned(), "01-03".to_owned()],
        }
    }
}

impl Week {
    /// The days from Monday to Sunday with their names in the configuration.
    pub fn days(&self) -> [(&'static str, &str); 7] {
        [
            ("monday", &self.monday),
            ("tuesday", &self.tuesday),
            ("wednesday", &self.wednesday),
            ("thursday", &self.thursday),
            ("friday", &self.friday),
            ("saturday", &self.saturday),
            ("sunday", &self.sunday),
        ]
    }
}

/// Reads `09:00-17:30`; `Some(None)` for the empty text of a day without service.
fn span(text: &str) -> Option<Option<Span>> {
    if text.trim().is_empty() {
        return Some(None);
    }
    let (from, to) = text.split_once('-')?;
    let (from, to) = (parse_minute(from.trim())?, parse_minute(to.trim())?);
    (from < to).then_some(Some(Span { from, to }))
}

/// Reads `MM-DD`.
fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year, so that February 29 passes.
    Date::new(2024, month, day).map(|_| (month, day))
}

impl Support {
    /// When the desk answers.
    pub fn timetable(&self) -> Timetable {
        Timetable {
            week: self.hours.days().map(|(_, text)| span(text).flatten()),
            closed_on_holidays: self.closed_on_holidays,
            year_end: self.year_end(),
        }
    }

    fn year_end(&self) -> Option<YearEnd> {
        match self.year_end_closure.as_slice() {
            [first, last] => Some(YearEnd { from: month_day(first)?, to: month_day(last)? }),
            _ => None,
        }
    }

    /// The desk's time zone.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if !self.mail.contains('@') {
            return refuse("support.mail", "be a mail address");
        }
        if TimeZone::get(&self.time_zone).is_err() {
            return refuse("support.time_zone", "be an IANA name, such as Asia/Tokyo");
        }
        for (day, text) in self.hours.days() {
            if span(text).is_none() {
                return refuse(
                    &format!("support.hours.{day}"),
                    "have the form 09:00-17:30, or be empty for a day without service",
                );
            }
        }
        if !self.year_end_closure.is_empty() && self.year_end().is_none() {
            return refuse(
                "support.year_end_closure",
                "hold the first and the last day as MM-DD, or nothing",
            );
        }
        Ok(())
    }
}
