//! The sign-in history of the sample: six weeks of an office at work, with what can go wrong.
//! Written like the portal writes it; only the times lie in the past.

use jiff::{Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use madoguchi_contract::sign_ins::{Event, Outcome};

use super::customers::{ADMIN, LEFT, MAIL, TOTP, USER, user_id_of};
use crate::{
    clock,
    session::{history, origin::Origin},
    store::Tx,
};

/// Days that the history goes back.
const DAYS: i32 = 42;

/// See [`OFFICE`].
type Habit = (&'static str, i32, i32, &'static str, &'static str, bool);

/// Who signs in on how many of the working days, at which minute of the day (local time), from which
/// browser and address, and whether with a second factor. The addresses are those of RFC 5737 and
/// RFC 3849, which belong to nobody.
const OFFICE: [Habit; 5] = [
    (ADMIN, 1, 8 * 60 + 52, "Edge (Windows)", "203.0.113.10", false),
    (USER, 2, 9 * 60 + 7, "Chrome (Windows)", "203.0.113.10", false),
    (TOTP, 1, 9 * 60 + 31, "Firefox (macOS)", "2001:db8:0:12::8", true),
    (MAIL, 4, 13 * 60 + 4, "Chrome (Windows)", "203.0.113.52", true),
    (LEFT, 3, 10 * 60 + 18, "Edge (Windows)", "203.0.113.10", false),
];

/// Days after which the one who left signed in no more.
const LEFT_DAYS: i32 = 25;

/// Days ago, minute of the day, who, what, how it ended, browser, address, and whether the browser
/// was new.
type Exception = (i32, i32, &'static str, Event, Outcome, &'static str, &'static str, bool);

/// What went differently.
const EXCEPTIONS: [Exception; 14] = [
    (40, 530, ADMIN, Event::SignIn, Outcome::Success, "Edge (Windows)", "203.0.113.10", true),
    (25, 1_065, LEFT, Event::Disabled, Outcome::Success, "Edge (Windows)", "203.0.113.10", false),
    (
        20,
        545,
        USER,
        Event::PasswordChange,
        Outcome::Success,
        "Chrome (Windows)",
        "203.0.113.10",
        false,
    ),
    (12, 780, MAIL, Event::SignIn, Outcome::Failure, "Chrome (Windows)", "203.0.113.52", false),
    (12, 781, MAIL, Event::SignIn, Outcome::Failure, "Chrome (Windows)", "203.0.113.52", false),
    (12, 781, MAIL, Event::SignIn, Outcome::Failure, "Chrome (Windows)", "203.0.113.52", false),
    (12, 782, MAIL, Event::SignIn, Outcome::Failure, "Chrome (Windows)", "203.0.113.52", false),
    (12, 783, MAIL, Event::SignIn, Outcome::Locked, "Chrome (Windows)", "203.0.113.52", false),
    (12, 790, MAIL, Event::Enabled, Outcome::Success, "Edge (Windows)", "203.0.113.10", false),
    (8, 1_275, ADMIN, Event::SignIn, Outcome::Success, "Safari (iPhone)", "198.51.100.23", true),
    (8, 1_290, ADMIN, Event::SignOut, Outcome::Success, "Safari (iPhone)", "198.51.100.23", false),
    (3, 546, USER, Event::SignIn, Outcome::Failure, "Chrome (Windows)", "203.0.113.10", false),
    (3, 547, USER, Event::SignIn, Outcome::Success, "Chrome (Windows)", "203.0.113.10", false),
    (
        2,
        575,
        TOTP,
        Event::Verification,
        Outcome::Failure,
        "Firefox (macOS)",
        "2001:db8:0:12::8",
        false,
    ),
];

struct Line {
    at: i64,
    login: &'static str,
    event: Event,
    outcome: Outcome,
    origin: Origin,
    new_browser: bool,
}

/// Writes the history before `now`, in milliseconds.
pub(super) async fn fill(tx: &mut Tx, now: i64) -> Result<(), sqlx::Error> {
    let mut lines: Vec<Line> = office(now).chain(exceptions(now)).collect();
    lines.retain(|line| line.at < now);
    lines.sort_by_key(|line| line.at);
    for line in lines {
        let id = user_id_of(tx, line.login).await?;
        let written =
            history::record(tx, Some(id), line.event, line.outcome, &line.origin, line.at).await?;
        if line.new_browser {
            history::mark_new_browser(tx, written).await?;
        }
    }
    sqlx::query(
        "UPDATE users SET last_sign_in_at = (SELECT max(at) FROM sign_in_events e \
         WHERE e.user_id = users.id AND e.result = 'success' \
         AND e.event = CASE WHEN users.second_factor THEN 'verification' ELSE 'sign_in' END)",
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The working days.
fn office(now: i64) -> impl Iterator<Item = Line> {
    (1..=DAYS).rev().filter(move |day| is_working_day(now, *day)).flat_map(move |day| {
        OFFICE
            .into_iter()
            .filter(move |(login, every, ..)| {
                day % every == 0 && (*login != LEFT || day > LEFT_DAYS)
            })
            .flat_map(move |(login, _, minute, browser, address, second_factor)| {
                // Nobody comes at the same minute every day.
                let at = moment(now, day, minute + (day * 7) % 11);
                let line = move |event, at| Line {
                    at,
                    login,
                    event,
                    outcome: Outcome::Success,
                    origin: origin(browser, address),
                    new_browser: false,
                };
                let verified = second_factor.then(|| line(Event::Verification, at + 21_000));
                [Some(line(Event::SignIn, at)), verified].into_iter().flatten()
            })
    })
}

fn exceptions(now: i64) -> impl Iterator<Item = Line> {
    EXCEPTIONS.into_iter().enumerate().map(
        move |(index, (day, minute, login, event, outcome, browser, address, new_browser))| Line {
            at: moment(now, day, minute) + index as i64 * 1_700,
            login,
            event,
            outcome,
            origin: origin(browser, address),
            new_browser,
        },
    )
}

fn origin(browser: &str, address: &str) -> Origin {
    Origin { address: address.to_owned(), browser: browser.to_owned() }
}

/// The moment `minute` minutes after midnight in Tokyo, `days` ago, in milliseconds.
fn moment(now: i64, days: i32, minute: i32) -> i64 {
    let midnight =
        local(now, days).start_of_day().map_or(now, |day| Timestamp::from(day).as_millisecond());
    midnight + i64::from(minute) * 60_000
}

fn is_working_day(now: i64, days: i32) -> bool {
    !matches!(local(now, days).weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// This time of the day in Tokyo, `days` ago.
fn local(now: i64, days: i32) -> jiff::Zoned {
    let zone = TimeZone::get("Asia/Tokyo").unwrap_or(TimeZone::UTC);
    let today = clock::timestamp(now).to_zoned(zone);
    today.checked_sub(days.days()).unwrap_or(today)
}
