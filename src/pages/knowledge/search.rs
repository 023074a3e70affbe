//! `/knowledge/search`: articles that match, or all of a base; words, base and page in the address.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use madoguchi_contract::{
    knowledge::{ArticleSummary, Bases, Snippet, query_is_long_enough},
    list::Page,
};

use crate::{
    api::{self, knowledge::ArticleQuery},
    components::{
        breadcrumb::Breadcrumb,
        knowledge_search_box::SearchBox,
        loaded::{Load, Loaded, load},
        page_title::PageTitle,
        pagination::Pagination,
        wording,
    },
    i18n::t,
    routes,
    ui::{
        empty::Empty,
        notice::{Notice, NoticeTone},
        select::Select,
        time::Time,
    },
    util::{
        erased::{attribute, dynamic, effect},
        intl,
    },
};

/// The search over articles.
#[component]
pub fn KnowledgeSearchPage() -> impl IntoView {
    let query = use_query_map();
    let value = move |name: &'static str| {
        Signal::derive(move || query.with(|query| query.get(name)).unwrap_or_default())
    };
    let (words, base, cursor) = (value("q"), value("base"), value("cursor"));
    let bases = load(api::knowledge::bases);
    // A base that is not there stands for all of them.
    let base = Signal::derive(move || {
        let base = base.get();
        let known = bases.with(|bases| bases.is_none_or(|b| b.items.iter().any(|b| b.id == base)));
        if known { base } else { String::new() }
    });
    let asked = Memo::new(move |_| ArticleQuery {
        words: words.get(),
        base: base.get(),
        cursor: cursor.get(),
    });
    let short = Memo::new(move |_| {
        asked.with(|asked| !asked.words.trim().is_empty() && !query_is_long_enough(&asked.words))
    });
    let found = RwSignal::new(None::<u64>);
    // Read out whenever there is another answer.
    let status = move || match (short.get(), found.get()) {
        (true, _) => t::knowledge_short_title().to_owned(),
        (false, None) => String::new(),
        (false, Some(0)) => t::knowledge_no_match_title().to_owned(),
        (false, Some(total)) => asked.with(|asked| heading(&asked.words, total)),
    };
    view! {
        <div class="wrap page">
            <p class="sr-only" role="status">{dynamic(status)}</p>
            <div class="stack">
                <div class="stack stack--tight">
                    <Breadcrumb>
                        <li><a href=routes::KNOWLEDGE>{t::nav_knowledge}</a></li>
                        <li aria-current="page">{t::knowledge_search}</li>
                    </Breadcrumb>
                    <PageTitle text=Signal::derive(|| t::knowledge_search().to_owned())/>
                </div>
                <SearchBox words=words base=base/>
                <BaseChoice bases=bases words=words base=base/>
            </div>
            {dynamic(move || if short.get() {
                view! {
                    <Notice tone=NoticeTone::Info icon="info"
                        title=Signal::derive(|| t::knowledge_short_title().to_owned())>
                        <p>{t::knowledge_short_text}</p>
                    </Notice>
                }
                .into_any()
            } else {
                view! { <Results asked=asked found=found/> }.into_any()
            })}
        </div>
    }
}

#[component]
fn BaseChoice(bases: Load<Bases>, words: Signal<String>, base: Signal<String>) -> impl IntoView {
    let navigate = use_navigate();
    let options = Signal::derive(move || {
        let all = (String::new(), t::knowledge_all_bases().to_owned());
        let bases = bases.value().map(|bases| bases.items).unwrap_or_default();
        std::iter::once(all)
            .chain(bases.into_iter().map(|base| (base.id, wording::label(&base.name))))
            .collect::<Vec<_>>()
    });
    let change = Callback::new(move |base: String| {
        navigate(&routes::knowledge_search(&words.get_untracked(), &base, ""), Default::default());
    });
    view! {
        <div class="row">
            <label class="small soft" for="knowledge-base">{t::knowledge_base}</label>
            <Select id="knowledge-base" class="select--small select--inline" options=options value=base on_change=change/>
        </div>
    }
}

#[component]
fn Results(asked: Memo<ArticleQuery>, found: RwSignal<Option<u64>>) -> impl IntoView {
    let articles = load(move || api::knowledge::articles(&asked.get()));
    effect(move || {
        let total = articles.with(|page| page.map(|page| page.total));
        found.set(total.filter(|_| !articles.busy()));
    });
    view! {
        <div class="stack" aria-busy=attribute(move || articles.busy().then_some("true"))>
            <Loaded load=articles children=move |page| results(page, &asked.get_untracked())/>
        </div>
    }
}

/// How many articles there are of what was asked for.
fn heading(words: &str, total: u64) -> String {
    if words.trim().is_empty() { t::knowledge_articles(total) } else { t::knowledge_matches(total) }
}

fn results(page: Page<ArticleSummary>, asked: &ArticleQuery) -> AnyView {
    let (words, base) = (asked.words.clone(), asked.base.clone());
    let total = page.total;
    if page.items.is_empty() {
        let wider = (!base.is_empty()).then(|| routes::knowledge_search(&words, "", ""));
        let shown = words.trim().to_owned();
        return view! {
            <div class="panel">
                <Empty icon="search"
                    title=Signal::derive(|| t::knowledge_no_match_title().to_owned())
                    text=Signal::derive(move || if shown.is_empty() {
                        t::knowledge_no_article().to_owned()
                    } else {
                        t::knowledge_no_match_text(&shown)
                    })>
                    {wider.map(|href| view! { <a class="button" href=href>{t::knowledge_search_all}</a> })}
                    <a class="button" href=routes::KNOWLEDGE>{t::knowledge_back}</a>
                </Empty>
            </div>
        }
        .into_any();
    }
    let last = page.next.is_none();
    let link = |cursor: Option<String>| {
        cursor.map(|cursor| routes::knowledge_search(&words, &base, &cursor))
    };
    let (previous, next) = (link(page.previous), link(page.next));
    let rows = page.items.len();
    view! {
        <h2 class="h-small">{dynamic(move || heading(&words, total))}</h2>
        <ol class="panel results">{page.items.into_iter().map(result).collect_view()}</ol>
        {last.then(|| view! { <p class="results-end">{t::results_end}</p> })}
        <Pagination first=page.first rows=rows total=total previous=previous next=next/>
    }
    .into_any()
}

fn result(article: ArticleSummary) -> impl IntoView {
    let base = article.base;
    let category =
        (!article.category.is_empty()).then(|| view! { <span>{article.category}</span> });
    let lang = intl::tag(article.language);
    let views = article.views;
    let author = (!article.author.is_empty()).then(|| view! { <span>{article.author}</span> });
    view! {
        <li>
            <article class="result">
                <p class="result-where"><span>{dynamic(move || wording::label(&base))}</span>{category}</p>
                <h3 lang=lang><a href=routes::article(&article.number)>{snippet(article.title)}</a></h3>
                <p class="result-text" lang=lang>{snippet(article.snippet)}</p>
                <p class="result-meta">
                    <span class="mono">{article.number}</span>
                    {author}
                    <span>{dynamic(move || t::article_views(views))}</span>
                    <Time at=article.updated_at/>
                </p>
            </article>
        </li>
    }
}

fn snippet(snippet: Snippet) -> Vec<AnyView> {
    snippet
        .0
        .into_iter()
        .map(|part| {
            if part.hit {
                view! { <mark>{part.text}</mark> }.into_any()
            } else {
                part.text.into_any()
            }
        })
        .collect()
}
