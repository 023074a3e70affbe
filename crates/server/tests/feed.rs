//! Feeding a file: what is good goes in, what is odd is named with its line, and nothing that a
//! line holds makes the server stumble.

use std::{fmt::Write as _, path::PathBuf};

use madoguchi_contract::{knowledge::ArticleSummary, list::Page};
use madoguchi_server::{
    desk::tokens,
    feed::{self, Failure, Summary, Target},
    serve,
    testing::{TestApp, world::ADMIN},
};
use serde_json::json;

/// A server with a port of its own, and a file to feed to it.
struct Feeding {
    app: TestApp,
    url: String,
    folder: tempfile::TempDir,
}

impl Feeding {
    async fn start() -> Self {
        let app = TestApp::with_customers().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(serve::serve(listener, app.state.clone(), std::future::pending()));
        Self { app, url, folder: tempfile::tempdir().unwrap() }
    }

    async fn token(&self, scope: &str) -> String {
        tokens::create(&self.app.state.store, "test", &[scope.to_owned()], 0).await.unwrap()
    }

    async fn feed(&self, lines: &[u8]) -> Result<Summary, Failure> {
        self.feed_with(lines, self.token("articles").await).await
    }

    async fn feed_with(&self, lines: &[u8], token: String) -> Result<Summary, Failure> {
        let file: PathBuf = self.folder.path().join("articles.jsonl");
        std::fs::write(&file, lines).unwrap();
        let target = Target {
            url: self.url.clone(),
            token,
            base: "documents".to_owned(),
            author: "受付窓口".to_owned(),
        };
        tokio::task::spawn_blocking(move || feed::run(&file, &target, &|_| {})).await.unwrap()
    }

    async fn articles(&self, query: &str) -> Page<ArticleSummary> {
        let reader = self.app.signed_in(ADMIN).await;
        let path = format!("/api/v1/knowledge/articles{query}");
        reader.get(&path).await.accepted(200).json()
    }
}

fn line(slug: &str, title: &str, language: &str, markdown: &str) -> String {
    let date = Some("2021-04-14").filter(|_| slug != "undated");
    json!({ "slug": slug, "title": title, "language": language, "date": date, "markdown": markdown })
        .to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_lines_are_named_and_the_rest_goes_in() {
    let mut file = b"\xEF\xBB\xBF".to_vec();
    let lines = [
        line("first", "最初の記事", "ja", "# 最初の記事\n\n録音します。"),
        line("empty", "本文なし", "ja", ""),
        line("language", "知らない言語", "xx", "本文"),
        line("long", &"長".repeat(301), "ja", "本文"),
        "{\"slug\": \"broken\",".to_owned(),
        String::new(),
        line("first", "同じ名前", "ja", "別の本文"),
        line("a/b ../?q=#%00", "変わった名前", "en", "<table><tr><td>**"),
        line("undated", "日付なし", "ja", "\u{1F600} 本文"),
        line("bell", "制御文字", "ja", "ベル\u{7}"),
        "[]".to_owned(),
    ];
    for line in &lines {
        file.extend_from_slice(line.as_bytes());
        file.extend_from_slice(b"\r\n");
    }
    file.extend_from_slice(b"\xFF\xFE\n");

    let feeding = Feeding::start().await;
    let summary = feeding.feed(&file).await.unwrap();
    let mut refused = String::new();
    for one in &summary.refused {
        writeln!(refused, "{} {} {}", one.line, one.slug, one.reason).unwrap();
    }
    assert_eq!(
        refused,
        "2 empty markdown: required\n\
         3 language language: invalid\n\
         4 long title: too_long\n\
         5  not JSON: EOF while parsing a value at column 18\n\
         7 first the slug stands in line 1 already\n\
         10 bell markdown: invalid\n\
         11  not a JSON object\n\
         12  the line is not valid UTF-8\n"
    );
    assert_eq!((summary.created, summary.lines()), (3, 11));
    let articles = feeding.articles("").await;
    assert_eq!(articles.total, 3);
    assert_eq!(articles.items[0].title.text(), "日付なし", "without a date it is new today");
    assert_eq!(articles.items[1].updated_at, "2021-04-14T00:00:00Z");
    assert_eq!(articles.items[1].author, "受付窓口");
    assert_eq!(feeding.articles("?q=%E9%8C%B2%E9%9F%B3").await.total, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn feeding_again_writes_only_what_is_different() {
    let feeding = Feeding::start().await;
    let mut lines: Vec<String> =
        (0..40).map(|n| line(&format!("a{n}"), "題名です", "ja", "本文です")).collect();
    let first = feeding.feed(lines.join("\n").as_bytes()).await.unwrap();
    assert_eq!((first.created, first.lines()), (40, 40));
    lines[7] = line("a7", "題名です", "ja", "別の本文です");
    lines.push(line("new", "新しい記事", "ja", "本文です"));
    let second = feeding.feed(lines.join("\n").as_bytes()).await.unwrap();
    assert_eq!((second.created, second.changed, second.unchanged), (1, 1, 39));
    assert_eq!(second.to_string(), "41 lines: 1 created, 1 changed, 39 unchanged, 0 refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_right_to_feed_nothing_is_tried() {
    let feeding = Feeding::start().await;
    let good = line("a", "題名です", "ja", "本文です");
    let token = feeding.token("cases").await;
    for token in [token, "made-up".to_owned()] {
        let failure = feeding.feed_with(good.as_bytes(), token).await.unwrap_err();
        assert!(matches!(failure, Failure::NotAllowed(_)), "{failure}");
    }
    assert_eq!(feeding.articles("").await.total, 0);
}
