//! `GET /support-hours`: whether the desk answers now, and when next. Open to everybody.
//! The calendar is the contract's; here it meets the clock and the desk's time zone.

use axum::extract::State;
use jiff::{Timestamp, civil};
use madoguchi_contract::{
    calendar::{Date, format_minute},
    site::{Hours, SupportHours},
};

use crate::{app::AppState, config, request::Answer};

/// When the desk answers.
#[utoipa::path(
    get, path = "/support-hours", tag = "home",
    responses((status = 200, body = SupportHours))
)]
pub(super) async fn read_support_hours(State(state): State<AppState>) -> Answer {
    Answer::ok(&support_hours(&state.config.support, state.clock.now()))
}

fn support_hours(support: &config::Support, now: Timestamp) -> SupportHours {
    let zone = support.zone();
    let local = now.to_zoned(zone.clone()).datetime();
    let (today, minute) = (date(local.date()), minute_of_day(local.time()));
    let timetable = support.timetable();
    let open = timetable.is_open(today, minute);
    let opens_at = (!open)
        .then(|| timetable.opens_next(today, minute))
        .flatten()
        .and_then(|(day, from)| moment(day, from))
        .and_then(|at| at.to_zoned(zone).ok())
        .map(|at| at.timestamp().to_string());
    SupportHours {
        open,
        today: timetable
            .hours_on(today)
            .map(|hours| Hours { from: format_minute(hours.from), to: format_minute(hours.to) }),
        closed_because: timetable.closed_because(today),
        opens_at,
        time_zone: support.time_zone.clone(),
    }
}

fn date(day: civil::Date) -> Date {
    let days = civil::date(1970, 1, 1).until(day).map_or(0, |span| span.get_days());
    Date::from_days_since_1970(i64::from(days))
}

fn minute_of_day(time: civil::Time) -> u16 {
    u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or_default()
}

/// A day and minute of the desk, before the time zone is known.
fn moment(day: Date, minute: u16) -> Option<civil::DateTime> {
    let midnight = civil::date(1970, 1, 1)
        .checked_add(jiff::Span::new().try_days(day.days_since_1970()).ok()?)
        .ok()?
        .to_datetime(civil::Time::midnight());
    midnight.checked_add(jiff::SignedDuration::from_mins(i64::from(minute))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_contract::site::Closure;

    fn at(time: &str) -> SupportHours {
        support_hours(&config::Support::default(), time.parse().unwrap())
    }

    #[test]
    fn on_a_weekday_the_desk_answers_from_nine_to_half_past_five_in_tokyo() {
        let hours = Some(Hours { from: "09:00".to_owned(), to: "17:30".to_owned() });
        let before = at("2026-11-19T23:59:59Z");
        assert!(!before.open);
        assert_eq!(before.today, hours);
        assert_eq!(before.opens_at.as_deref(), Some("2026-11-20T00:00:00Z"));
        let open = at("2026-11-20T00:00:00Z");
        assert!(open.open);
        assert_eq!(open.opens_at, None);
        assert!(!at("2026-11-20T08:30:00Z").open);
    }

    #[test]
    fn after_a_friday_before_a_holiday_it_opens_on_tuesday() {
        assert_eq!(at("2026-11-20T09:00:00Z").opens_at.as_deref(), Some("2026-11-24T00:00:00Z"));
        let holiday = at("2026-11-23T02:00:00Z");
        assert_eq!(holiday.today, None);
        assert!(matches!(holiday.closed_because, Some(Closure::Holiday { .. })));
    }
}
