//! `/`: banners, announcements, tiles and links (specification, home).

mod banners;
mod tiles;

use crate::util::erased::dynamic;
use leptos::prelude::*;

use crate::{
    api,
    components::{
        announcement_list::AnnouncementList,
        loaded::{Loaded, load},
        page_title::PageTitle,
    },
    i18n::t,
    routes,
    state::counts::use_counts,
    ui::icon::Icon,
};

/// Announcements in the panel; the rest is a press away.
const PANEL: usize = 5;

/// Home.
#[component]
pub fn HomePage() -> impl IntoView {
    let counts = use_counts();
    let announcements = load(api::announcements::list);
    Effect::new(move |_| {
        if let Some(unread) = announcements.with(|list| list.map(|list| list.unread)) {
            counts.set_unread(unread);
        }
    });
    counts.refresh_cases();
    view! {
        <banners::Banners announcements=announcements/>
        <div class="wrap page">
            <PageTitle hidden=true text=Signal::derive(|| t::nav_home().to_owned())/>
            <details class="panel" open>
                <summary>
                    <Icon name="notice"/>
                    <h2>{t::announcements}</h2>
                    {dynamic(move || announcements
                        .with(|list| list.map_or(0, |list| list.unread))
                        .gt(&0)
                        .then(|| view! {
                            <span class="count">
                                {dynamic(move || t::announcement_unread_count(
                                    announcements.with(|list| list.map_or(0, |list| list.unread)),
                                ))}
                            </span>
                        }))}
                    <Icon name="chevron-down" class="chevron"/>
                </summary>
                <Loaded load=announcements children=move |list| {
                    let total = list.items.len();
                    if total == 0 {
                        return view! { <p class="panel-foot small soft">{t::announcements_none}</p> }.into_any();
                    }
                    let newest = list.items.into_iter().take(PANEL).collect::<Vec<_>>();
                    view! {
                        <AnnouncementList items=newest/>
                        <p class="panel-foot small">
                            <a class="tall-link" href=routes::ANNOUNCEMENTS>{t::announcements_all(total as u64)}</a>
                        </p>
                    }
                    .into_any()
                }/>
            </details>
            <tiles::Tiles/>
        </div>
    }
}
