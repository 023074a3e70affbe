//! `/cases`: views, table, paging and the way to a case by its number. View, sort, page size and
//! page are in the address.

mod find;
mod table;
mod views;

use crate::util::erased::{attribute, dynamic};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use madoguchi_contract::{
    cases::{CaseSummary, CaseView},
    limits::PAGE_SIZES,
    list::Page,
};

use crate::{
    api::{self, cases::ListQuery},
    components::{
        loaded::{Loaded, load},
        page_title::PageTitle,
        pagination::Pagination,
        wording,
    },
    i18n::{Text, t},
    routes,
    state::counts::use_counts,
    ui::{empty::Empty, icon::Icon, select::Select},
};

/// The case list.
#[component]
pub fn CasesPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| ListQuery {
            view: query.get("view").unwrap_or_default(),
            sort: query.get("sort").unwrap_or_default(),
            cursor: query.get("cursor").unwrap_or_default(),
            limit: query.get("limit").unwrap_or_default(),
        })
    });
    let counts = use_counts();
    let list = load(move || {
        // The counts beside the views belong to the same moment as the rows.
        counts.refresh_cases();
        api::cases::list(&asked.get())
    });
    let view =
        Memo::new(move |_| asked.with(|asked| CaseView::from_id(&asked.view)).unwrap_or_default());
    view! {
        <div class="wrap page">
            <PageTitle text=Signal::derive(|| t::nav_cases().to_owned())/>
            <div class="with-rail">
                <views::Views view=view asked=asked/>
                <div class="stack">
                    <find::FindCase/>
                    <section class="panel" aria-labelledby="list-title" aria-busy=attribute(move || list.busy().then_some("true"))>
                        <div class="panel-head">
                            <h2 id="list-title">{dynamic(move || wording::view(view.get()))}</h2>
                        </div>
                        <Loaded load=list children=move |page| rows(page, asked)/>
                    </section>
                    {dynamic(move || list.value().filter(|page| page.total > 0).map(|page| pages(page, asked)))}
                </div>
            </div>
        </div>
    }
}

fn rows(page: Page<CaseSummary>, asked: Memo<ListQuery>) -> AnyView {
    let hidden = (page.hidden > 0).then(|| view! {
        <p class="panel-foot small soft"><Icon name="info" class="icon--line"/>" "{t::cases_hidden(page.hidden)}</p>
    });
    if page.items.is_empty() {
        let all = asked.with_untracked(|asked| {
            CaseView::from_id(&asked.view).unwrap_or_default() == CaseView::All
        });
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
        <div class="table-box"><table::CaseTable items=page.items asked=asked/></div>
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
