//! A moment as a mail tells it: in the reader's language and time zone, with the zone named.
//! Who reads a mail on the way may be in neither.

use jiff::{civil::Weekday, tz::TimeZone};
use madoguchi_contract::Language;

use crate::clock;

/// Such as 2026年11月20日（金）10:41（日本時間）, or Friday, 20 November 2026, 10:41 (Japan time).
pub fn told(millis: i64, language: Language, zone: &str) -> String {
    // A zone that is not known any more is better replaced by one that is named than by none.
    let (zone, name) = match TimeZone::get(zone) {
        Ok(known) => (known, zone),
        Err(_) => (TimeZone::UTC, "UTC"),
    };
    let local = clock::timestamp(millis).to_zoned(zone);
    match language {
        Language::Ja => {
            let name = if name == "Asia/Tokyo" { "日本時間" } else { name };
            let weekday = weekday(local.weekday());
            format!(
                "{}（{weekday}）{}（{name}）",
                local.strftime("%Y年%-m月%-d日"),
                local.strftime("%H:%M")
            )
        }
        Language::En => {
            let name = if name == "Asia/Tokyo" { "Japan time" } else { name };
            format!("{} ({name})", local.strftime("%A, %-d %B %Y, %H:%M"))
        }
    }
}

fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_readers_language_and_zone() {
        let at = clock::from_wire("2026-11-20T16:05:00Z").unwrap();
        for (language, zone, told_as) in [
            (Language::Ja, "Asia/Tokyo", "2026年11月21日（土）01:05（日本時間）"),
            (Language::Ja, "America/New_York", "2026年11月20日（金）11:05（America/New_York）"),
            (Language::En, "Asia/Tokyo", "Saturday, 21 November 2026, 01:05 (Japan time)"),
            (Language::En, "Europe/Berlin", "Friday, 20 November 2026, 17:05 (Europe/Berlin)"),
            (Language::En, "Mars/Olympus", "Friday, 20 November 2026, 16:05 (UTC)"),
        ] {
            assert_eq!(told(at, language, zone), told_as);
        }
    }
}
