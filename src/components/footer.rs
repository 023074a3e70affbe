//! The foot of every page: support hours of today, the provider's documents, copyright.

use crate::util::erased::dynamic;
use leptos::prelude::*;
use madoguchi_contract::site::{Closure, SupportHours};

use crate::{
    components::wording,
    i18n::{self, t},
    state::site::use_site,
    ui::icon::Icon,
    util::{
        browser,
        intl::{self, Style},
    },
};

/// The foot of the page.
#[component]
pub fn Footer() -> impl IntoView {
    let site = use_site();
    let link = move |url: Option<String>, text: fn() -> &'static str| {
        url.map(|url| view! { <li><a href=url>{text}</a></li> })
    };
    view! {
        <footer class="footer">
            <div class="wrap">
                {dynamic(move || site.hours().map(|hours| view! { <SupportHoursLine hours=hours/> }))}
                {dynamic(move || site.options().map(|options| view! {
                    <ul class="footer-links">
                        {link(options.brand.privacy_url, t::footer_privacy)}
                        {link(options.brand.accessibility_url, t::footer_accessibility)}
                    </ul>
                    <p>{format!("© {} {}", browser::year(), options.brand.copyright)}</p>
                }))}
            </div>
        </footer>
    }
}

/// Whether the desk answers now, and until or from when.
#[component]
pub fn SupportHoursLine(
    /// As the server said.
    hours: SupportHours,
) -> impl IntoView {
    let open = hours.open;
    let text = move || match &hours.today {
        Some(today) => t::hours_today(&today.from, &today.to),
        None => match &hours.closed_because {
            Some(Closure::Holiday { name }) => t::hours_holiday(&wording::label(name)),
            Some(Closure::YearEnd) => t::hours_year_end().to_owned(),
            Some(Closure::Unknown) | None => t::hours_none_today().to_owned(),
        },
    };
    let zone = hours.time_zone.clone();
    let opens = hours.opens_at.as_deref().and_then(intl::parse);
    let opens = move || opens.map(|at| t::hours_opens(&opening(at, &zone)));
    view! {
        <p class="footer-hours">
            <Icon name="clock"/>
            <span>{text}</span>
            {dynamic(move || if open {
                view! { <span class="tag tag--done">{t::hours_open}</span> }.into_any()
            } else {
                view! { <span class="tag">{t::hours_closed}</span> " " <span>{opens.clone()}</span> }.into_any()
            })}
        </p>
    }
}

/// "9:00" today, "月曜日 9:00" within the week, else the date.
fn opening(at: f64, zone: &str) -> String {
    let language = i18n::language();
    let format = |style| intl::format(at, style, language, zone);
    let now = browser::now();
    let same_day = format(Style::Date) == intl::format(now, Style::Date, language, zone);
    let day = if same_day {
        return format(Style::Time);
    } else if at - now < 6.0 * 86_400_000.0 {
        format(Style::Weekday)
    } else {
        format(Style::Date)
    };
    format!("{day} {}", format(Style::Time))
}
