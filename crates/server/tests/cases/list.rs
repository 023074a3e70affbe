//! The list: every order, every view, forwards and backwards, and how many there are.

use std::collections::{BTreeMap, BTreeSet};

use madoguchi_contract::{
    cases::{CaseColumn, CaseCounts, CaseState, CaseSummary},
    list::Page,
};
use madoguchi_server::{
    sample,
    testing::{
        Client, TestApp,
        world::{ADMIN, OTHER, USER},
    },
};
use serde_json::json;

type Cases = Page<CaseSummary>;

async fn sample_world() -> TestApp {
    let app = TestApp::start().await;
    assert!(sample::fill(&app.state, None).await.unwrap());
    app
}

async fn page(client: &Client, query: &str) -> Cases {
    client.get(&format!("/api/v1/cases?{query}")).await.accepted(200).json()
}

fn numbers(page: &Cases) -> Vec<String> {
    page.items.iter().map(|case| case.number.clone()).collect()
}

/// Every page of an order, from the first to the last.
async fn pages(client: &Client, query: &str) -> Vec<Cases> {
    let mut pages = vec![page(client, query).await];
    while let Some(cursor) = &pages[pages.len() - 1].next {
        let next = page(client, &format!("{query}&cursor={cursor}")).await;
        assert!(pages.len() < 100, "the pages never end: {query}");
        pages.push(next);
    }
    pages
}

/// What a column shows, so that it compares like the column is sorted; empty comes last.
fn shown(case: &CaseSummary, column: CaseColumn) -> Option<String> {
    Some(match column {
        CaseColumn::Number => case.number.clone(),
        CaseColumn::State => {
            CaseState::ALL.iter().position(|state| *state == case.state).unwrap().to_string()
        }
        CaseColumn::Category => case.category.name.ja.to_lowercase(),
        CaseColumn::Subject => case.subject.to_ascii_lowercase(),
        CaseColumn::CustomerNumber => case.customer_number.clone(),
        CaseColumn::Company => case.company.clone(),
        CaseColumn::Service => case.service.clone()?.to_lowercase(),
        CaseColumn::Contact => case.contact.clone()?.to_ascii_lowercase(),
        CaseColumn::Updated => case.updated_at.clone(),
    })
}

#[tokio::test]
async fn every_order_shows_every_case_once_and_goes_back_the_same_way() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    for column in CaseColumn::ALL {
        for sign in ["", "-"] {
            let query = format!("sort={sign}{}", column.id());
            let pages = pages(&admin, &query).await;
            let all: Vec<&CaseSummary> = pages.iter().flat_map(|page| &page.items).collect();
            let distinct: BTreeSet<&str> = all.iter().map(|case| case.number.as_str()).collect();
            assert_eq!(all.len() as u64, pages[0].total, "{query}");
            assert_eq!(distinct.len(), all.len(), "{query}");

            for pair in all.windows(2) {
                let (first, second) = (shown(pair[0], column), shown(pair[1], column));
                let in_order = match (&first, &second) {
                    (Some(first), Some(second)) if sign == "-" => first >= second,
                    (Some(first), Some(second)) => first <= second,
                    (None, second) => second.is_none(),
                    (Some(_), None) => true,
                };
                assert!(in_order, "{query}: {first:?} before {second:?}");
            }

            let mut expected_first = 1;
            for page in &pages {
                assert_eq!(page.first, expected_first, "{query}");
                expected_first += page.items.len() as u64;
            }
            // From the last page back to the first, each page exactly as it was.
            for pair in pages.windows(2).rev() {
                let cursor = pair[1].previous.as_ref().expect("a page before");
                let back = page(&admin, &format!("{query}&cursor={cursor}")).await;
                assert_eq!(numbers(&back), numbers(&pair[0]), "{query}");
                assert_eq!(back.first, pair[0].first, "{query}");
                assert_eq!(back.previous.is_some(), pair[0].previous.is_some(), "{query}");
                let forth = page(&admin, &format!("{query}&cursor={}", back.next.unwrap())).await;
                assert_eq!(numbers(&forth), numbers(&pair[1]), "{query}");
            }
            assert_eq!(pages[0].previous, None);
        }
    }
}

#[tokio::test]
async fn ties_are_newest_first_in_either_direction() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    for sort in ["state", "-state", "category", "-service", "-contact", "customer_number"] {
        let all = page(&admin, &format!("sort={sort}&limit=100")).await.items;
        let column = CaseColumn::from_id(sort.trim_start_matches('-')).unwrap();
        for pair in all.windows(2) {
            if shown(&pair[0], column) == shown(&pair[1], column) {
                assert!(pair[0].updated_at >= pair[1].updated_at, "{sort}");
            }
        }
    }
}

#[tokio::test]
async fn further_sort_keys_order_what_the_first_leaves_equal() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    for sort in [
        "state,-updated",
        "-state,number",
        "category,contact,-updated",
        "customer_number,-state,subject",
        "contact,-service",
        "company,service,state",
        "-updated,subject",
        "service,company,-contact,category",
    ] {
        let pages = pages(&admin, &format!("sort={sort}")).await;
        let all: Vec<&CaseSummary> = pages.iter().flat_map(|page| &page.items).collect();
        let distinct: BTreeSet<&str> = all.iter().map(|case| case.number.as_str()).collect();
        assert_eq!(distinct.len() as u64, pages[0].total, "{sort}");
        for pair in all.windows(2) {
            for key in sort.split(',') {
                let column = CaseColumn::from_id(key.trim_start_matches('-')).unwrap();
                let (first, second) = (shown(pair[0], column), shown(pair[1], column));
                if first == second {
                    continue;
                }
                let in_order = match (&first, &second) {
                    (Some(first), Some(second)) => (first < second) != key.starts_with('-'),
                    (None, _) => false,
                    (Some(_), None) => true,
                };
                assert!(in_order, "{sort}: {first:?} before {second:?}");
                break;
            }
        }
        for pair in pages.windows(2) {
            let cursor = pair[1].previous.as_ref().unwrap();
            let back = page(&admin, &format!("sort={sort}&cursor={cursor}")).await;
            assert_eq!(numbers(&back), numbers(&pair[0]), "{sort}");
        }
    }
}

#[tokio::test]
async fn views_show_what_they_say_and_counts_agree() {
    let app = sample_world().await;
    for user_id in [ADMIN, USER, OTHER] {
        let client = app.signed_in(user_id).await;
        let counts: CaseCounts = client.get("/api/v1/cases/counts").await.accepted(200).json();
        let mut found = BTreeMap::new();
        for view in ["all", "action", "alert"] {
            let pages = pages(&client, &format!("view={view}&sort=subject")).await;
            let cases: Vec<CaseSummary> = pages.into_iter().flat_map(|page| page.items).collect();
            found.insert(view, cases);
        }
        assert_eq!(found["all"].len() as u64, counts.all, "{user_id}");
        assert_eq!(found["action"].len() as u64, counts.action, "{user_id}");
        assert_eq!(found["alert"].len() as u64, counts.alert, "{user_id}");
        assert!(found["action"].iter().all(|case| case.state.needs_action()));
        assert!(found["alert"].iter().all(|case| case.category.id == "alert"));
        let all = &found["all"];
        let action = all.iter().filter(|case| case.state.needs_action()).count() as u64;
        let alert = all.iter().filter(|case| case.category.id == "alert").count() as u64;
        assert_eq!((counts.action, counts.alert), (action, alert), "{user_id}");
    }
}

#[tokio::test]
async fn hidden_counts_the_company_s_other_cases_and_never_another_company_s() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    let user = app.signed_in(USER).await;
    for view in ["all", "action", "alert"] {
        let everything = page(&admin, &format!("view={view}")).await;
        let part = page(&user, &format!("view={view}")).await;
        assert_eq!(everything.hidden, 0);
        assert_eq!(part.total + part.hidden, everything.total, "{view}");
    }
    assert!(page(&user, "").await.hidden > 0);
    assert_eq!(page(&app.signed_in(OTHER).await, "").await.hidden, 0);
}

#[tokio::test]
async fn counts_follow_what_happens_to_cases() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let counts = async || {
        let counts: CaseCounts = admin.get("/api/v1/cases/counts").await.json();
        (counts.all, counts.action, counts.alert)
    };
    assert_eq!(counts().await, (0, 0, 0));
    let empty = page(&admin, "").await;
    assert_eq!((empty.first, empty.total, empty.next, empty.previous), (0, 0, None, None));

    let case = super::open(&app, &super::case_under("A100000001")).await;
    let mut alert = super::case_under("A100000002");
    alert["category"] = json!("alert");
    super::open(&app, &alert).await;
    super::open(&app, &super::case_under("B200000001")).await;
    assert_eq!(counts().await, (2, 0, 1));
    super::bring_to(&app, &case, CaseState::Resolved).await;
    assert_eq!(counts().await, (2, 1, 1));
    let accept = json!({ "action": "accept" });
    admin.post(&format!("{case}/transitions"), &accept).await.accepted(200);
    assert_eq!(counts().await, (2, 0, 1));
}

#[tokio::test]
async fn a_renamed_contact_or_service_is_renamed_in_the_list() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let mut new = super::case_under("A100000001");
    new["contact"] = json!(USER);
    new["service"] = json!("mobile");
    super::open(&app, &new).await;
    let desk = app.desk_for_everything().await;
    let user = json!({
        "company": "sample", "family_name": "改名", "given_name": "済", "mail": "u@sample.example",
        "customer_numbers": ["A100000001"],
    });
    desk.put(&format!("/api/desk/v1/users/{USER}"), &user).await.accepted(200);
    let service = json!({ "name": { "ja": "新名称", "en": "New name" }, "product": "security" });
    desk.put("/api/desk/v1/services/mobile", &service).await.accepted(200);
    let listed = page(&admin, "sort=contact").await.items.remove(0);
    assert_eq!(listed.contact.as_deref(), Some("改名 済"));
    assert_eq!(listed.service.as_deref(), Some("新名称"));
}

#[tokio::test]
async fn a_case_that_moves_while_somebody_pages_leaves_no_gap() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    let first = page(&admin, "").await;
    let moved = &first.items[19].number;
    let path = format!("/api/v1/cases/{moved}/comments");
    admin.post(&path, &super::comment("追記します。")).await;
    let second = page(&admin, &format!("cursor={}", first.next.clone().unwrap())).await;
    let seen: BTreeSet<String> = numbers(&first).into_iter().chain(numbers(&second)).collect();
    assert_eq!(seen.len(), 40);
    assert_eq!(second.first, 21);
}
