//! A banner for each announcement that asks for one and has not been put away by this person.

use crate::util::erased::{attribute, dynamic};
use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::announcements::{AnnouncementKind, AnnouncementSummary, Announcements};

use crate::{
    api,
    components::{loaded::Load, wording},
    i18n::t,
    routes,
    state::toasts::use_toasts,
    ui::icon::Icon,
};

/// The banners above the page.
#[component]
pub fn Banners(
    /// All announcements of the reader.
    announcements: Load<Announcements>,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        announcements.with(|list| {
            list.map(|list| {
                list.items.iter().filter(|item| item.banner && !item.dismissed).cloned().collect()
            })
            .unwrap_or_else(Vec::<AnnouncementSummary>::new)
        })
    });
    view! {
        {dynamic(move || shown.with(|shown| !shown.is_empty()).then(|| view! {
            <section class="banners" aria-label=t::banners>
                <For each=move || shown.get() key=|item| item.number.clone() let:item>
                    <Banner item=item announcements=announcements/>
                </For>
            </section>
        }))}
    }
}

#[component]
fn Banner(item: AnnouncementSummary, announcements: Load<Announcements>) -> impl IntoView {
    let toasts = use_toasts();
    let (class, icon) = match item.kind {
        AnnouncementKind::Incident => ("banner banner--danger", "warning"),
        AnnouncementKind::Maintenance | AnnouncementKind::Notice => ("banner banner--info", "info"),
    };
    let number = item.number.clone();
    let dismiss = move |_| {
        let number = number.clone();
        let mark = move |number: &str, dismissed: bool| {
            announcements.update(|list| {
                if let Some(item) = list.items.iter_mut().find(|item| item.number == number) {
                    item.dismissed = dismissed;
                }
            });
        };
        mark(&number, true);
        spawn_local(async move {
            if let Err(error) = api::announcements::dismiss(&number).await {
                mark(&number, false);
                toasts.failed(wording::failure(&error));
            }
        });
    };
    let title = item.title.clone();
    let (about_details, about_close) = (title.clone(), title.clone());
    view! {
        <div class=class>
            <div class="wrap">
                <Icon name=icon/>
                <p class="banner-title">
                    <span class="banner-kind">{dynamic(move || wording::announcement_kind(item.kind))}</span>
                    {title}
                </p>
                <a href=routes::announcement(&item.number)
                    aria-label=attribute(move || t::banner_details(&about_details))>{t::details}</a>
                <button class="button button--bare button--icon" type="button" on:click=dismiss
                    aria-label=attribute(move || t::banner_close(&about_close))>
                    <Icon name="close"/>
                </button>
            </div>
        </div>
    }
}
