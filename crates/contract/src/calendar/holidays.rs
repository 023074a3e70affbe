//! Japanese public holidays 2000 to 2099, by the Act on National Holidays as amended.
//! Other years have none here: older law differs and the equinox formula is good for these only.

use super::{Date, Weekday};
use crate::Label;

/// The public holiday on that day, substitute and citizens' holidays included.
pub fn holiday(date: Date) -> Option<Label> {
    if !(2000..=2099).contains(&date.year()) {
        return None;
    }
    let (ja, en) = national(date)
        .or_else(|| is_substitute(date).then_some(("振替休日", "Substitute Holiday")))
        .or_else(|| is_between(date).then_some(("国民の休日", "Citizens' Holiday")))?;
    Some(Label { ja: ja.to_owned(), en: en.to_owned() })
}

type Name = (&'static str, &'static str);

/// The days the Act names itself (article 2), and those that single acts put on a par with them.
fn national(date: Date) -> Option<Name> {
    let (year, day) = (date.year(), date.day());
    let monday = |nth: u8| date.weekday() == Weekday::Monday && day.div_ceil(7) == nth;
    match (date.month(), day) {
        (1, 1) => Some(("元日", "New Year's Day")),
        (1, _) if monday(2) => Some(("成人の日", "Coming of Age Day")),
        (2, 11) => Some(("建国記念の日", "National Foundation Day")),
        (2, 23) if year >= 2020 => Some(EMPEROR),
        (3, _) if day == equinox(20.8431, year) => Some(("春分の日", "Vernal Equinox Day")),
        (4, 29) if year >= 2007 => Some(("昭和の日", "Showa Day")),
        (4, 29) => Some(GREENERY),
        (5, 1) if year == 2019 => Some(("天皇の即位の日", "Day of the Emperor's Accession")),
        (5, 3) => Some(("憲法記念日", "Constitution Memorial Day")),
        (5, 4) if year >= 2007 => Some(GREENERY),
        (5, 5) => Some(("こどもの日", "Children's Day")),
        (7..=8, _) | (10, _) => summer_and_sports(date, monday),
        (9, 15) if year <= 2002 => Some(AGED),
        (9, _) if year >= 2003 && monday(3) => Some(AGED),
        (9, _) if day == equinox(23.2488, year) => Some(("秋分の日", "Autumnal Equinox Day")),
        (11, 3) => Some(("文化の日", "Culture Day")),
        (11, 23) => Some(("勤労感謝の日", "Labour Thanksgiving Day")),
        (12, 23) if year <= 2018 => Some(EMPEROR),
        _ => None,
    }
}

/// Marine, mountain and sports days, which moved aside for the games of 2020 and 2021.
fn summer_and_sports(date: Date, monday: impl Fn(u8) -> bool) -> Option<Name> {
    let found = match (date.year(), date.month(), date.day()) {
        (2020, 7, 23) | (2021, 7, 22) => MARINE,
        (2020, 7, 24) | (2021, 7, 23) => SPORTS,
        (2020, 8, 10) | (2021, 8, 8) => MOUNTAIN,
        (2020 | 2021, ..) => return None,
        (..=2002, 7, 20) => MARINE,
        (2003.., 7, _) if monday(3) => MARINE,
        (2016.., 8, 11) => MOUNTAIN,
        (2019, 10, 22) => ("即位礼正殿の儀", "Enthronement Ceremony"),
        (..=2019, 10, _) if monday(2) => ("体育の日", "Health and Sports Day"),
        (_, 10, _) if monday(2) => SPORTS,
        _ => return None,
    };
    Some(found)
}

const EMPEROR: Name = ("天皇誕生日", "The Emperor's Birthday");
const GREENERY: Name = ("みどりの日", "Greenery Day");
const MARINE: Name = ("海の日", "Marine Day");
const MOUNTAIN: Name = ("山の日", "Mountain Day");
const AGED: Name = ("敬老の日", "Respect for the Aged Day");
const SPORTS: Name = ("スポーツの日", "Sports Day");

/// Day of the equinox; the usual approximation, exact for 1980 to 2099.
fn equinox(base: f64, year: i32) -> u8 {
    let years = f64::from(year - 1980);
    (base + 0.242_194 * years - (years / 4.0).floor()) as u8
}

/// Article 3 (2): a holiday on a Sunday moves to the next day; since 2007 to the next day that
/// is not a holiday itself.
fn is_substitute(date: Date) -> bool {
    let mut before = date.yesterday();
    while national(before).is_some() {
        if before.weekday() == Weekday::Sunday {
            return true;
        }
        if date.year() < 2007 {
            return false;
        }
        before = before.yesterday();
    }
    false
}

/// Article 3 (3): a day between two holidays. Before 2007 this was not so on a Sunday.
fn is_between(date: Date) -> bool {
    (date.year() >= 2007 || date.weekday() != Weekday::Sunday)
        && national(date.yesterday()).is_some()
        && national(date.tomorrow()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holidays_of(year: i32) -> Vec<String> {
        let first = Date::new(year, 1, 1).unwrap();
        (0..366)
            .map(|days| first.plus_days(days))
            .filter(|date| date.year() == year)
            .filter_map(|date| {
                holiday(date).map(|name| format!("{}/{} {}", date.month(), date.day(), name.ja))
            })
            .collect()
    }

    /// As published each year by the Cabinet Office.
    const PUBLISHED: [(i32, &str); 9] = [
        (
            2003,
            "1/1 元日,1/13 成人の日,2/11 建国記念の日,3/21 春分の日,4/29 みどりの日,5/3 憲法記念日,\
             5/5 こどもの日,7/21 海の日,9/15 敬老の日,9/23 秋分の日,10/13 体育の日,11/3 文化の日,\
             11/23 勤労感謝の日,11/24 振替休日,12/23 天皇誕生日",
        ),
        (
            2009,
            "1/1 元日,1/12 成人の日,2/11 建国記念の日,3/20 春分の日,4/29 昭和の日,5/3 憲法記念日,\
             5/4 みどりの日,5/5 こどもの日,5/6 振替休日,7/20 海の日,9/21 敬老の日,9/22 国民の休日,\
             9/23 秋分の日,10/12 体育の日,11/3 文化の日,11/23 勤労感謝の日,12/23 天皇誕生日",
        ),
        (
            2019,
            "1/1 元日,1/14 成人の日,2/11 建国記念の日,3/21 春分の日,4/29 昭和の日,4/30 国民の休日,\
             5/1 天皇の即位の日,5/2 国民の休日,5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,\
             5/6 振替休日,7/15 海の日,8/11 山の日,8/12 振替休日,9/16 敬老の日,9/23 秋分の日,\
             10/14 体育の日,10/22 即位礼正殿の儀,11/3 文化の日,11/4 振替休日,11/23 勤労感謝の日",
        ),
        (
            2020,
            "1/1 元日,1/13 成人の日,2/11 建国記念の日,2/23 天皇誕生日,2/24 振替休日,3/20 春分の日,\
             4/29 昭和の日,5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,5/6 振替休日,7/23 海の日,\
             7/24 スポーツの日,8/10 山の日,9/21 敬老の日,9/22 秋分の日,11/3 文化の日,\
             11/23 勤労感謝の日",
        ),
        (
            2021,
            "1/1 元日,1/11 成人の日,2/11 建国記念の日,2/23 天皇誕生日,3/20 春分の日,4/29 昭和の日,\
             5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,7/22 海の日,7/23 スポーツの日,8/8 山の日,\
             8/9 振替休日,9/20 敬老の日,9/23 秋分の日,11/3 文化の日,11/23 勤労感謝の日",
        ),
        (
            2024,
            "1/1 元日,1/8 成人の日,2/11 建国記念の日,2/12 振替休日,2/23 天皇誕生日,3/20 春分の日,\
             4/29 昭和の日,5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,5/6 振替休日,7/15 海の日,\
             8/11 山の日,8/12 振替休日,9/16 敬老の日,9/22 秋分の日,9/23 振替休日,10/14 スポーツの日,\
             11/3 文化の日,11/4 振替休日,11/23 勤労感謝の日",
        ),
        (
            2025,
            "1/1 元日,1/13 成人の日,2/11 建国記念の日,2/23 天皇誕生日,2/24 振替休日,3/20 春分の日,\
             4/29 昭和の日,5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,5/6 振替休日,7/21 海の日,\
             8/11 山の日,9/15 敬老の日,9/23 秋分の日,10/13 スポーツの日,11/3 文化の日,\
             11/23 勤労感謝の日,11/24 振替休日",
        ),
        (
            2026,
            "1/1 元日,1/12 成人の日,2/11 建国記念の日,2/23 天皇誕生日,3/20 春分の日,4/29 昭和の日,\
             5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,5/6 振替休日,7/20 海の日,8/11 山の日,\
             9/21 敬老の日,9/22 国民の休日,9/23 秋分の日,10/12 スポーツの日,11/3 文化の日,\
             11/23 勤労感謝の日",
        ),
        (
            2027,
            "1/1 元日,1/11 成人の日,2/11 建国記念の日,2/23 天皇誕生日,3/21 春分の日,3/22 振替休日,\
             4/29 昭和の日,5/3 憲法記念日,5/4 みどりの日,5/5 こどもの日,7/19 海の日,8/11 山の日,\
             9/20 敬老の日,9/23 秋分の日,10/11 スポーツの日,11/3 文化の日,11/23 勤労感謝の日",
        ),
    ];

    #[test]
    fn the_calendar_matches_the_published_one() {
        for (year, expected) in PUBLISHED {
            assert_eq!(holidays_of(year).join(","), expected, "{year}");
        }
    }

    #[test]
    fn citizens_holidays_before_2007_spare_sundays() {
        let day = |text: &str| holiday(text.parse().unwrap()).map(|name| name.ja);
        assert_eq!(day("2004-05-04").as_deref(), Some("国民の休日"));
        assert_eq!(day("2003-05-04"), None, "a Sunday");
        assert_eq!(day("2032-09-21").as_deref(), Some("国民の休日"));
    }

    #[test]
    fn years_whose_law_is_not_known_have_no_holidays() {
        assert_eq!(holidays_of(1999), [""; 0]);
        assert_eq!(holidays_of(2100), [""; 0]);
        assert!((2000..=2099).all(|year| (15..=22).contains(&holidays_of(year).len())));
    }
}
