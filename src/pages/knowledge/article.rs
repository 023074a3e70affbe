//! `/knowledge/articles/:number`: an article with its contents list.

use crate::util::erased::dynamic;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use madoguchi_contract::{
    knowledge::Article,
    rich_text::{Block, Document},
};

use crate::{
    api,
    components::{
        breadcrumb::Breadcrumb,
        loaded::{Loaded, load_page},
        page_title::PageTitle,
        rich_text::RichText,
        wording,
    },
    i18n::t,
    routes,
    ui::time::Time,
    util::intl,
};

/// From this many headings on, an article has a contents list.
const CONTENTS_FROM: usize = 3;

/// An article.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")).unwrap_or_default());
    let article = load_page(number, api::knowledge::article);
    view! {
        <div class="wrap page">
            <Loaded load=article children=|article| page(article)/>
        </div>
    }
}

fn page(article: Article) -> AnyView {
    let title = article.title;
    let (base, base_id) = (article.base, article.base_id);
    let views = article.views;
    let lang = intl::tag(article.language);
    let contents = contents(&article.body);
    let long = !contents.is_empty();
    let category = (!article.category.is_empty()).then(|| view! { <li>{article.category}</li> });
    let author = (!article.author.is_empty()).then(|| view! { <span>{article.author}</span> });
    view! {
        <div class="stack stack--tight">
            <Breadcrumb>
                <li><a href=routes::KNOWLEDGE>{t::nav_knowledge}</a></li>
                <li><a href=routes::knowledge_search("", &base_id, "")>{dynamic(move || wording::label(&base))}</a></li>
                {category}
            </Breadcrumb>
            <div lang=lang><PageTitle text=Signal::derive(move || title.clone())/></div>
            <p class="result-meta">
                <span class="mono">{article.number}</span>
                {author}
                <span>{t::article_updated_before}<Time at=article.updated_at/>{t::article_updated_after}</span>
                <span>{dynamic(move || t::article_views(views))}</span>
            </p>
        </div>
        <div class=if long { "with-aside" } else { "stack" }>
            <article class="panel panel--roomy" lang=lang>
                <div class="panel-body"><RichText document=article.body/></div>
            </article>
            {long.then(|| view! {
                <aside class="sticky only-wide" aria-labelledby="contents-title">
                    <nav class="toc panel panel-body" aria-labelledby="contents-title">
                        <h2 id="contents-title">{t::article_contents}</h2>
                        <ol lang=lang>
                            {contents.into_iter().map(|(id, text)| view! {
                                <li><a href=routes::heading(&id) rel="external">{text}</a></li>
                            }).collect_view()}
                        </ol>
                    </nav>
                </aside>
            })}
        </div>
    }
    .into_any()
}

/// The top headings of a long article; none of a short one.
fn contents(body: &Document) -> Vec<(String, String)> {
    let headings: Vec<_> = body
        .0
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level: 0..=3, id, .. } => {
                Some((id.clone(), Document(vec![block.clone()]).plain_text()))
            }
            _ => None,
        })
        .collect();
    if headings.len() >= CONTENTS_FROM { headings } else { Vec::new() }
}
