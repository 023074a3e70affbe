//! `/cases`: views, table, paging and the way to a case by its number. View, sort, page size and
//! page are in the address.

mod find;
mod question;
mod sort;
mod table;
mod views;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use madoguchi_contract::{
    cases::{CaseSummary, CaseView, SortKey},
    limits::PAGE_SIZES,
    list::Page,
};

use crate::{
    api::{self, cases::ListQuery},
    components::{
        breadcrumb::Breadcrumb,
        loaded::{Loaded, load},
        page_title::PageTitle,
        pagination::Pagination,
        wording,
    },
    i18n::{Text, t},
    routes,
    state::counts::use_counts,
    ui::{empty::Empty, icon::Icon, select::Select},
    util::erased::{attribute, dynamic},
};

/// Rows, and what they are the answer to: while another question is on its way, the rows and what
/// is said about them still belong together.
#[derive(Clone)]
struct Answer {
    sort: SortKey,
    view: CaseView,
    page: Page<CaseSummary>,
}

/// The case list.
#[component]
pub fn CasesPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| question::known(|name| query.get(name).unwrap_or_default()))
    });
    let counts = use_counts();
    let list = load(move || {
        // The counts beside the views belong to the same moment as the rows.
        counts.refresh_cases();
        let asked = asked.get();
        let answer = api::cases::list(&asked);
        async move {
            let (view, sort) = (question::view(&asked), question::sort(&asked));
            answer.await.map(|page| Answer { sort, view, page })
        }
    });
    let view = Memo::new(move |_| asked.with(question::view));
    // Read out when other rows have come: after sorting, and on another page.
    let status = move || {
        if list.busy() {
            return String::new();
        }
        list.with(|answer| answer.map(|answer| range(&answer.page)).unwrap_or_default())
    };
    view! {
        <div class="wrap page">
            <div class="stack stack--tight">
                <Breadcrumb><li aria-current="page">{t::nav_cases}</li></Breadcrumb>
                <PageTitle text=Signal::derive(|| t::nav_cases().to_owned())/>
            </div>
            <p class="sr-only" role="status">{dynamic(status)}</p>
            <div class="with-rail">
                <views::Views view=view asked=asked/>
                <div class="stack">
                    <find::FindCase/>
                    <div class="table-box">
                        <section class="panel" aria-labelledby="list-title" aria-busy=attribute(move || list.busy().then_some("true"))>
                            <div class="panel-head">
                                <h2 id="list-title">{dynamic(move || wording::view(view.get()))}</h2>
                                <sort::SortChoice asked=asked/>
                            </div>
                            <Loaded load=list children=move |answer| rows(answer, asked)/>
                        </section>
                    </div>
                    {dynamic(move || list.value().filter(|list| list.page.total > 0).map(|list| pages(list.page, asked)))}
                </div>
            </div>
        </div>
    }
}

/// Where one is in the list.
fn range(page: &Page<CaseSummary>) -> String {
    match page.items.len() as u64 {
        0 => t::cases_no_match_title().to_owned(),
        rows => t::list_range(&page.first, &(page.first + rows - 1), &page.total),
    }
}

fn rows(answer: Answer, asked: Memo<ListQuery>) -> AnyView {
    let page = answer.page;
    let hidden = (page.hidden > 0).then(|| view! {
        <p class="panel-foot small soft"><Icon name="info" class="icon--line"/>" "{t::cases_hidden(page.hidden)}</p>
    });
    if page.items.is_empty() {
        let all = answer.view == CaseView::All;
        let (title, text): (Text, Text) = if all {
            (t::cases_none_title, t::cases_none_text)
        } else {
            (t::cases_no_match_title, t::cases_no_match_text)
        };
        return view! {
            <Empty icon="cases" title=Signal::derive(move || title().to_owned())
                text=Signal::derive(move || text().to_owned())>
                {(!all).then(|| view! { <a class="button" href=routes::CASES>{t::view_all}</a> })}
            </Empty>
            {hidden}
        }
        .into_any();
    }
    view! {
        <table::CaseTable items=page.items sort=answer.sort asked=asked/>
        {hidden}
    }
    .into_any()
}

fn pages(page: Page<CaseSummary>, asked: Memo<ListQuery>) -> impl IntoView {
    let navigate = use_navigate();
    let link = |cursor: Option<String>| {
        cursor.map(|cursor| {
            asked.with_untracked(|asked| {
                routes::cases(&asked.view, &asked.sort, &asked.limit, &cursor)
            })
        })
    };
    let (previous, next) = (link(page.previous), link(page.next));
    let sizes =
        Signal::derive(|| PAGE_SIZES.map(|size| (size.to_string(), t::list_rows(&size))).to_vec());
    let size = Signal::derive(move || {
        asked.with(|asked| {
            if asked.limit.is_empty() { PAGE_SIZES[0].to_string() } else { asked.limit.clone() }
        })
    });
    let resize = Callback::new(move |size: String| {
        let limit = if size == PAGE_SIZES[0].to_string() { String::new() } else { size };
        let target =
            asked.with_untracked(|asked| routes::cases(&asked.view, &asked.sort, &limit, ""));
        navigate(&target, Default::default());
    });
    view! {
        <Pagination first=page.first rows=page.items.len() total=page.total previous=previous next=next>
            <div class="pagination-size">
                <label for="page-size">{t::list_size}</label>
                <Select id="page-size" class="select--small select--inline" options=sizes value=size on_change=resize/>
            </div>
        </Pagination>
    }
}
