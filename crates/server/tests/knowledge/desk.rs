//! What the desk sends: taken once, changed in place, refused with the field that is wrong.
//! Nothing is left of what was refused.

use jiff::SignedDuration;
use madoguchi_contract::knowledge::Bases;
use madoguchi_server::testing::world::{ADMIN, OTHER};
use serde_json::{Value, json};

use super::{article, page, search, with_bases};

#[tokio::test]
async fn sending_the_same_again_changes_nothing_and_a_change_keeps_the_number() {
    let (app, desk) = with_bases().await;
    let path = "/api/desk/v1/articles/a";
    let first = desk.put(path, &article("題名一", "本文です")).await;
    assert_eq!(first.accepted(201).value()["outcome"], "created");
    app.advance(SignedDuration::from_hours(1));
    let again = desk.put(path, &article("題名一", "本文です")).await;
    assert_eq!(again.accepted(200).value()["outcome"], "unchanged");
    let reader = app.signed_in(ADMIN).await;
    assert_eq!(page(&reader, "").await.items[0].updated_at, "2026-11-20T01:41:00Z");
    let changed = desk.put(path, &article("題名二", "別の文章")).await;
    assert_eq!(changed.accepted(200).value()["outcome"], "changed");
    assert_eq!(changed.value()["number"], first.value()["number"]);
    assert_eq!(page(&reader, "").await.items[0].updated_at, "2026-11-20T02:41:00Z");
    assert_eq!(search(&reader, "本文").await, [""; 0], "the old words are gone");
    assert_eq!(search(&reader, "別の文章").await, ["題名二"]);
    desk.delete(path).await.accepted(204);
    assert_eq!(search(&reader, "別の文章").await, [""; 0]);
    desk.delete(path).await.refused(404, "not_found");
}

#[tokio::test]
async fn an_article_that_cannot_be_taken_is_refused_and_leaves_nothing() {
    let (app, desk) = with_bases().await;
    for (field, value, code) in [
        ("title", json!(""), "required"),
        ("title", json!("長".repeat(301)), "too_long"),
        ("title", json!("two\nlines"), "invalid"),
        ("markdown", json!(" \n "), "required"),
        ("markdown", json!("長".repeat(400_001)), "too_long"),
        ("language", json!("fr"), "invalid"),
        ("base", json!("nowhere"), "unknown"),
        ("services", json!(["nowhere"]), "unknown"),
        ("services", json!(["mobile", "mobile"]), "duplicate"),
        ("published_at", json!("yesterday"), "invalid"),
    ] {
        let mut sent = article("題名です", "本文です");
        sent[field] = value;
        let reply = desk.put("/api/desk/v1/articles/a", &sent).await;
        let error = reply.refused(422, "invalid").value()["errors"][0].clone();
        assert_eq!((error["field"].as_str(), error["code"].as_str()), (Some(field), Some(code)));
    }
    let mut extra = article("題名です", "本文です");
    extra["colour"] = json!("red");
    desk.put("/api/desk/v1/articles/a", &extra).await.refused(422, "invalid");
    let cases = app.desk(&["cases"]).await;
    cases.put("/api/desk/v1/articles/a", &article("題", "文")).await.refused(403, "scope_required");
    let reader = app.signed_in(ADMIN).await;
    assert_eq!(page(&reader, "").await.total, 0);
}

#[tokio::test]
async fn a_base_is_made_once_and_changed_in_place() {
    let (app, desk) = with_bases().await;
    let path = "/api/desk/v1/bases/documents";
    let base = |name: &str, services: Value| {
        json!({ "name": { "ja": name, "en": "Documents" },
            "description": { "ja": "説明", "en": "About" }, "services": services })
    };
    let outcome =
        async |body: Value| desk.put(path, &body).await.accepted(200).value()["outcome"].clone();
    assert_eq!(outcome(base("お客様向けドキュメント", json!([]))).await, "unchanged");
    assert_eq!(outcome(base("文書", json!(["base", "mobile"]))).await, "changed");
    assert_eq!(outcome(base("文書", json!(["mobile", "base"]))).await, "unchanged");
    desk.put(path, &base("", json!([]))).await.refused(422, "invalid");
    desk.put(path, &base("文書", json!(["nowhere"]))).await.refused(422, "invalid");
    let reader = app.signed_in(OTHER).await;
    let bases: Bases = reader.get("/api/v1/knowledge/bases").await.json();
    assert!(bases.items.is_empty(), "limited to services of others now");
}
