//! `/account/sign-ins`: what happened to accounts, one's own or for administrators the company's.
//! Scope, filters and page are in the address.

mod table;
mod words;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use madoguchi_contract::{
    list::Page,
    sign_ins::{Event, ExportFormat, Outcome, SignInEvent},
};

use super::{
    filters::{FilterChoice, FilterForm, FilterInput, Filters, Name},
    frame::{ListHead, use_administrator},
};
use crate::{
    api,
    components::{
        loaded::{Loaded, load},
        pagination::{Pages, Place, is_page_size},
    },
    i18n::{Text, t},
    routes,
    ui::{empty::Empty, icon::Icon, segmented::Segmented},
    util::{
        erased::{attribute, dynamic},
        question::{Known, Question},
    },
};

/// Whose lines: an administrator sees the company's unless they ask for their own.
const OWN: &str = "own";
const COMPANY: &str = "company";

const KNOWN: [Known; 8] = [
    ("scope", |value| value == OWN),
    ("user", |_| true),
    ("event", |value| Event::from_id(value).is_some()),
    ("result", |value| Outcome::from_id(value).is_some()),
    ("from", is_day),
    ("to", is_day),
    ("limit", is_page_size),
    ("cursor", |_| true),
];

const USER: &str = "filter-user";
const EVENT: &str = "filter-event";
const RESULT: &str = "filter-result";
const FROM: &str = "filter-from";
const TO: &str = "filter-to";
const PERIOD_ERROR: &str = "filter-to-error";

/// The event comes first, since everybody has it.
const NAMES: [Name; 5] =
    [("event", EVENT), ("result", RESULT), ("from", FROM), ("to", TO), ("user", USER)];

/// `2026-11-20`, as date inputs give it; whether there is such a day the server says.
fn is_day(value: &str) -> bool {
    value.len() == 10
        && value.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Rows, and what they are the answer to.
#[derive(Clone)]
struct Answer {
    asked: Question,
    company: bool,
    narrowed: bool,
    page: Page<SignInEvent>,
}

/// The sign-in history.
#[component]
pub fn SignInsPage() -> impl IntoView {
    let administrator = use_administrator();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| Question::read(&KNOWN, |n| query.get(n))));
    let company =
        Memo::new(move |_| administrator.get() && asked.with(|asked| asked.get("scope") != OWN));
    let filters = Filters::new(routes::SIGN_INS, asked, &NAMES);
    let list = load(move || {
        let (mut asked, company) = (asked.get(), company.get());
        asked.set("scope", if company { COMPANY } else { OWN });
        if !company {
            asked.set("user", "");
        }
        let narrowed = filters.any();
        let answer = api::sign_ins::list(&asked);
        async move { answer.await.map(|page| Answer { asked, company, narrowed, page }) }
    });
    // Read out when other rows have come.
    let status = move || {
        if list.busy() {
            return String::new();
        }
        let range = |answer: &Answer| Place::of(&answer.page).range(t::sign_ins_no_match_title);
        list.with(|answer| answer.map(range).unwrap_or_default())
    };
    let address = Callback::new(move |(limit, cursor): (String, String)| {
        let changes = [("limit", &*limit), ("cursor", &*cursor)];
        asked.with_untracked(|asked| asked.with(&changes)).at(routes::SIGN_INS)
    });
    let limit = Signal::derive(move || asked.with(|asked| asked.get("limit").to_owned()));
    let lead = Signal::derive(move || {
        if company.get() { t::sign_ins_company_lead() } else { t::sign_ins_own_lead() }.to_owned()
    });
    view! {
        <div class="wrap page">
            <ListHead title=t::sign_ins lead=lead>
                <a class="button" href=routes::SESSIONS><Icon name="sign-out"/>{t::sign_ins_sessions}</a>
            </ListHead>
            <p class="sr-only" role="status">{dynamic(status)}</p>
            <div class="stack">
                <div class="table-box">
                    <section class="panel" aria-labelledby="list-title" aria-busy=attribute(move || list.busy().then_some("true"))>
                        <h2 class="sr-only" id="list-title">{t::sign_ins}</h2>
                        {dynamic(move || administrator.get().then(|| scope(asked, company)))}
                        {narrowing(filters, company)}
                        <Loaded load=list children=move |answer| rows(answer, filters)/>
                    </section>
                </div>
                {dynamic(move || list.with(|list| list.map(|list| view! {
                    <Pages place=Place::of(&list.page) limit=limit address=address/>
                })))}
            </div>
        </div>
    }
}

/// One's own lines or the company's.
fn scope(asked: Memo<Question>, company: Memo<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let value = Signal::derive(move || if company.get() { COMPANY } else { OWN }.to_owned());
    let options = [(COMPANY, t::sign_ins_company as Text), (OWN, t::sign_ins_own)]
        .map(|(value, text)| (value, Signal::derive(move || text().to_owned())))
        .to_vec();
    let change = Callback::new(move |scope: String| {
        let scope = if scope == OWN { OWN } else { "" };
        let changed = asked.with_untracked(|asked| asked.with(&[("scope", scope), ("user", "")]));
        navigate(&changed.at(routes::SIGN_INS), Default::default());
    });
    view! {
        <div class="panel-head">
            <Segmented name="scope" label=Signal::derive(|| t::sign_ins_scope().to_owned())
                options=options value=value on_change=change/>
        </div>
    }
}

fn narrowing(filters: Filters, company: Memo<bool>) -> impl IntoView {
    let (from, to) = (filters.value(FROM), filters.value(TO));
    let refused = RwSignal::new(false);
    let backwards =
        move || to.with(|to| !to.is_empty() && from.with(|from| from > to)) && refused.get();
    let fault = Signal::derive(move || backwards().then_some(PERIOD_ERROR));
    // Checked with the button, then while correcting.
    let check = Callback::new(move |()| {
        refused.set(true);
        !untrack(backwards)
    });
    let filters = filters.checked(check);
    view! {
        <FilterForm filters=filters>
            {dynamic(move || company.get().then(|| view! {
                <FilterInput filters=filters id=USER label=t::sign_ins_user kind="search" class="filters-wide"/>
            }))}
            <FilterChoice filters=filters id=EVENT label=t::sign_ins_event options=&words::EVENTS/>
            <FilterChoice filters=filters id=RESULT label=t::sign_ins_result options=&words::OUTCOMES/>
            <FilterInput filters=filters id=FROM label=t::sign_ins_from kind="date" fault=fault/>
            <FilterInput filters=filters id=TO label=t::sign_ins_to kind="date" fault=fault/>
            {dynamic(move || fault.get().map(|id| view! {
                <p class="field-error filters-error" id=id role="alert"><Icon name="error"/>{t::sign_ins_period_error}</p>
            }))}
        </FilterForm>
    }
}

fn rows(answer: Answer, filters: Filters) -> AnyView {
    if answer.page.items.is_empty() {
        let (title, text): (Text, Text) = if answer.narrowed {
            (t::sign_ins_no_match_title, t::sign_ins_no_match_text)
        } else {
            (t::sign_ins_none_title, t::sign_ins_none_text)
        };
        return view! {
            <Empty icon="clock" title=Signal::derive(move || title().to_owned())
                text=Signal::derive(move || text().to_owned())>
                {answer.narrowed.then(|| view! {
                    <a class="button" href=filters.cleared()>{t::filter_clear}</a>
                })}
            </Empty>
        }
        .into_any();
    }
    let total = answer.page.total;
    let files = ExportFormat::ALL.map(|format| {
        if total > format.most() {
            let (name, most) = (words::format(format), format.most());
            let too_many = dynamic(move || t::sign_ins_too_many(&name, &most));
            return view! { <span class="small">{too_many}</span> }.into_any();
        }
        let address = api::sign_ins::export_address(&answer.asked, format);
        view! {
            // The router leaves it to the browser.
            <a class="button button--small" href=address download="" rel="external">
                <Icon name="download"/>{words::format(format)}
            </a>
        }
        .into_any()
    });
    view! {
        <table::Events items=answer.page.items company=answer.company/>
        <div class="panel-foot row" role="group" aria-labelledby="export-title">
            <span class="small soft" id="export-title">{t::sign_ins_export}</span>
            {files}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_day;

    #[test]
    fn days_are_those_of_date_inputs() {
        assert!(is_day("2026-11-20"));
        for wrong in ["", "2026-1-20", "20-11-2026", "2026/11/20", "2026-11-20T"] {
            assert!(!is_day(wrong), "{wrong}");
        }
    }
}
