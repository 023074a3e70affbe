//! A banner for each announcement that asks for one and has not been put away by this person.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::announcements::{AnnouncementKind, AnnouncementSummary, Announcements};

use crate::{
    api,
    components::{loaded::Load, page_title, wording},
    i18n::t,
    routes,
    state::toasts::use_toasts,
    ui::icon::Icon,
    util::{
        browser,
        erased::{attribute, dynamic},
    },
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
                {shown.get().into_iter().map(|item| view! {
                    <Banner item=item shown=shown announcements=announcements/>
                }).collect_view()}
            </section>
        }))}
    }
}

/// The id of the button that closes a banner.
fn close_id(item: &AnnouncementSummary) -> String {
    format!("close-{}", item.number)
}

#[component]
fn Banner(
    item: AnnouncementSummary,
    shown: Memo<Vec<AnnouncementSummary>>,
    announcements: Load<Announcements>,
) -> impl IntoView {
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
        // The pressed button goes away; whoever uses the keyboard goes on with the next banner.
        let next = shown.with_untracked(|shown| {
            shown.iter().skip_while(|item| item.number != number).nth(1).map(close_id)
        });
        mark(&number, true);
        let next = next.unwrap_or_else(|| page_title::ID.to_owned());
        request_animation_frame(move || {
            browser::focus(&next);
        });
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
                <button class="button button--bare button--icon" type="button" on:click=dismiss id=close_id(&item)
                    aria-label=attribute(move || t::banner_close(&about_close))>
                    <Icon name="close"/>
                </button>
            </div>
        </div>
    }
}
