//! Customers write: once, whatever the line does, and only what can be kept.

use http::Method;
use madoguchi_contract::cases::{CaseState, Side};
use madoguchi_server::testing::{
    TestApp,
    world::{ADMIN, USER},
};
use serde_json::json;

use super::{bring_to, case_under, comment, entries, open, read, short};

#[tokio::test]
async fn an_answer_puts_a_waiting_case_back_to_work() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    bring_to(&app, &case, CaseState::AwaitingCustomer).await;
    let user = app.signed_in(USER).await;
    let before = user.get(&case).await.header("etag").to_owned();
    app.advance(jiff::SignedDuration::from_mins(5));
    let written = user.post(&format!("{case}/comments"), &comment("再起動しました。")).await;
    let written: madoguchi_contract::cases::Activity = written.accepted(201).json();
    assert_eq!((written.side, written.author.as_deref()), (Side::Customer, Some("見本 一般")));
    assert_eq!(short(&written), "再起動しました。");

    let after = read(&user, &case).await;
    assert_eq!(after.summary.state, CaseState::InProgress);
    assert_eq!(after.summary.updated_at, written.at);
    assert_ne!(user.get(&case).await.header("etag"), before);
    let stream: Vec<String> = entries(&user, &case).await.iter().map(short).collect();
    assert_eq!(
        stream,
        [
            "今朝から接続できません。",
            "new>awaiting_customer",
            "再起動しました。",
            "awaiting_customer>in_progress"
        ]
    );
}

#[tokio::test]
async fn a_comment_in_other_open_states_changes_the_time_only() {
    let app = TestApp::with_customers().await;
    let user = app.signed_in(USER).await;
    for state in [CaseState::New, CaseState::InProgress, CaseState::Resolved] {
        let case = open(&app, &case_under("A100000001")).await;
        bring_to(&app, &case, state).await;
        let before = read(&user, &case).await;
        app.advance(jiff::SignedDuration::from_mins(1));
        user.post(&format!("{case}/comments"), &comment("追記")).await.accepted(201);
        let after = read(&user, &case).await;
        assert_eq!(after.summary.state, state);
        assert!(after.summary.updated_at > before.summary.updated_at);
        assert_eq!(after.closes_at, before.closes_at, "a comment does not put closing off");
        assert_eq!(after.activity_count, before.activity_count + 1);
    }
}

#[tokio::test]
async fn a_closed_case_takes_no_comment() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    bring_to(&app, &case, CaseState::Closed).await;
    let user = app.signed_in(USER).await;
    user.post(&format!("{case}/comments"), &comment("まだです")).await.refused(409, "case_closed");
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_writes_nothing() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/comments");
    let first = user.post_with_key(&path, "key-1", &comment("一度だけ")).await;
    let again = user.post_with_key(&path, "key-1", &comment("一度だけ")).await;
    assert_eq!(first.accepted(201).body, again.accepted(201).body);
    user.post_with_key(&path, "key-1", &comment("別の文"))
        .await
        .refused(422, "idempotency_key_reused");
    assert_eq!(entries(&user, &case).await.len(), 2);

    // The same key of somebody else, and on another case, is another key.
    let admin = app.signed_in(ADMIN).await;
    admin.post_with_key(&path, "key-1", &comment("別の人")).await.accepted(201);
    let other = open(&app, &case_under("A100000001")).await;
    let path = format!("{other}/comments");
    user.post_with_key(&path, "key-1", &comment("別のケース")).await.accepted(201);

    // A retry is answered even when the case has been closed meanwhile.
    let close = json!({ "action": "close" });
    user.post(&format!("{case}/transitions"), &close).await.accepted(200);
    let late = user.post_with_key(&format!("{case}/comments"), "key-1", &comment("一度だけ")).await;
    assert_eq!(late.accepted(201).body, first.body);
}

#[tokio::test]
async fn tries_at_the_same_time_write_one_comment() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/comments");
    let tries = (0..12).map(|_| {
        let (user, path) = (user.clone(), path.clone());
        tokio::spawn(async move { user.post_with_key(&path, "same", &comment("同時に")).await })
    });
    let mut answers = Vec::new();
    for one in tries.collect::<Vec<_>>() {
        answers.push(one.await.unwrap());
    }
    assert!(answers.iter().all(|answer| answer.accepted(201).body == answers[0].body));
    assert_eq!(entries(&user, &case).await.len(), 2);
}

#[tokio::test]
async fn comments_written_at_the_same_time_are_all_kept() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/comments");
    let writers = (0..12).map(|place| {
        let (user, path) = (user.clone(), path.clone());
        let text = comment(&format!("{place}"));
        tokio::spawn(async move { user.post(&path, &text).await })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap().accepted(201);
    }
    let stream = entries(&user, &case).await;
    let ids: Vec<u64> = stream.iter().map(|entry| entry.id).collect();
    assert_eq!(ids, (1..=13).collect::<Vec<u64>>());
    assert_eq!(read(&user, &case).await.activity_count, 13);
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_with_its_reason() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/comments");
    let nested = (0..13).fold(
        json!([{ "type": "rule" }]),
        |inner, _| json!([{ "type": "quote", "blocks": inner }]),
    );
    let link = |href: &str| {
        json!([{ "type": "paragraph", "content": [
            { "type": "link", "href": href, "content": [{ "type": "text", "text": "x" }] }
        ] }])
    };
    for (body, why) in [
        (json!([]), "required"),
        (comment(" \n ")["body"].clone(), "required"),
        (comment(&"あ".repeat(20_001))["body"].clone(), "too_long"),
        (nested, "too_deep"),
        (link("javascript:alert(1)"), "unsafe_link"),
        (link("//evil.example"), "unsafe_link"),
        (json!([{ "type": "hologram" }]), "invalid"),
    ] {
        let reply = user.post(&path, &json!({ "body": body })).await;
        reply.refused(422, "invalid");
        assert_eq!(reply.value()["errors"], json!([{ "field": "body", "code": why }]));
    }
    user.post(&path, &comment(&"あ".repeat(20_000))).await.accepted(201);
    assert_eq!(entries(&user, &case).await.len(), 2);
}

#[tokio::test]
async fn a_comment_needs_a_key_and_a_body_of_the_right_shape() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/comments");
    let keyless = user.json(Method::POST, &path, &comment("a"), &[]).await;
    keyless.refused(400, "idempotency_key_required");
    for body in [
        json!(null),
        json!([]),
        json!({}),
        json!({ "body": "text" }),
        json!({ "body": [{ "type": "paragraph" }] }),
        json!({ "body": [], "state": "closed" }),
    ] {
        user.post(&path, &body).await.refused(422, "invalid");
    }
    assert_eq!(entries(&user, &case).await.len(), 1);
}

#[tokio::test]
async fn what_was_confirmed_is_there_after_a_restart() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    user.post(&format!("{case}/comments"), &comment("残る文")).await.accepted(201);
    let app = app.restart().await;
    let user = app.signed_in(USER).await;
    assert_eq!(short(&entries(&user, &case).await[1]), "残る文");
}
