//! The calendar of the desk: dates, Japanese public holidays, business days and support hours.
//! Pure arithmetic without a clock or time zones, so that app and server reckon alike.

mod date;
mod holidays;
mod hours;

pub use date::{Date, Weekday};
pub use holidays::holiday;
pub use hours::{Span, Timetable, YearEnd, format_minute, parse_minute};
