//! Announcements: who sees what, what is unread, and banners that stay away.

use jiff::SignedDuration;
use madoguchi_server::testing::{
    Client, TestApp,
    world::{ADMIN, OTHER, USER},
};
use serde_json::{Value, json};

fn notice(title: &str) -> Value {
    json!({
        "kind": "notice",
        "author": "ミナト サービスデスク",
        "texts": [{ "language": "ja", "title": title, "body": "本文です。" }],
        "banner": true,
    })
}

fn with(mut announcement: Value, field: &str, value: Value) -> Value {
    announcement[field] = value;
    announcement
}

/// Delivers announcements and gives their numbers.
async fn deliver(app: &TestApp, announcements: &[(&str, Value)]) -> Vec<String> {
    let desk = app.desk(&["announcements"]).await;
    let mut numbers = Vec::new();
    for (key, announcement) in announcements {
        let reply = desk.put(&format!("/api/desk/v1/announcements/{key}"), announcement).await;
        numbers.push(reply.accepted(201).value()["number"].as_str().unwrap().to_owned());
        app.advance(SignedDuration::from_mins(1));
    }
    numbers
}

async fn titles(browser: &Client) -> Vec<String> {
    let list = browser.get("/api/v1/announcements").await.accepted(200).value();
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn those_aimed_at_what_the_reader_does_not_have_are_in_no_answer() {
    let app = TestApp::with_customers().await;
    let numbers = deliver(
        &app,
        &[
            ("everyone", notice("みなさまへ")),
            ("mobile", with(notice("モバイル"), "audience", json!({ "services": ["mobile"] }))),
            ("identity", with(notice("ID"), "audience", json!({ "services": ["identity"] }))),
            (
                "number",
                with(notice("番号"), "audience", json!({ "customer_numbers": ["A100000002"] })),
            ),
        ],
    )
    .await;
    let admin = app.signed_in(ADMIN).await;
    let user = app.signed_in(USER).await;
    let other = app.signed_in(OTHER).await;
    assert_eq!(titles(&admin).await, ["番号", "ID", "モバイル", "みなさまへ"]);
    assert_eq!(titles(&user).await, ["モバイル", "みなさまへ"]);
    assert_eq!(titles(&other).await, ["ID", "みなさまへ"]);
    for (reader, index) in [(&user, 2), (&user, 3), (&other, 1), (&other, 3)] {
        let path = format!("/api/v1/announcements/{}", numbers[index]);
        reader.get(&path).await.refused(404, "not_found");
        reader.put(&format!("{path}/reading"), &()).await.refused(404, "not_found");
        reader.put(&format!("{path}/dismissal"), &()).await.refused(404, "not_found");
        reader.put(&format!("{path}/acknowledgement"), &()).await.refused(404, "not_found");
    }
    app.browser().get("/api/v1/announcements").await.refused(401, "session_required");
}

#[tokio::test]
async fn opening_one_counts_once_per_reader() {
    let app = TestApp::with_customers().await;
    let numbers = deliver(&app, &[("a", notice("一")), ("b", notice("二"))]).await;
    let path = format!("/api/v1/announcements/{}", numbers[0]);
    let (admin, user) = (app.signed_in(ADMIN).await, app.signed_in(USER).await);
    assert_eq!(admin.get("/api/v1/announcements").await.value()["unread"], 2);
    for reader in [&admin, &admin, &user] {
        reader.put(&format!("{path}/reading"), &()).await.accepted(204);
    }
    let list = admin.get("/api/v1/announcements").await.value();
    assert_eq!(list["unread"], 1);
    assert_eq!(list["items"][0]["unread"], true);
    assert_eq!(list["items"][1]["unread"], false);
    let notice = admin.get(&path).await.accepted(200).value();
    assert_eq!(notice["views"], 2);
    assert_eq!(notice["body"][0]["type"], "paragraph");
}

#[tokio::test]
async fn a_dismissed_banner_stays_away_for_that_reader_and_in_the_list() {
    let app = TestApp::with_customers().await;
    let numbers = deliver(&app, &[("a", notice("一"))]).await;
    let (admin, user) = (app.signed_in(ADMIN).await, app.signed_in(USER).await);
    let path = format!("/api/v1/announcements/{}/dismissal", numbers[0]);
    admin.put(&path, &()).await.accepted(204);
    admin.put(&path, &()).await.accepted(204);
    let item = |list: Value| list["items"][0].clone();
    let mine = item(admin.get("/api/v1/announcements").await.value());
    assert_eq!((&mine["banner"], &mine["dismissed"]), (&json!(true), &json!(true)));
    assert_eq!(mine["unread"], true, "putting a banner away is not reading");
    let theirs = item(user.get("/api/v1/announcements").await.value());
    assert_eq!(theirs["dismissed"], false);
}

#[tokio::test]
async fn one_that_asks_to_be_acknowledged_remembers_when_it_was() {
    let app = TestApp::with_customers().await;
    let asking = with(notice("規約の変更"), "acknowledge", json!(true));
    let numbers = deliver(&app, &[("terms", asking)]).await;
    let path = format!("/api/v1/announcements/{}", numbers[0]);
    let (admin, user) = (app.signed_in(ADMIN).await, app.signed_in(USER).await);
    let before = admin.get(&path).await.value();
    assert_eq!((&before["acknowledge"], &before["acknowledged_at"]), (&json!(true), &json!(null)));
    admin.put(&format!("{path}/acknowledgement"), &()).await.accepted(204);
    app.advance(SignedDuration::from_mins(5));
    admin.put(&format!("{path}/acknowledgement"), &()).await.accepted(204);
    assert_eq!(admin.get(&path).await.value()["acknowledged_at"], "2026-11-20T01:42:00Z");
    assert_eq!(user.get(&path).await.value()["acknowledged_at"], json!(null));
}

#[tokio::test]
async fn one_for_later_appears_when_its_time_has_come() {
    let app = TestApp::with_customers().await;
    let later = with(notice("明日"), "published_at", json!("2026-11-20T03:00:00Z"));
    let numbers = deliver(&app, &[("later", later)]).await;
    let admin = app.signed_in(ADMIN).await;
    assert!(titles(&admin).await.is_empty());
    let path = format!("/api/v1/announcements/{}", numbers[0]);
    admin.get(&path).await.refused(404, "not_found");
    app.advance(SignedDuration::from_hours(2));
    let admin = app.signed_in(ADMIN).await;
    assert_eq!(titles(&admin).await, ["明日"]);
}

#[tokio::test]
async fn a_maintenance_names_the_readers_services_first_and_in_the_readers_language() {
    let app = TestApp::with_customers().await;
    let impact = |service: &str, ja: &str, en: &str| json!({ "service": service, "text": { "ja": ja, "en": en } });
    let maintenance = json!({
        "kind": "maintenance",
        "author": "ミナト サービスデスク",
        "texts": [
            { "language": "ja", "title": "定期メンテナンス", "body": "停止します。" },
            { "language": "en", "title": "Maintenance", "body": "It will be down." },
        ],
        "starts_at": "2026-11-22T15:00:00Z",
        "ends_at": "2026-11-22T18:00:00Z",
        "impacts": [impact("base", "停止", "down"), impact("mobile", "遅延", "slow")],
    });
    let numbers = deliver(&app, &[("m", maintenance)]).await;
    let path = format!("/api/v1/announcements/{}", numbers[0]);
    let user = app.signed_in(USER).await;
    let ja = user.get(&path).await.value();
    assert_eq!(ja["title"], "定期メンテナンス");
    assert_eq!(ja["starts_at"], "2026-11-22T15:00:00Z");
    assert_eq!(
        ja["impacts"],
        json!([
            { "service": "モバイル端末保護", "text": "遅延", "yours": true },
            { "service": "基本サービス", "text": "停止", "yours": false },
        ])
    );
    let etag = user.get("/api/v1/me").await.value()["preferences_etag"].clone();
    let english = json!({ "language": "en" });
    let changed = user.patch("/api/v1/me/preferences", etag.as_str().unwrap(), &english).await;
    changed.accepted(200);
    let en = user.get(&path).await.value();
    assert_eq!((&en["title"], &en["language"]), (&json!("Maintenance"), &json!("en")));
    assert_eq!(en["impacts"][0]["service"], "Mobile protection");
}
