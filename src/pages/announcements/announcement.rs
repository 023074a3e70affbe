//! `/announcements/:number`: a notice in full; opening it marks it as read.

use crate::util::erased::dynamic;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;
use madoguchi_contract::announcements::{Announcement, AnnouncementKind, Impact};

use super::acknowledgement::Acknowledgement;
use crate::{
    api,
    components::{
        breadcrumb::Breadcrumb,
        loaded::{Load, Loaded, load_page},
        page_title::PageTitle,
        rich_text::RichText,
        wording,
    },
    i18n::t,
    routes,
    state::counts::use_counts,
    ui::time::{Period, Time},
    util::intl,
};

/// A notice.
#[component]
pub fn AnnouncementPage() -> impl IntoView {
    let params = use_params_map();
    let counts = use_counts();
    let number = Memo::new(move |_| params.with(|params| params.get("number")).unwrap_or_default());
    let announcement = load_page(number, api::announcements::read);
    Effect::new(move |_| {
        let unread =
            announcement.with(|a| a.filter(|a| a.summary.unread).map(|a| a.summary.number.clone()));
        if let Some(number) = unread {
            spawn_local(async move {
                // Not being able to mark it costs the reader nothing; it stays unread.
                if api::announcements::mark_read(&number).await.is_ok() {
                    counts.refresh_announcements();
                }
            });
        }
    });
    view! {
        <div class="wrap wrap--text page">
            <Loaded load=announcement children=move |shown| notice(shown, announcement)/>
        </div>
    }
}

fn notice(announcement: Announcement, load: Load<Announcement>) -> AnyView {
    let summary = announcement.summary;
    let (crumb, title) = (summary.number.clone(), summary.title.clone());
    let (kind, views, solved) = (summary.kind, announcement.views, announcement.solved);
    let author = announcement.author;
    let lang = intl::tag(announcement.language);
    view! {
        <div class="stack stack--tight">
            <Breadcrumb>
                <li><a href=routes::ANNOUNCEMENTS>{t::announcements}</a></li>
                <li aria-current="page">{crumb}</li>
            </Breadcrumb>
            <PageTitle text=Signal::derive(move || title.clone())/>
            <p class="result-meta">
                <span class=if kind == AnnouncementKind::Incident { "tag tag--danger" } else { "tag tag--info" }>
                    {dynamic(move || wording::announcement_kind(kind))}
                </span>
                {solved.then(|| view! { <span class="tag tag--done">{t::announcement_solved}</span> })}
                <span class="mono">{summary.number.clone()}</span>
                <span>{author}</span>
                <Time at=summary.published_at/>
                <span>{dynamic(move || t::article_views(views))}</span>
            </p>
        </div>
        {announcement.starts_at.map(|starts| view! {
            <section class="panel"><div class="panel-body">
                <dl class="facts">
                    <div>
                        <dt>{t::announcement_schedule}</dt>
                        <dd><Period from=starts to=announcement.ends_at/></dd>
                    </div>
                </dl>
            </div></section>
        })}
        {impacts(announcement.impacts)}
        <article class="panel panel--roomy" lang=lang>
            <div class="panel-body"><RichText document=announcement.body/></div>
        </article>
        {summary.acknowledge.then(|| view! {
            <Acknowledgement number=summary.number at=summary.acknowledged_at announcement=load/>
        })}
    }
    .into_any()
}

fn impacts(impacts: Vec<Impact>) -> impl IntoView {
    (!impacts.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="impact-title">
                <div class="panel-head"><h2 id="impact-title">{t::announcement_impact}</h2></div>
                <div class="panel-body">
                    <dl class="facts facts--services">
                        {impacts.into_iter().map(|impact| view! {
                            <div>
                                <dt>
                                    {impact.service}
                                    {impact.yours.then(|| view! {
                                        <span class="tag tag--info">{t::announcement_yours}</span>
                                    })}
                                </dt>
                                <dd>{impact.text}</dd>
                            </div>
                        }).collect_view()}
                    </dl>
                </div>
            </section>
        }
    })
}
