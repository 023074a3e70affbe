//! `/cases`: views, table, paging and the way to a case by its number. View, sort, page size and
//! page are in the address.

mod find;
mod question;
mod sort;
mod table;
mod views;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use madoguchi_contract::{
    cases::{CaseColumn, CaseSummary, CaseView, SortKey},
    list::Page,
};

use crate::{
    api::{self, cases::ListQuery},
    components::{
        breadcrumb::Breadcrumb,
        case_columns,
        loaded::{Loaded, load},
        page_title::PageTitle,
        pagination::{Pages, Place},
        wording,
    },
    i18n::{Text, t},
    routes,
    state::{counts::use_counts, session::use_session},
    ui::{empty::Empty, icon::Icon},
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
    let session = use_session();
    let preferences = move || session.me().map(|me| me.preferences).unwrap_or_default();
    let own = Memo::new(move |_| preferences().case_sort);
    let columns = Memo::new(move |_| case_columns::chosen(&preferences().case_columns));
    let counts = use_counts();
    let list = load(move || {
        // The counts beside the views belong to the same moment as the rows.
        counts.refresh_cases();
        let mut asked = asked.get();
        asked.sort = own.with(|own| question::order(&asked, own).to_owned());
        let answer = api::cases::list(&asked);
        async move {
            let (view, sort) = (question::view(&asked), question::sort(&asked, ""));
            answer.await.map(|page| Answer { sort, view, page })
        }
    });
    let view = Memo::new(move |_| asked.with(question::view));
    // Read out when other rows have come: after sorting, and on another page.
    let status = move || {
        if list.busy() {
            return String::new();
        }
        list.with(|answer| {
            answer
                .map(|answer| Place::of(&answer.page).range(t::cases_no_match_title))
                .unwrap_or_default()
        })
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
                                <sort::CaseSortChoice asked=asked own=own/>
                            </div>
                            <Loaded load=list children=move |answer| rows(answer, columns.get(), asked, own)/>
                        </section>
                    </div>
                    {dynamic(move || list.with(|list| list.map(|list| pages(&list.page, asked))))}
                </div>
            </div>
        </div>
    }
}

fn rows(
    answer: Answer,
    columns: Vec<CaseColumn>,
    asked: Memo<ListQuery>,
    own: Memo<String>,
) -> AnyView {
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
        <table::CaseTable items=page.items sort=answer.sort columns=columns asked=asked own=own/>
        {hidden}
    }
    .into_any()
}

fn pages(page: &Page<CaseSummary>, asked: Memo<ListQuery>) -> impl IntoView + use<> {
    let address = Callback::new(move |(limit, cursor): (String, String)| {
        asked.with_untracked(|asked| routes::cases(&asked.view, &asked.sort, &limit, &cursor))
    });
    let limit = Signal::derive(move || asked.with(|asked| asked.limit.clone()));
    view! { <Pages place=Place::of(page) limit=limit address=address/> }
}
