//! Support hours and business days: when a desk answers, when next, and why not today.
//! The default is that of the specification: weekdays 9:00–17:30, closed Dec 30 to Jan 3.

use super::{Date, Weekday, holiday};
use crate::site::Closure;

/// Hours of service on one day, in minutes after midnight, local time of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First minute of service.
    pub from: u16,
    /// First minute without service; later than `from`, at most 1440.
    pub to: u16,
}

/// The closure at the turn of the year, first and last day as (month, day).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearEnd {
    /// First day without service, in the old year.
    pub from: (u8, u8),
    /// Last day without service, in the new year.
    pub to: (u8, u8),
}

/// When a desk answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// Hours per day of the week, Monday first; none on a day without service.
    pub week: [Option<Span>; 7],
    /// Whether the desk is closed on Japanese public holidays.
    pub closed_on_holidays: bool,
    /// The closure at the turn of the year, if there is one.
    pub year_end: Option<YearEnd>,
}

/// How far ahead the next opening is looked for, in days: more than any closure lasts.
const HORIZON: i64 = 400;

impl Default for Timetable {
    fn default() -> Self {
        let weekday = Some(Span { from: 9 * 60, to: 17 * 60 + 30 });
        Self {
            week: [weekday, weekday, weekday, weekday, weekday, None, None],
            closed_on_holidays: true,
            year_end: Some(YearEnd { from: (12, 30), to: (1, 3) }),
        }
    }
}

impl Timetable {
    /// The hours on `date`; none when there is no service.
    pub fn hours_on(&self, date: Date) -> Option<Span> {
        let hours = self.usual_hours(date.weekday())?;
        self.closed_because(date).is_none().then_some(hours)
    }

    /// Why there is no service on a day of the week that usually has it. A holiday inside the
    /// closure at the turn of the year is called by its name.
    pub fn closed_because(&self, date: Date) -> Option<Closure> {
        self.usual_hours(date.weekday())?;
        if self.closed_on_holidays
            && let Some(name) = holiday(date)
        {
            return Some(Closure::Holiday { name });
        }
        let day = (date.month(), date.day());
        self.year_end
            .is_some_and(|closure| day >= closure.from || day <= closure.to)
            .then_some(Closure::YearEnd)
    }

    /// Whether the desk answers on `date` at `minute` after midnight.
    pub fn is_open(&self, date: Date, minute: u16) -> bool {
        self.hours_on(date).is_some_and(|hours| (hours.from..hours.to).contains(&minute))
    }

    /// When the desk opens next after that moment: day and minute after midnight. `None` when it
    /// never does. Meant for a moment at which it is closed.
    pub fn opens_next(&self, date: Date, minute: u16) -> Option<(Date, u16)> {
        (0..HORIZON)
            .map(|days| date.plus_days(days))
            .filter_map(|day| self.hours_on(day).map(|hours| (day, hours.from)))
            .find(|&(day, from)| day > date || from > minute)
    }

    /// Whether `date` has service at all.
    pub fn is_business_day(&self, date: Date) -> bool {
        self.hours_on(date).is_some()
    }

    /// The `count`th business day after `date`, or before it when negative; `date` itself for 0.
    /// `None` when there are not that many within reach.
    pub fn plus_business_days(&self, date: Date, count: i32) -> Option<Date> {
        let step = i64::from(count.signum());
        let mut left = i64::from(count).abs();
        let mut day = date;
        let mut looked_at = 0;
        while left > 0 {
            if looked_at > HORIZON + 7 * i64::from(count).abs() {
                return None;
            }
            looked_at += 1;
            day = day.plus_days(step);
            left -= i64::from(self.is_business_day(day));
        }
        Some(day)
    }

    /// The `nth` business day of a month, from 1; `None` when the month has fewer.
    pub fn business_day_of_month(&self, year: i32, month: u8, nth: u8) -> Option<Date> {
        (1..=31)
            .filter_map(|day| Date::new(year, month, day))
            .filter(|&day| self.is_business_day(day))
            .nth(usize::from(nth.checked_sub(1)?))
    }

    fn usual_hours(&self, weekday: Weekday) -> Option<Span> {
        self.week[weekday.index()].filter(|hours| hours.from < hours.to)
    }
}

/// A time of day `HH:MM` (00:00 to 24:00) in minutes after midnight.
pub fn parse_minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let figures = |part: &str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())?
    };
    let (hours, minutes) = (figures(hours)?, figures(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= 24 * 60).then_some(hours * 60 + minutes)
}

/// Minutes after midnight as `HH:MM`.
pub fn format_minute(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn minute(text: &str) -> u16 {
        parse_minute(text).unwrap()
    }

    #[test]
    fn the_desk_answers_on_weekdays_from_nine_to_half_past_five() {
        let desk = Timetable::default();
        for (date, time, open) in [
            ("2026-11-20", "08:59", false),
            ("2026-11-20", "09:00", true),
            ("2026-11-20", "17:29", true),
            ("2026-11-20", "17:30", false),
            ("2026-11-21", "10:00", false),
            ("2026-11-23", "10:00", false),
            ("2026-12-29", "10:00", true),
            ("2026-12-30", "10:00", false),
            ("2027-01-04", "10:00", true),
        ] {
            assert_eq!(desk.is_open(day(date), minute(time)), open, "{date} {time}");
        }
    }

    #[test]
    fn the_next_opening_skips_weekends_holidays_and_the_turn_of_the_year() {
        let desk = Timetable::default();
        for (date, time, opens) in [
            ("2026-11-20", "07:00", "2026-11-20"),
            ("2026-11-20", "18:00", "2026-11-24"),
            ("2026-11-21", "10:00", "2026-11-24"),
            ("2026-05-02", "10:00", "2026-05-07"),
            ("2026-12-29", "17:30", "2027-01-04"),
        ] {
            let next = desk.opens_next(day(date), minute(time));
            assert_eq!(next, Some((day(opens), 9 * 60)), "{date} {time}");
        }
        let never = Timetable { week: [None; 7], ..desk };
        assert_eq!(never.opens_next(day("2026-11-20"), 0), None);
        assert_eq!(never.plus_business_days(day("2026-11-20"), 3), None);
    }

    #[test]
    fn a_closed_day_says_why_unless_it_is_a_weekend() {
        let desk = Timetable::default();
        let because = |date| desk.closed_because(day(date));
        assert_eq!(because("2026-11-20"), None);
        assert_eq!(because("2026-11-21"), None, "Saturday");
        assert_eq!(because("2026-12-30"), Some(Closure::YearEnd));
        assert!(
            matches!(because("2027-01-01"), Some(Closure::Holiday { name }) if name.ja == "元日")
        );
        assert!(
            matches!(because("2026-11-23"), Some(Closure::Holiday { name }) if name.en == "Labour Thanksgiving Day")
        );
    }

    #[test]
    fn business_days_are_counted_over_closures() {
        let desk = Timetable::default();
        assert_eq!(desk.plus_business_days(day("2026-12-28"), 2), Some(day("2027-01-04")));
        assert_eq!(desk.plus_business_days(day("2027-01-04"), -1), Some(day("2026-12-29")));
        assert_eq!(desk.business_day_of_month(2027, 1, 10), Some(day("2027-01-18")));
        assert_eq!(desk.business_day_of_month(2027, 1, 0), None);
        assert_eq!(desk.business_day_of_month(2027, 1, 31), None);
    }

    #[test]
    fn a_desk_that_ignores_holidays_is_open_on_them() {
        let around = Timetable {
            week: [Some(Span { from: 0, to: 1440 }); 7],
            closed_on_holidays: false,
            year_end: None,
        };
        assert!(around.is_open(day("2027-01-01"), 1439));
    }

    #[test]
    fn times_of_day_are_read_and_written() {
        assert_eq!(parse_minute("17:30"), Some(1050));
        assert_eq!(parse_minute("24:00"), Some(1440));
        assert_eq!(format_minute(545), "09:05");
        for wrong in ["24:01", "9:00", "09:60", "+9:00", "0900", "99:99", ""] {
            assert_eq!(parse_minute(wrong), None, "{wrong}");
        }
    }
}
