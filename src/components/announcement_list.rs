//! Announcements in lines: unread marked, age, title, and the services they concern.

use crate::util::erased::dynamic;
use leptos::prelude::*;
use madoguchi_contract::announcements::AnnouncementSummary;

use crate::{components::wording, i18n::t, routes, ui::time::Time};

/// The lines.
#[component]
pub fn AnnouncementList(
    /// Newest first.
    items: Vec<AnnouncementSummary>,
) -> impl IntoView {
    view! { <ul class="announcements">{items.into_iter().map(row).collect_view()}</ul> }
}

fn row(item: AnnouncementSummary) -> impl IntoView {
    let class = if item.unread { "announcement announcement--unread" } else { "announcement" };
    let mark = if item.unread {
        view! { <span class="tag tag--info">{t::announcement_unread}</span> }.into_any()
    } else {
        // Keeps the column on wide screens.
        view! { <span class="not-compact"></span> }.into_any()
    };
    let (kind, services) = (item.kind, item.services);
    view! {
        <li>
            <a class=class href=routes::announcement(&item.number)>
                {mark}
                <Time at=item.published_at/>
                <span class="announcement-title">{item.title}</span>
                <span class="announcement-service">
                    {dynamic(move || {
                        let kind = wording::announcement_kind(kind);
                        let services = services.join(t::list_comma());
                        if services.is_empty() { kind.to_owned() } else { format!("{kind} · {services}") }
                    })}
                </span>
            </a>
        </li>
    }
}
