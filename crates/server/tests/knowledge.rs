//! Knowledge as readers meet it: what is found, in which order, by whom, and how it is counted.
//! Articles come in through the desk API, as they do in earnest.

use jiff::SignedDuration;
use madoguchi_contract::{
    knowledge::{Article, ArticleSummary, Bases, Snippet},
    list::Page,
};
use madoguchi_server::testing::{
    Client, TestApp,
    world::{ADMIN, OTHER, USER},
};
use serde_json::{Value, json};

const ARTICLES: &str = "/api/v1/knowledge/articles";

async fn with_bases() -> (TestApp, Client) {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["articles"]).await;
    for (key, ja, en, services) in [
        ("documents", "お客様向けドキュメント", "Documents", json!([])),
        ("incidents", "障害情報", "Incidents", json!(["mobile"])),
    ] {
        let base = json!({
            "name": { "ja": ja, "en": en }, "description": { "ja": "説明", "en": "About" },
            "services": services,
        });
        desk.put(&format!("/api/desk/v1/bases/{key}"), &base).await.accepted(201);
    }
    (app, desk)
}

fn article(title: &str, markdown: &str) -> Value {
    json!({ "base": "documents", "title": title, "language": "ja", "markdown": markdown })
}

/// Puts an article and gives its number.
async fn put(desk: &Client, key: &str, article: &Value) -> String {
    let reply = desk.put(&format!("/api/desk/v1/articles/{key}"), article).await;
    assert!(reply.status.is_success(), "{}", reply.text());
    reply.value()["number"].as_str().unwrap().to_owned()
}

async fn page(reader: &Client, query: &str) -> Page<ArticleSummary> {
    let path = format!("{ARTICLES}?{query}");
    reader.get(&path).await.accepted(200).json()
}

async fn search(reader: &Client, words: &str) -> Vec<String> {
    let page = page(reader, &format!("q={}", escaped(words))).await;
    assert_eq!(page.total, page.items.len() as u64);
    page.items.iter().map(|item| item.title.text()).collect()
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn shown(snippet: &Snippet) -> String {
    let mark = |hit, text: &str| if hit { format!("[{text}]") } else { text.to_owned() };
    snippet.0.iter().map(|part| mark(part.hit, &part.text)).collect()
}

#[tokio::test]
async fn two_japanese_characters_are_found_exactly_where_they_stand_together() {
    let (app, desk) = with_bases().await;
    put(&desk, "a", &article("通話の記録", "会議の録音を開始します。")).await;
    put(&desk, "b", &article("記録と音声", "録画した音を聞きます。")).await;
    let reader = app.signed_in(ADMIN).await;
    assert_eq!(search(&reader, "録音").await, ["通話の記録"]);
    assert_eq!(search(&reader, "音声").await, ["記録と音声"]);
    assert_eq!(search(&reader, "音を").await.len(), 2);
    assert_eq!(search(&reader, "存在しない").await, [""; 0]);
}

#[tokio::test]
async fn width_case_and_kana_give_the_same_result() {
    let (app, desk) = with_bases().await;
    put(&desk, "a", &article("ライセンスの更新", "VPNクライアントのライセンスです。")).await;
    put(&desk, "b", &article("別の話", "本文です。")).await;
    let reader = app.signed_in(ADMIN).await;
    for words in ["ライセンス", "らいせんす", "ﾗｲｾﾝｽ", "VPN", "vpn", "ＶＰＮ", "　ＶＰＮ　ﾗｲｾﾝｽ "]
    {
        assert_eq!(search(&reader, words).await, ["ライセンスの更新"], "{words}");
    }
}

#[tokio::test]
async fn all_words_must_match_and_those_in_the_title_count_most() {
    let (app, desk) = with_bases().await;
    put(&desk, "body", &article("よくあるお話", &"証明書の発行。".repeat(40))).await;
    put(&desk, "title", &article("証明書について", "発行の手順は別の記事にあります。")).await;
    put(&desk, "half", &article("証明書の一覧", "一覧です。")).await;
    let reader = app.signed_in(ADMIN).await;
    let found = search(&reader, "証明書").await;
    assert_eq!(found.last().map(String::as_str), Some("よくあるお話"), "{found:?}");
    assert_eq!(found.len(), 3);
    let mut both = search(&reader, "発行 証明書").await;
    both.sort();
    assert_eq!(both, ["よくあるお話", "証明書について"]);
}

#[tokio::test]
async fn a_result_shows_the_match_in_the_words_of_the_article() {
    let (app, desk) = with_bases().await;
    let number =
        put(&desk, "a", &article("ｶﾞｲﾄﾞ一覧", "はじめに。\n\n**ガイド**の使い方です。")).await;
    let reader = app.signed_in(ADMIN).await;
    let item = page(&reader, &format!("q={}", escaped("がいど"))).await.items.remove(0);
    assert_eq!(item.number, number);
    assert_eq!(shown(&item.title), "[ｶﾞｲﾄﾞ]一覧");
    assert_eq!(shown(&item.snippet), "[ガイド]の使い方です。");
    let plain = page(&reader, "").await.items.remove(0);
    assert_eq!(shown(&plain.snippet), "はじめに。 ガイドの使い方です。");
    let by_number = page(&reader, &format!("q={number}")).await;
    assert_eq!(by_number.items.len(), 1, "the number is searched as well");
}

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

#[tokio::test]
async fn pages_lead_on_and_back_through_every_article_once() {
    let (app, desk) = with_bases().await;
    for index in 0..47 {
        put(&desk, &format!("a{index}"), &article(&format!("記事 {index}"), "共通の本文")).await;
        if index % 3 == 0 {
            app.advance(SignedDuration::from_mins(1));
        }
    }
    let reader = app.signed_in(ADMIN).await;
    for query in ["", "&base=documents", "&q=%E5%85%B1%E9%80%9A"] {
        let mut cursor = String::new();
        let (mut forth, mut firsts, mut back) = (Vec::new(), Vec::new(), Vec::new());
        let last = loop {
            let page = page(&reader, &format!("limit=20{query}{cursor}")).await;
            assert_eq!(page.total, 47);
            firsts.push(page.first);
            forth.extend(page.items.iter().map(|item| item.number.clone()));
            match &page.next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break page,
            }
        };
        assert_eq!(firsts, [1, 21, 41], "{query}");
        let mut all = forth.clone();
        all.sort();
        all.dedup();
        assert_eq!((all.len(), forth.len()), (47, 47));
        let mut previous = last.previous;
        while let Some(cursor) = previous {
            let page = page(&reader, &format!("limit=20{query}&cursor={cursor}")).await;
            let numbers: Vec<String> = page.items.iter().map(|item| item.number.clone()).collect();
            assert_eq!(page.first as usize, 41 - 20 * (1 + back.len() / 20), "{query}");
            back.splice(0..0, numbers);
            previous = page.previous;
        }
        assert_eq!(back, forth[..40], "{query}");
    }
    assert_eq!(page(&reader, "").await.items[0].title.text(), "記事 46", "newest first");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_the_parameter() {
    let (app, desk) = with_bases().await;
    put(&desk, "a", &article("題名です", "本文です")).await;
    let reader = app.signed_in(ADMIN).await;
    for short in ["%E9%9F%B3", "vp", "%EF%BC%B6%EF%BC%B0", "%22%2A%22", "---"] {
        reader.get(&format!("{ARTICLES}?q={short}")).await.refused(422, "query_too_short");
    }
    let newest = page(&reader, "q=%20%20").await;
    assert_eq!(newest.items.len(), 1, "nothing but spaces is no query");
    let other_list = {
        for index in 0..21 {
            put(&desk, &format!("b{index}"), &article("題名です", "本文です")).await;
        }
        page(&reader, "").await.next.unwrap()
    };
    for (query, field) in [
        (format!("q={}", "a".repeat(201)), "q"),
        ("base=nowhere".to_owned(), "base"),
        ("limit=7".to_owned(), "limit"),
        ("cursor=nonsense".to_owned(), "cursor"),
        (format!("q=vpn&cursor={other_list}"), "cursor"),
        ("colour=red".to_owned(), "colour"),
        ("limit=20&limit=50".to_owned(), "limit"),
    ] {
        let reply = reader.get(&format!("{ARTICLES}?{query}")).await;
        assert_eq!(reply.refused(422, "invalid").value()["errors"][0]["field"], field, "{query}");
    }
    for odd in ["q=%22%20OR%20title%3A*%20%22%28%29", "q=%FF%FE", "q=a%00bc", "q=NEAR(abc%20def)"] {
        let status = reader.get(&format!("{ARTICLES}?{odd}")).await.status.as_u16();
        assert!(matches!(status, 200 | 400 | 422), "{odd}: {status}");
    }
    reader.get(&format!("{ARTICLES}/KA9999999")).await.refused(404, "not_found");
    reader.get(&format!("{ARTICLES}/%FF")).await.refused(404, "not_found");
    app.browser().get(ARTICLES).await.refused(401, "session_required");
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
