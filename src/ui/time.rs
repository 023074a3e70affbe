//! A moment: relative on screen, absolute for the pointer and for assistive technology.

use std::{sync::LazyLock, time::Duration};

use leptos::prelude::*;

use crate::{
    i18n,
    util::{
        browser,
        erased::{attribute, dynamic},
        intl::{self, Style},
    },
};

/// The clock of everything on screen, milliseconds since 1970 UTC; ticks twice a minute.
static NOW: LazyLock<ArcRwSignal<f64>> = LazyLock::new(|| {
    let now = ArcRwSignal::new(browser::now());
    let ticking = now.clone();
    set_interval(move || ticking.set(browser::now()), Duration::from_secs(30));
    now
});

/// A moment as people say it: "17 minutes ago", from a week on the date.
#[component]
pub fn Time(
    /// RFC 3339.
    at: String,
) -> impl IntoView {
    let milliseconds = intl::parse(&at);
    let absolute = move || {
        let (language, zone) = (i18n::language(), i18n::time_zone());
        milliseconds.map(|m| intl::format(m, Style::DateTime, language, &zone)).unwrap_or_default()
    };
    let text = move || {
        let (language, zone) = (i18n::language(), i18n::time_zone());
        let milliseconds = milliseconds?;
        intl::relative(milliseconds, NOW.get().max(milliseconds), language, &zone)
    };
    view! {
        <time datetime=at title=attribute(absolute)>
            {dynamic(move || text().unwrap_or_else(|| short_date(milliseconds)))}
            // What is short on screen is said in full to those who cannot hover.
            <span class="sr-only">{dynamic(move || i18n::t::time_absolute(&absolute()))}</span>
        </time>
    }
}

/// A moment in full: "2026/11/20 9:04".
#[component]
pub fn AbsoluteTime(
    /// RFC 3339.
    at: String,
) -> impl IntoView {
    let milliseconds = intl::parse(&at);
    view! {
        <time datetime=at>
            {dynamic(move || {
                let (language, zone) = (i18n::language(), i18n::time_zone());
                milliseconds
                    .map(|m| intl::format(m, Style::DateTime, language, &zone))
                    .unwrap_or_default()
            })}
        </time>
    }
}

/// From when to when: "2026/11/21 22:00～23:00 JST".
#[component]
pub fn Period(
    /// RFC 3339.
    from: String,
    /// RFC 3339; none while nobody knows.
    to: Option<String>,
) -> impl IntoView {
    let start = intl::parse(&from);
    let end = to.as_deref().and_then(intl::parse);
    dynamic(move || {
        let (language, zone) = (i18n::language(), i18n::time_zone());
        match (start, end) {
            (Some(start), Some(end)) => intl::period(start, end, language, &zone),
            (Some(start), None) => {
                let start = intl::format(start, Style::DateTimeZone, language, &zone);
                format!("{start} –")
            }
            (None, _) => String::new(),
        }
    })
}

/// Day and month of this year, else the whole date.
fn short_date(milliseconds: Option<f64>) -> String {
    let (language, zone) = (i18n::language(), i18n::time_zone());
    let Some(milliseconds) = milliseconds else { return String::new() };
    // Half a year is far enough that the year is worth its place.
    let near = (NOW.get() - milliseconds).abs() < 182.0 * 86_400_000.0;
    let style = if near { Style::MonthDay } else { Style::Date };
    intl::format(milliseconds, style, language, &zone)
}
