//! `/knowledge`: search, how much there is, and the bases.

use crate::util::erased::dynamic;
use leptos::prelude::*;
use madoguchi_contract::knowledge::Base;

use crate::{
    api,
    components::{
        breadcrumb::Breadcrumb,
        knowledge_search_box::SearchBox,
        loaded::{Loaded, load},
        page_title::PageTitle,
        wording,
    },
    i18n::t,
    routes,
    ui::{empty::Empty, icon::Icon},
};

/// The landing page of the knowledge.
#[component]
pub fn KnowledgePage() -> impl IntoView {
    let bases = load(api::knowledge::bases);
    view! {
        <div class="wrap page">
            <div class="stack">
                <div class="stack stack--tight">
                    <Breadcrumb><li aria-current="page">{t::nav_knowledge}</li></Breadcrumb>
                    <PageTitle text=Signal::derive(|| t::nav_knowledge().to_owned())/>
                </div>
                <SearchBox words=Signal::derive(String::new) base=Signal::derive(String::new)/>
            </div>
            <Loaded load=bases children=|bases| {
                if bases.items.is_empty() {
                    return view! {
                        <div class="panel">
                            <Empty icon="knowledge"
                                title=Signal::derive(|| t::knowledge_none_title().to_owned())
                                text=Signal::derive(|| t::knowledge_none_text().to_owned())/>
                        </div>
                    }
                    .into_any();
                }
                let (count, articles) = (bases.items.len() as u64, bases.articles);
                view! {
                    <div class="stack">
                        <div class="row row--between">
                            <h2 class="h-small">
                                {dynamic(move || t::knowledge_counts(&count, &articles))}
                            </h2>
                            <a class="tall-link" href=routes::KNOWLEDGE_SEARCH>{t::knowledge_all}</a>
                        </div>
                        <ul class="tiles">{bases.items.into_iter().map(base_tile).collect_view()}</ul>
                    </div>
                }
                .into_any()
            }/>
        </div>
    }
}

fn base_tile(base: Base) -> impl IntoView {
    let (name, description) = (base.name, base.description);
    view! {
        <li>
            <a class="tile" href=routes::knowledge_search("", &base.id, "")>
                <Icon name="knowledge"/>
                <span class="tile-title">{dynamic(move || wording::label(&name))}</span>
                <span class="count">
                    {dynamic(move || t::knowledge_base_count(base.articles))}
                </span>
                <span class="tile-text">{dynamic(move || wording::label(&description))}</span>
            </a>
        </li>
    }
}
