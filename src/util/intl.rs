//! Dates and numbers in the reader's language and time zone, by the browser's `Intl`.
//! Formatters are costly to make, so each is made once.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, Date, Intl, Object, Reflect};
use madoguchi_contract::Language;
use wasm_bindgen::{JsCast, JsValue};

use crate::i18n::t;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
/// Where the desk is, for a zone the browser does not know.
const FALLBACK_ZONE: &str = "Asia/Tokyo";
const DAY: f64 = 24.0 * HOUR;

/// How exact a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// 2026/11/20 10:41; Nov 20, 2026, 10:41, since 11/12/2026 is two days to two readers.
    DateTime,
    /// The same with the name of the time zone.
    DateTimeZone,
    /// 2026-11-20, in every language.
    Calendar,
    /// 2026年11月20日（金）.
    Date,
    /// 11月20日.
    MonthDay,
    /// 9:00.
    Time,
    /// 月曜日.
    Weekday,
}

type Key = (Style, Language, String);

thread_local! {
    static DATES: RefCell<HashMap<Key, Intl::DateTimeFormat>> = RefCell::default();
    static RELATIVE: RefCell<HashMap<Language, Intl::RelativeTimeFormat>> = RefCell::default();
    static NUMBERS: RefCell<HashMap<Language, Intl::NumberFormat>> = RefCell::default();
}

/// The language's tag (BCP 47).
pub fn tag(language: Language) -> &'static str {
    match language {
        Language::Ja => "ja",
        Language::En => "en",
    }
}

/// Milliseconds since 1970 UTC of an RFC 3339 time; none when it is not one.
pub fn parse(timestamp: &str) -> Option<f64> {
    let milliseconds = Date::parse(timestamp);
    (!milliseconds.is_nan()).then_some(milliseconds)
}

/// A moment (milliseconds since 1970 UTC) in words.
pub fn format(milliseconds: f64, style: Style, language: Language, time_zone: &str) -> String {
    DATES.with_borrow_mut(|formats| {
        let format = formats
            .entry((style, language, time_zone.to_owned()))
            .or_insert_with(|| date_format(style, language, time_zone));
        let date = Date::new(&JsValue::from_f64(milliseconds));
        call(&format.format(), &date)
    })
}

fn date_format(style: Style, language: Language, time_zone: &str) -> Intl::DateTimeFormat {
    let parts: &[(&str, &str)] = match style {
        Style::DateTime | Style::DateTimeZone => &[
            ("year", "numeric"),
            ("month", if language == Language::En { "short" } else { "2-digit" }),
            ("day", if language == Language::En { "numeric" } else { "2-digit" }),
            ("hour", "numeric"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
            ("timeZoneName", "short"),
        ][..if style == Style::DateTimeZone { 7 } else { 6 }],
        Style::Calendar => &[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")],
        Style::Date => {
            &[("year", "numeric"), ("month", "long"), ("day", "numeric"), ("weekday", "short")]
        }
        Style::MonthDay => &[("month", "long"), ("day", "numeric")],
        Style::Time => &[("hour", "numeric"), ("minute", "2-digit"), ("hourCycle", "h23")],
        Style::Weekday => &[("weekday", "long")],
    };
    let options = object(parts);
    // Swedish writes the date as the calendar's standard does.
    let tag = if style == Style::Calendar { "sv" } else { tag(language) };
    // A browser may not know a zone that the server knows; the desk's is better than none.
    in_zone(tag, &options, time_zone)
        .or_else(|| in_zone(tag, &options, FALLBACK_ZONE))
        .unwrap_or_else(|| Intl::DateTimeFormat::new(&Array::of1(&tag.into()), &Object::new()))
}

/// A formatter for a zone; none when the browser does not know it, which it says by an exception.
fn in_zone(tag: &str, options: &Object, zone: &str) -> Option<Intl::DateTimeFormat> {
    Reflect::set(options, &"timeZone".into(), &zone.into()).ok()?;
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: js_sys::Function =
        Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&class, &Array::of2(&Array::of1(&tag.into()), options)).ok()?;
    Some(made.unchecked_into())
}

/// How far a zone is from UTC now: GMT+9; none when the browser does not know the zone.
pub fn offset(time_zone: &str) -> Option<String> {
    // Some language whose name of the zone is nothing but its distance.
    let format = in_zone("en", &object(&[("timeZoneName", "shortOffset")]), time_zone)?;
    let text = call(&format.format(), &Date::new_0());
    text.split(", ").last().map(str::to_owned)
}

/// From one moment to another (milliseconds since 1970 UTC), with the time zone; what both have in
/// common is said once.
pub fn period(start: f64, end: f64, language: Language, time_zone: &str) -> String {
    let [from, to] = [start, end].map(|at| Date::new(&JsValue::from_f64(at)));
    let format = date_format(Style::DateTimeZone, language, time_zone);
    match format.format_range(&from, &to) {
        Ok(text) => text.into(),
        Err(_) => this_to_that(start, end, language, time_zone),
    }
}

fn this_to_that(start: f64, end: f64, language: Language, time_zone: &str) -> String {
    let format = |at| format(at, Style::DateTimeZone, language, time_zone);
    format!("{} – {}", format(start), format(end))
}

/// How long ago (or ahead) a moment is, in words; none where a date says more, from a week on.
/// Under a minute it is now. Days are those of the calendar: yesterday is the day before today,
/// however few hours ago.
pub fn relative(
    milliseconds: f64,
    now: f64,
    language: Language,
    time_zone: &str,
) -> Option<String> {
    let seconds = (milliseconds - now) / 1000.0;
    let day = |at| parse(&format(at, Style::Calendar, language, time_zone)).unwrap_or(at);
    let days = ((day(milliseconds) - day(now)) / (1000.0 * DAY)).round();
    let (value, unit) = match seconds.abs() {
        s if s < MINUTE => return Some(t::time_now().to_owned()),
        s if s < HOUR => (seconds / MINUTE, "minute"),
        s if s < DAY => (seconds / HOUR, "hour"),
        _ if days.abs() < 7.0 => (days, "day"),
        _ => return None,
    };
    RELATIVE.with_borrow_mut(|formats| {
        let format = formats.entry(language).or_insert_with(|| {
            let options = object(&[("numeric", "auto")]);
            Intl::RelativeTimeFormat::new(&Array::of1(&tag(language).into()), &options)
        });
        Some(String::from(format.format(value.trunc(), unit)))
    })
}

/// A number with its groups, 1,284.
pub fn number(value: u64, language: Language) -> String {
    NUMBERS.with_borrow_mut(|formats| {
        let format = formats.entry(language).or_insert_with(|| {
            Intl::NumberFormat::new(&Array::of1(&tag(language).into()), &Object::new())
        });
        call(&format.format(), &JsValue::from_f64(value as f64))
    })
}

/// A file's size for people: bytes, then kB, MB, GB of 1,000 each.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 3] = ["kB", "MB", "GB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64 / 1000.0;
    let mut unit = 0;
    while value >= 999.5 && unit < UNITS.len() - 1 {
        value /= 1000.0;
        unit += 1;
    }
    if value < 10.0 {
        format!("{value:.1} {}", UNITS[unit])
    } else {
        format!("{value:.0} {}", UNITS[unit])
    }
}

fn object(parts: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

fn call(function: &js_sys::Function, argument: &JsValue) -> String {
    function
        .call1(&JsValue::UNDEFINED, argument)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_read_like_people_say_them() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1800, "1.8 kB"),
            (218_000, "218 kB"),
            (999_600, "1.0 MB"),
            (1_260_000_000, "1.3 GB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
