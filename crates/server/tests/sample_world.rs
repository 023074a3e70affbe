//! The sample world holds what the specification promises (api.md, sample data).
//! Acceptance tests of the portal rely on these facts.

use std::collections::{BTreeMap, BTreeSet};

use madoguchi_contract::{
    announcements::{Announcement, AnnouncementKind, Announcements},
    cases::{Activity, ActivityEvent, Attachment, Case, CaseCounts, CaseState, CaseSummary},
    list::Page,
};
use madoguchi_server::{
    sample,
    testing::{Client, TestApp},
};

const ADMIN: &str = "admin@sample.example.mg";
const USER: &str = "user@sample.example.mg";
const OTHER: &str = "admin@other.example.mg";

async fn sample_world() -> TestApp {
    let app = TestApp::start().await;
    assert!(sample::fill(&app.state, None).await.unwrap());
    app
}

async fn all_cases(client: &Client) -> Vec<CaseSummary> {
    let mut cases = Vec::new();
    let mut path = "/api/v1/cases?limit=100".to_owned();
    loop {
        let page: Page<CaseSummary> = client.get(&path).await.json();
        cases.extend(page.items);
        assert!(cases.len() as u64 <= page.total, "the pages never end");
        match page.next {
            Some(cursor) => path = format!("/api/v1/cases?limit=100&cursor={cursor}"),
            None => return cases,
        }
    }
}

#[tokio::test]
async fn it_goes_into_an_empty_database_only() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    let before: CaseCounts = admin.get("/api/v1/cases/counts").await.json();
    assert!(!sample::fill(&app.state, Some(1_000)).await.unwrap());
    assert_eq!(admin.get("/api/v1/cases/counts").await.json::<CaseCounts>(), before);
}

#[tokio::test]
async fn the_first_company_has_cases_of_every_state_and_category() {
    let app = sample_world().await;
    let cases = all_cases(&app.signed_in(ADMIN).await).await;
    assert!(cases.len() >= 60, "{}", cases.len());
    let states: BTreeSet<&str> = cases.iter().map(|case| case.state.id()).collect();
    assert_eq!(states.len(), CaseState::ALL.len());
    let categories: BTreeSet<&str> = cases.iter().map(|case| case.category.id.as_str()).collect();
    assert_eq!(categories.len(), 17, "{categories:?}");
    let numbers: BTreeSet<&str> = cases.iter().map(|case| case.number.as_str()).collect();
    assert_eq!(numbers.len(), cases.len());
}

#[tokio::test]
async fn open_cases_are_where_the_specification_says() {
    let app = sample_world().await;
    let cases = all_cases(&app.signed_in(ADMIN).await).await;
    let mut open: BTreeMap<&str, Vec<&CaseSummary>> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.state != CaseState::Closed) {
        open.entry(&case.customer_number).or_default().push(case);
    }
    let counting =
        |case: &&&CaseSummary| matches!(case.category.id.as_str(), "service" | "product" | "other");
    let mobile = &open["A100000001"];
    let ordinary: Vec<_> =
        mobile.iter().filter(counting).map(|case| case.number.as_str()).collect();
    assert_eq!(ordinary, ["MD0001014"]);
    assert!(mobile.iter().filter(|case| case.category.id == "alert").count() >= 3);
    assert!(
        mobile.iter().all(|case| { case.number == "MD0001014" || case.category.id == "alert" })
    );
    let workplace = &open["A100000002"];
    assert!(workplace.iter().filter(|case| case.category.id == "fault").count() >= 2);
    assert_eq!(workplace.iter().filter(counting).count(), 0);
    assert!(!open.contains_key("A100000003"));
}

#[tokio::test]
async fn the_three_known_cases_are_as_promised() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    let enquiry: Case = admin.get("/api/v1/cases/MD0001014").await.json();
    assert_eq!(enquiry.summary.customer_number, "A100000001");
    assert_eq!(enquiry.summary.state, CaseState::InProgress);
    assert_eq!(enquiry.summary.category.name.ja, "サービスについて");
    let fault: Case = admin.get("/api/v1/cases/MD0001015").await.json();
    assert_eq!(fault.summary.customer_number, "A100000002");
    assert_eq!(fault.summary.state, CaseState::Resolved);
    assert_eq!(fault.summary.category.name.ja, "故障について");
    assert!(fault.closes_at.is_some());
    admin.get("/api/v1/cases/MD0001016").await.refused(404, "not_found");

    let user = app.signed_in(USER).await;
    user.get("/api/v1/cases/MD0001014").await.accepted(200);
    user.get("/api/v1/cases/MD0001015").await.refused(404, "not_found");
    let other = app.signed_in(OTHER).await;
    other.get("/api/v1/cases/MD0001016").await.accepted(200);
    other.get("/api/v1/cases/MD0001014").await.refused(404, "not_found");
    assert!(all_cases(&other).await.len() >= 3);
}

#[tokio::test]
async fn one_case_has_more_than_a_hundred_comments_and_files_have_japanese_names() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    let (mut longest, mut files) = (0, Vec::new());
    for case in all_cases(&admin).await {
        let path = format!("/api/v1/cases/{}", case.number);
        let case: Case = admin.get(&path).await.json();
        if case.activity_count > 100 {
            let mut next = Some(format!("{path}/activity?limit=100"));
            let mut comments = 0;
            while let Some(page) = next {
                let page: Page<Activity> = admin.get(&page).await.json();
                comments += page
                    .items
                    .iter()
                    .filter(|entry| matches!(entry.event, ActivityEvent::Comment { .. }))
                    .count();
                next = page.next.map(|cursor| format!("{path}/activity?limit=100&cursor={cursor}"));
            }
            longest = longest.max(comments);
        }
        let attached: Page<Attachment> = admin.get(&format!("{path}/attachments")).await.json();
        assert_eq!(attached.total, case.attachment_count);
        files.extend(attached.items.into_iter().map(|file| (path.clone(), file)));
    }
    assert!(longest > 100, "{longest}");
    assert!(files.len() >= 20, "{}", files.len());
    assert!(files.iter().filter(|(_, file)| !file.name.is_ascii()).count() >= 15);
    for (path, file) in files {
        let got = admin.get(&format!("{path}/attachments/{}", file.id)).await;
        assert_eq!(got.accepted(200).body.len() as u64, file.size, "{}", file.name);
    }
}

#[tokio::test]
async fn there_is_an_incident_and_one_announcement_nobody_of_the_first_company_sees() {
    let app = sample_world().await;
    let admin = app.signed_in(ADMIN).await;
    let seen: Announcements = admin.get("/api/v1/announcements").await.json();
    assert_eq!(seen.items.len(), 2);
    let incident = seen
        .items
        .iter()
        .find(|announcement| announcement.kind == AnnouncementKind::Incident)
        .expect("an incident");
    assert_eq!(incident.services, ["モバイル端末保護"]);
    let incident: Announcement =
        admin.get(&format!("/api/v1/announcements/{}", incident.number)).await.json();
    assert!(!incident.solved);
    let stored: i64 = sqlx::query_scalar("SELECT count(*) FROM announcements")
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(stored, 3);
}

#[tokio::test]
async fn people_sign_in_as_promised() {
    let app = sample_world().await;
    for user_id in [ADMIN, USER, OTHER] {
        app.signed_in(user_id).await;
    }
    for user_id in ["totp@sample.example.mg", "mail@sample.example.mg"] {
        let answer = app.browser().sign_in(user_id, madoguchi_server::testing::PASSWORD).await;
        assert_eq!(answer.accepted(201).value()["state"], "second_factor");
    }
    let answer = app.browser().sign_in("new@sample.example.mg", "").await;
    assert!(answer.status.is_client_error());
}

#[tokio::test]
async fn as_many_cases_as_asked_for_keep_the_promises() {
    let app = TestApp::start().await;
    assert!(sample::fill(&app.state, Some(400)).await.unwrap());
    let admin = app.signed_in(ADMIN).await;
    let counts: CaseCounts = admin.get("/api/v1/cases/counts").await.json();
    assert_eq!(counts.all, 400);
    let cases = all_cases(&admin).await;
    assert_eq!(cases.len(), 400);
    let open_enquiries: Vec<_> = cases
        .iter()
        .filter(|case| case.state != CaseState::Closed)
        .filter(|case| matches!(case.category.id.as_str(), "service" | "product" | "other"))
        .map(|case| case.number.as_str())
        .collect();
    assert_eq!(open_enquiries, ["MD0001014"]);
}
