//! One article: how it reads, who may read it, and how readers are counted.
//! What is limited to services of others does not exist.

use jiff::SignedDuration;
use madoguchi_contract::knowledge::{Article, Bases};
use madoguchi_server::testing::{
    Client,
    world::{ADMIN, OTHER, USER},
};
use serde_json::json;

use super::{ARTICLES, article, escaped, page, put, with_bases};

#[tokio::test]
async fn an_article_reads_as_it_was_meant() {
    let (app, desk) = with_bases().await;
    let mut sent =
        article("ＶＰＮの設定", "# VPN の設定\n\n## 準備\n\n1. **[接続]**を押す<br>待つ");
    sent["category"] = json!("01. サービス仕様書");
    sent["author"] = json!("受付窓口");
    sent["published_at"] = json!("2026-01-05T00:00:00Z");
    sent["updated_at"] = json!("2026-02-01T09:30:00+09:00");
    let number = put(&desk, "vpn", &sent).await;
    assert!(number.len() == 9 && number.starts_with("KA"), "{number}");
    let reader = app.signed_in(USER).await;
    let read: Article = reader.get(&format!("{ARTICLES}/{number}")).await.accepted(200).json();
    assert_eq!((read.title.as_str(), read.base_id.as_str()), ("ＶＰＮの設定", "documents"));
    assert_eq!((read.category.as_str(), read.author.as_str()), ("01. サービス仕様書", "受付窓口"));
    assert_eq!(read.published_at, "2026-01-05T00:00:00Z");
    assert_eq!(read.updated_at, "2026-02-01T00:30:00Z");
    assert_eq!(read.body.plain_text(), "準備\n[接続]を押す\n待つ");
}

#[tokio::test]
async fn articles_link_to_one_another_whichever_came_first() {
    let (app, desk) = with_bases().await;
    let links = "[次](later.md)と[無い](never.md)と[限定](limited.md)";
    let number = put(&desk, "first", &article("入口です", links)).await;
    let later = put(&desk, "later", &article("次の記事", "本文です")).await;
    let mut limited = article("限定記事", "本文です");
    limited["services"] = json!(["mobile"]);
    let limited = put(&desk, "limited", &limited).await;
    let linked = async |user: &str| -> Vec<String> {
        let reader = app.signed_in(user).await;
        let read: Article = reader.get(&format!("{ARTICLES}/{number}")).await.json();
        assert!(read.body.links_are_safe());
        assert_eq!(read.body.plain_text(), "次と無いと限定");
        let tree = serde_json::to_value(&read.body).unwrap();
        let line = tree[0]["content"].as_array().unwrap().clone();
        line.iter().filter_map(|part| part["href"].as_str().map(str::to_owned)).collect()
    };
    let path = |number: &str| format!("/knowledge/articles/{number}");
    assert_eq!(linked(USER).await, [path(&later), path(&limited)]);
    assert_eq!(linked(OTHER).await, [path(&later)]);
}

#[tokio::test]
async fn what_is_limited_to_services_exists_only_for_those_who_have_them() {
    let (app, desk) = with_bases().await;
    let mut numbers = Vec::new();
    for (key, base, services) in [
        ("general", "documents", json!([])),
        ("mobile", "documents", json!(["mobile"])),
        ("identity", "documents", json!(["identity", "base"])),
        // The base is limited to `mobile`, whatever the article says.
        ("incident", "incidents", json!([])),
        ("nobody", "incidents", json!(["identity"])),
    ] {
        let mut sent = article(&format!("限定記事 {key}"), "本文です");
        sent["base"] = json!(base);
        sent["services"] = services;
        numbers.push((key, put(&desk, key, &sent).await));
    }
    for (user, seen, bases) in [
        (ADMIN, &["general", "mobile", "identity", "incident", "nobody"][..], 2),
        (USER, &["general", "mobile", "incident"][..], 2),
        (OTHER, &["general", "identity"][..], 1),
    ] {
        let reader = app.signed_in(user).await;
        for (key, number) in &numbers {
            let reply = reader.get(&format!("{ARTICLES}/{number}")).await;
            if seen.contains(key) {
                reply.accepted(200);
            } else {
                reply.refused(404, "not_found");
            }
        }
        let expected = seen.len() as u64;
        for query in ["".to_owned(), format!("q={}", escaped("限定記事"))] {
            let page = page(&reader, &query).await;
            let mut titles: Vec<String> = page
                .items
                .iter()
                .map(|item| item.title.text().trim_start_matches("限定記事 ").to_owned())
                .collect();
            titles.sort();
            let mut wanted = seen.to_vec();
            wanted.sort_unstable();
            assert_eq!(
                (titles, page.total, page.hidden),
                (wanted.iter().map(|t| (*t).to_owned()).collect(), expected, 0),
                "{user}"
            );
        }
        let list: Bases = reader.get("/api/v1/knowledge/bases").await.accepted(200).json();
        assert_eq!((list.items.len(), list.articles), (bases, expected), "{user}");
        let filtered = reader.get(&format!("{ARTICLES}?base=incidents")).await;
        if bases == 2 {
            filtered.accepted(200);
        } else {
            filtered.refused(422, "invalid");
        }
    }
}

#[tokio::test]
async fn a_reader_counts_once_a_day() {
    let (app, desk) = with_bases().await;
    let number = put(&desk, "a", &article("題名です", "本文です")).await;
    let (admin, user) = (app.signed_in(ADMIN).await, app.signed_in(USER).await);
    let path = format!("{ARTICLES}/{number}");
    let views = async |reader: &Client| reader.get(&path).await.json::<Article>().views;
    assert_eq!(views(&admin).await, 1);
    assert_eq!(views(&admin).await, 1);
    assert_eq!(views(&user).await, 2);
    // 10:41 in Tokyo; the day changes there, not in Greenwich.
    app.advance(SignedDuration::from_mins(13 * 60 + 18));
    let user = app.signed_in(USER).await;
    assert_eq!(views(&user).await, 2);
    app.advance(SignedDuration::from_mins(1));
    let user = app.signed_in(USER).await;
    assert_eq!(views(&user).await, 3);
    assert_eq!(page(&user, "").await.items[0].views, 3);
}
