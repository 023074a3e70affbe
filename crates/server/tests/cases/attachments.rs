//! Files of a case: names of any script, never shown by the browser, whole or in parts.

use axum::body::Body;
use http::Method;
use madoguchi_contract::{cases::Attachment, list::Page};
use madoguchi_server::testing::{TestApp, world::USER};
use serde_json::json;

use super::{at_desk, case_under, open, read};

#[tokio::test]
async fn a_file_is_saved_under_its_japanese_name_and_never_shown() {
    let app = TestApp::with_customers().await;
    let mut new = case_under("A100000001");
    new["attachments"] = json!([
        { "name": "接続ログ 1.html", "content": "PGgxPuODreOCsDwvaDE+" },
    ]);
    let case = open(&app, &new).await;
    let user = app.signed_in(USER).await;
    let listed: Page<Attachment> =
        user.get(&format!("{case}/attachments")).await.accepted(200).json();
    assert_eq!((listed.total, listed.first, listed.items[0].size), (1, 1, 15));
    assert_eq!(listed.items[0].name, "接続ログ 1.html");
    assert_eq!(read(&user, &case).await.attachment_count, 1);

    let got = user.get(&format!("{case}/attachments/{}", listed.items[0].id)).await;
    assert_eq!(got.accepted(200).text(), "<h1>ログ</h1>");
    assert_eq!(
        got.header("content-disposition"),
        "attachment; filename=\"____ 1.html\"; \
         filename*=UTF-8''%E6%8E%A5%E7%B6%9A%E3%83%AD%E3%82%B0%201.html"
    );
    assert_eq!(got.header("content-type"), "application/octet-stream");
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert!(got.header("content-security-policy").contains("sandbox"));
    assert_eq!(got.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_part_of_a_file_can_be_fetched() {
    let app = TestApp::with_customers().await;
    let mut new = case_under("A100000001");
    new["attachments"] = json!([{ "name": "a.txt", "content": "MDEyMzQ1Njc4OQ==" }]);
    let case = open(&app, &new).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/attachments/1");
    let range =
        async |range| user.send(Method::GET, &path, Body::empty(), &[("range", range)]).await;
    let part = range("bytes=2-5").await;
    assert_eq!(part.accepted(206).text(), "2345");
    assert_eq!(part.header("content-range"), "bytes 2-5/10");
    range("bytes=20-").await.refused(416, "range_not_satisfiable");
    let old = [("if-unmodified-since", "Thu, 01 Jan 1970 00:00:00 GMT")];
    let stale = user.send(Method::GET, &path, Body::empty(), &old).await;
    stale.refused(412, "precondition_failed");
}

#[tokio::test]
async fn numbers_that_name_no_file_are_not_found() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    for id in ["1", "0", "-1", "99999999999999999999", "x", "..%2f..%2fmadoguchi.sqlite"] {
        user.get(&format!("{case}/attachments/{id}")).await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn names_that_are_no_names_and_empty_files_are_refused() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let desk = app.desk(&["cases"]).await;
    let path = format!("{}/comments", at_desk(&case));
    let with =
        |attachments| json!({ "body": "添付", "author": "小川", "attachments": attachments });
    for (name, content, field) in [
        ("", "YQ==", "attachments[0].name"),
        ("..", "YQ==", "attachments[0].name"),
        ("a/b.txt", "YQ==", "attachments[0].name"),
        ("a\\b.txt", "YQ==", "attachments[0].name"),
        ("a\u{202E}txt.exe", "YQ==", "attachments[0].name"),
        ("a\nb", "YQ==", "attachments[0].name"),
        ("a.txt", "", "attachments[0].content"),
        ("a.txt", "Y", "attachments[0].content"),
        ("a.txt", "日本", "attachments[0].content"),
    ] {
        let reply = desk.post(&path, &with(json!([{ "name": name, "content": content }]))).await;
        reply.refused(422, "invalid");
        assert_eq!(reply.value()["errors"][0]["field"], field, "{name}");
    }
    let many: Vec<_> = (0..21).map(|_| json!({ "name": "a", "content": "YQ==" })).collect();
    desk.post(&path, &with(json!(many))).await.refused(422, "invalid");
    let user = app.signed_in(USER).await;
    assert_eq!(read(&user, &case).await.attachment_count, 0);
    let left = std::fs::read_dir(app.state.data.join("attachments"));
    assert_eq!(left.map_or(0, Iterator::count), 0, "refused files stay on disk");
}

#[tokio::test]
async fn a_file_of_a_refused_comment_does_not_stay() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["cases"]).await;
    let body = json!({ "body": "添付", "attachments": [{ "name": "a.txt", "content": "YQ==" }] });
    desk.post("/api/desk/v1/cases/MD0000001/comments", &body).await.refused(404, "not_found");
    let left = std::fs::read_dir(app.state.data.join("attachments")).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_comment_is_whole_when_the_client_goes_away_while_it_is_written() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let desk = app.desk(&["cases"]).await;
    let path = format!("{}/comments", at_desk(&case));
    let file = json!({ "name": "a.txt", "content": "YQ==" });
    let body = json!({ "body": "添付", "author": "小川", "attachments": [file] });
    // Somebody else writes, so this waits with its file on disk, and then the connection breaks.
    let folder = app.state.data.join("attachments");
    let other = app.state.store.write().await.unwrap();
    tokio::select! {
        _ = desk.post(&path, &body) => panic!("answered before its turn"),
        () = until(|| std::fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_some())) => {}
    }
    drop(other);
    let user = app.signed_in(USER).await;
    while read(&user, &case).await.attachment_count == 0 {
        tokio::task::yield_now().await;
    }
    user.get(&format!("{case}/attachments/1")).await.accepted(200);
}

async fn until(done: impl Fn() -> bool) {
    while !done() {
        tokio::task::yield_now().await;
    }
}
