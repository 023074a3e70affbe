//! Knowledge as readers meet it: what is found, in which order, by whom, and how it is counted.
//! Articles come in through the desk API, as they do in earnest.

mod desk;
mod reading;
mod search;

use madoguchi_contract::{
    knowledge::{ArticleSummary, Snippet},
    list::Page,
};
use madoguchi_server::testing::{Client, TestApp};
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
