//! What clients ask and should not: every answer is a problem that names the parameter.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use madoguchi_contract::{cases::CaseSummary, list::Page};
use madoguchi_server::testing::{TestApp, world::USER};
use serde_json::json;

use super::{case_under, comment, open};

#[tokio::test]
async fn parameters_that_make_no_sense_are_named() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let list = "/api/v1/cases".to_owned();
    let (activity, files) = (format!("{case}/activity"), format!("{case}/attachments"));
    for (path, query, field) in [
        (&list, "view=mine", "view"),
        (&list, "view=", "view"),
        (&list, "sort=colour", "sort"),
        (&list, "sort=", "sort"),
        (&list, "sort=updated,-updated", "sort"),
        (&list, "sort=--updated", "sort"),
        (&list, "sort=updated%3Bdrop", "sort"),
        (&list, "limit=0", "limit"),
        (&list, "limit=21", "limit"),
        (&list, "limit=-20", "limit"),
        (&list, "limit=1000000", "limit"),
        (&list, "limit=abc", "limit"),
        (&list, "limit=20&limit=50", "limit"),
        (&list, "offset=10", "offset"),
        (&list, "cursor=", "cursor"),
        (&list, "cursor=AAAA", "cursor"),
        (&list, "cursor=%00", "cursor"),
        (&list, "cursor=%E6%97%A5", "cursor"),
        (&activity, "order=random", "order"),
        (&activity, "limit=7", "limit"),
        (&activity, "cursor=AAAA", "cursor"),
        (&activity, "page=2", "page"),
        (&files, "limit=20", "limit"),
    ] {
        let reply = user.get(&format!("{path}?{query}")).await;
        reply.refused(422, "invalid");
        assert_eq!(reply.value()["errors"][0]["field"], field, "{query}");
    }
}

#[tokio::test]
async fn numbers_of_cases_are_read_in_any_width_and_other_words_are_not_found() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    assert_eq!(case, "/api/v1/cases/MD0000001");
    for same in ["md0000001", "%EF%BC%AD%EF%BC%A40000001", "MD0000001%20"] {
        let read = user.get(&format!("/api/v1/cases/{same}")).await;
        assert_eq!(read.accepted(200).value()["number"], "MD0000001");
    }
    for other in ["MD1", "MD00000001", "KA0000001", "%00", "'%20or%201=1", "%FF", "counts2"] {
        user.get(&format!("/api/v1/cases/{other}")).await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn a_cursor_is_good_for_the_list_it_came_from_only() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    for _ in 0..25 {
        open(&app, &case_under("A100000001")).await;
    }
    let user = app.signed_in(USER).await;
    let page: Page<CaseSummary> = user.get("/api/v1/cases?sort=subject").await.json();
    let cursor = page.next.unwrap();
    user.get(&format!("/api/v1/cases?sort=subject&cursor={cursor}")).await.accepted(200);
    user.get(&format!("/api/v1/cases?sort=subject&limit=50&cursor={cursor}")).await.accepted(200);
    for query in ["", "sort=-subject&", "view=alert&sort=subject&", "sort=subject,number&"] {
        let reply = user.get(&format!("/api/v1/cases?{query}cursor={cursor}")).await;
        reply.refused(422, "invalid");
        assert_eq!(reply.value()["errors"][0]["field"], "cursor");
    }
    user.get(&format!("{case}/activity?cursor={cursor}")).await.refused(422, "invalid");
}

#[tokio::test]
async fn a_forged_cursor_never_breaks_anything() {
    let app = TestApp::with_customers().await;
    open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let list = "cases all -updated";
    for (forged, status) in [
        (json!({ "l": list, "w": "n", "s": 0, "k": [1, 1], "p": 21 }), 200),
        (json!({ "l": list, "w": "p", "s": 0, "k": [i64::MAX, i64::MIN], "p": i64::MAX }), 200),
        (json!({ "l": list, "w": "n", "s": 0, "k": [1], "p": 21 }), 422),
        (json!({ "l": list, "w": "n", "s": 0, "k": ["1", 1], "p": 21 }), 422),
        (json!({ "l": list, "w": "n", "s": 0, "k": [1, 1, 1], "p": 21 }), 422),
        (json!({ "l": list, "w": "n", "s": 9, "k": [1, 1], "p": 21 }), 422),
        (json!({ "l": list, "w": "n", "s": 0, "k": [1, 1], "p": 0 }), 422),
        (json!({ "l": list, "w": "x", "s": 0, "k": [1, 1], "p": 1 }), 422),
        (json!({ "l": list, "w": "n", "s": 0, "k": [[1], 1], "p": 1 }), 422),
    ] {
        let cursor = URL_SAFE_NO_PAD.encode(forged.to_string());
        let reply = user.get(&format!("/api/v1/cases?cursor={cursor}")).await;
        assert_eq!(reply.status.as_u16(), status, "{forged}: {}", reply.text());
    }
}

#[tokio::test]
async fn parameters_that_nobody_asked_for_are_refused() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    for path in [&case, "/api/v1/cases/counts", "/api/v1/announcements", "/api/v1/knowledge/bases"]
    {
        user.get(&format!("{path}?colour=red")).await.refused(422, "invalid");
    }
}

#[tokio::test]
async fn a_retry_that_spells_the_case_number_differently_is_the_same_request() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/comments");
    let first = user.post_with_key(&path, "same", &comment("一度")).await;
    let small = path.replace("/MD", "/md");
    let again = user.post_with_key(&small, "same", &comment("一度")).await;
    assert_eq!(again.accepted(201).text(), first.accepted(201).text());
}
