//! A day of the Gregorian calendar, with the arithmetic that business days need.
//! Time zones are the caller's: a date here is whatever the desk calls today.

use std::{fmt, str::FromStr};

/// A day, year 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weekday {
    /// 月曜日.
    Monday,
    /// 火曜日.
    Tuesday,
    /// 水曜日.
    Wednesday,
    /// 木曜日.
    Thursday,
    /// 金曜日.
    Friday,
    /// 土曜日.
    Saturday,
    /// 日曜日.
    Sunday,
}

impl Weekday {
    /// All of them, Monday first as in ISO 8601.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Place in the week: 0 for Monday, 6 for Sunday.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;
/// Days in 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

impl Date {
    /// The earliest day there is.
    pub const MIN: Self = Self { year: 1, month: 1, day: 1 };
    /// The latest day there is.
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// That day; `None` when the calendar does not have it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, negative before. Counted in years that begin in March, which puts
    /// the leap day last.
    pub fn days_since_1970(self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * ERA + day_of_era - EPOCH
    }

    /// The day that is `days` after 1970-01-01; the nearest one there is when that is out of range.
    pub fn from_days_since_1970(days: i64) -> Self {
        let days = days.clamp(Self::MIN.days_since_1970(), Self::MAX.days_since_1970()) + EPOCH;
        let era = days.div_euclid(ERA);
        let day_of_era = days.rem_euclid(ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Self { year: year as i32, month: month as u8, day: day as u8 }
    }

    /// The day `days` later, or earlier when negative.
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_days_since_1970(self.days_since_1970().saturating_add(days))
    }

    /// The day before.
    pub fn yesterday(self) -> Self {
        self.plus_days(-1)
    }

    /// The day after.
    pub fn tomorrow(self) -> Self {
        self.plus_days(1)
    }

    /// Its day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday::ALL[(self.days_since_1970() + 3).rem_euclid(7) as usize]
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    /// As on the wire: `YYYY-MM-DD`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A text that is not a date of the form `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not a date of the form YYYY-MM-DD")
    }
}

impl std::error::Error for NotADate {}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let figures = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(NotADate);
        }
        let read = || {
            let (year, month, day): (u16, u16, u16) =
                (figures(0..4)?, figures(5..7)?, figures(8..10)?);
            Self::new(year.into(), month.try_into().ok()?, day.try_into().ok()?)
        };
        read().ok_or(NotADate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree_over_the_whole_range() {
        let mut expected = Date::MIN;
        for days in Date::MIN.days_since_1970()..=Date::MAX.days_since_1970() {
            let date = Date::from_days_since_1970(days);
            assert_eq!(date, expected);
            assert_eq!(date.days_since_1970(), days);
            expected = Date::new(date.year, date.month, date.day + 1)
                .or_else(|| Date::new(date.year, date.month + 1, 1))
                .or_else(|| Date::new(date.year + 1, 1, 1))
                .unwrap_or(Date::MAX);
        }
        assert_eq!(Date::MAX.tomorrow(), Date::MAX);
    }

    #[test]
    fn known_days_have_their_weekday() {
        for (text, weekday) in [
            ("1970-01-01", Weekday::Thursday),
            ("2000-02-29", Weekday::Tuesday),
            ("2026-11-21", Weekday::Saturday),
            ("2099-12-31", Weekday::Thursday),
        ] {
            assert_eq!(text.parse::<Date>().unwrap().weekday(), weekday, "{text}");
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        assert_eq!("2024-02-29".parse::<Date>().unwrap().to_string(), "2024-02-29");
        for wrong in [
            "2023-02-29",
            "2023-13-01",
            "2023-00-01",
            "2023-1-01",
            "2023-04-31",
            "",
            "２０２３年１",
        ] {
            assert_eq!(wrong.parse::<Date>(), Err(NotADate), "{wrong}");
        }
        assert_eq!("+123-01-01".parse::<Date>(), Err(NotADate));
    }
}
