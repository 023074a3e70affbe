//! The history as a table: a line each, and what was asked for above it.

use jiff::{Timestamp, tz::TimeZone};
use madoguchi_contract::sign_ins::SignInEvent;

use super::words::Words;
use crate::{
    export::{Cell, Column, Table},
    request::Viewer,
    sign_ins::{asked::Filter, rows::Line},
};

/// The table of `rows`.
pub(super) fn table(
    viewer: &Viewer,
    filter: &Filter,
    words: &Words,
    rows: Vec<Vec<Cell>>,
    now: Timestamp,
) -> Table {
    let zone = TimeZone::get(&viewer.time_zone).unwrap_or(TimeZone::UTC);
    let (open, close) = words.brackets;
    let time = format!("{}{open}{}{close}", words.time, viewer.time_zone);
    let column = |heading: &str, width| Column { heading: heading.to_owned(), width };
    Table {
        title: words.title.to_owned(),
        facts: facts(viewer, filter, words, rows.len(), now.to_zoned(zone.clone())),
        columns: vec![
            column(&time, 20),
            column(words.event, 22),
            column(words.result, 8),
            column(words.user_id, 33),
            column(words.name, 24),
            column(words.browser, 20),
            column(words.new_browser, 16),
            column(words.address, 20),
        ],
        rows,
        language: viewer.language,
        zone,
    }
}

/// The cells of a line.
pub(super) fn cells(line: Line, words: &Words) -> Vec<Cell> {
    let SignInEvent { event, result, user_id, name, browser, address, new_browser, at: _ } =
        line.event;
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        Cell::Moment(line.at),
        text(words.event(event)),
        text(words.outcome(result)),
        Cell::Text(user_id),
        Cell::Text(name),
        Cell::Text(browser),
        text(if new_browser { words.yes } else { "" }),
        Cell::Text(address),
    ]
}

/// What was asked for, when and by whom it concerns.
fn facts(
    viewer: &Viewer,
    filter: &Filter,
    words: &Words,
    lines: usize,
    now: jiff::Zoned,
) -> Vec<String> {
    let fact = |name: &str, value: &str| format!("{name}{}{value}", words.colon);
    let of = match (filter.company, &filter.user) {
        (false, _) => format!("{} {}", viewer.login, viewer.name),
        (true, None) => words.everybody.to_owned(),
        (true, Some(part)) => part.clone(),
    };
    let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |day| day.to_string());
    let period = match filter.days {
        (None, None) => words.always.to_owned(),
        (first, last) => format!("{}{}{}", day(first), words.until, day(last)),
    };
    let mut facts = vec![
        fact(words.company, &viewer.company),
        fact(words.of, &of),
        fact(words.period, &period),
    ];
    let events = filter.events.iter().map(|event| words.event(*event));
    let outcomes = filter.outcomes.iter().map(|outcome| words.outcome(*outcome));
    let chosen: Vec<&str> = events.chain(outcomes).collect();
    if !chosen.is_empty() {
        facts.push(fact(words.filter, &chosen.join(", ")));
    }
    let made = now.strftime("%Y-%m-%d %H:%M").to_string();
    facts.push(format!("{}    {}", fact(words.made, &made), fact(words.lines, &lines.to_string())));
    facts
}
