//! `/cases/:number`: what the case is about, what it expects, what happened in it, and its files.
//! Tab and order of the stream are in the address.

mod actions;
mod activity;
mod attachments;
mod composer;
mod facts;
mod message;

use crate::util::erased::dynamic;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use madoguchi_contract::cases::Case;

use crate::{
    api,
    components::{
        breadcrumb::Breadcrumb,
        case_state::CaseStateMark,
        loaded::{Load, Loaded, load_page},
        page_title::PageTitle,
    },
    i18n::t,
    routes,
    state::counts::{Counts, use_counts},
    ui::time::Time,
};

/// The tab that is not in the address is the activity.
const ATTACHMENTS: &str = "attachments";
/// The order that is neither in the address nor remembered is newest first.
const OLDEST: &str = "oldest";

/// Where this device remembers the order that was chosen last.
const ORDER_KEY: &str = "madoguchi.order";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Context {
    /// The case that is on screen; never another one, whatever the address says by now.
    number: Signal<String>,
    case: Load<Case>,
    /// Changes when there is something new in the stream.
    changes: RwSignal<u32>,
    /// The entry that was sent from here last.
    sent: RwSignal<Option<u64>>,
    counts: Counts,
}

impl Context {
    /// Takes over the case after something was done to it, and reads what is new in the stream.
    fn changed(self, case: Option<Case>) {
        match case {
            Some(case) => self.case.set(case),
            None => self.case.again(),
        }
        // The page may have been left meanwhile.
        self.changes.try_update(|changes| *changes += 1);
        self.counts.refresh_cases();
    }
}

/// A case.
#[component]
pub fn CasePage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")).unwrap_or_default());
    let case = load_page(number, api::cases::read);
    // The parts below stay while the case changes, so that nothing typed is lost.
    let found = Memo::new(move |_| case.with(|case| case.map(|case| case.summary.number.clone())));
    view! {
        <div class="wrap page">
            {dynamic(move || found.get().is_none().then(|| view! { <Loaded load=case children=|_| ().into_any()/> }))}
            {dynamic(move || found.get().map(|number| view! { <CaseView number=number case=case/> }))}
        </div>
    }
}

#[component]
fn CaseView(number: String, case: Load<Case>) -> impl IntoView {
    let context = Context {
        number: Signal::stored(number),
        case,
        changes: RwSignal::new(0),
        sent: RwSignal::new(None),
        counts: use_counts(),
    };
    provide_context(context);
    let case = move || context.case.value();
    let subject =
        Signal::derive(move || case().map(|case| case.summary.subject).unwrap_or_default());
    let query = use_query_map();
    let tab = Memo::new(move |_| query.with(|query| query.get("tab")).unwrap_or_default());
    let order = Memo::new(move |_| query.with(|query| query.get("order")).unwrap_or_default());
    let open =
        Memo::new(move |_| case().is_some_and(|case| case.summary.state.after_comment().is_some()));
    view! {
        <div class="stack stack--tight">
            <Breadcrumb>
                <li><a href=routes::CASES>{t::nav_cases}</a></li>
                <li aria-current="page">{context.number}</li>
            </Breadcrumb>
            <div class="page-head case-head">
                <div class="stack stack--tight">
                    <PageTitle text=subject/>
                    {dynamic(move || case().map(|case| view! {
                        <p class="row small">
                            <CaseStateMark state=case.summary.state/>
                            <span class="mono">{case.summary.number}</span>
                            <span class="soft">{t::case_updated_short}" "<Time at=case.summary.updated_at/></span>
                        </p>
                    }))}
                </div>
                <actions::Actions/>
            </div>
        </div>
        <message::StateMessage/>
        <div class="with-aside">
            <div class="stack">
                <Tabs tab=tab order=order/>
                {dynamic(move || if tab.get() == ATTACHMENTS {
                    view! { <attachments::Attachments/> }.into_any()
                } else {
                    view! {
                        {dynamic(move || open.get().then(|| view! { <composer::Composer/> }))}
                        <activity::ActivityStream order=order/>
                    }
                    .into_any()
                })}
            </div>
            <facts::Facts/>
        </div>
    }
}

#[component]
fn Tabs(tab: Memo<String>, order: Memo<String>) -> impl IntoView {
    let context = expect_context::<Context>();
    let address =
        move |tab: &'static str| move || routes::case_tab(&context.number.get(), tab, &order.get());
    let current =
        move |wanted: bool| move || ((tab.get() == ATTACHMENTS) == wanted).then_some("page");
    let count = move |pick: fn(&Case) -> u64| move || context.case.with(|case| case.map(pick));
    view! {
        <nav aria-label=t::case_tabs>
            <div class="tabs">
                <a class="tab" href=address("") aria-current=current(false)>
                    {t::tab_activity}" "<span class="count">{count(|case| case.activity_count)}</span>
                </a>
                <a class="tab" href=address(ATTACHMENTS) aria-current=current(true)>
                    {t::tab_attachments}" "<span class="count">{count(|case| case.attachment_count)}</span>
                </a>
            </div>
        </nav>
    }
}
