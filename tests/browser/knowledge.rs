//! Knowledge: the landing with its counts, the search in Japanese of two characters, and an article.

use anyhow::{Result, ensure};
use serde_json::Value;
use thirtyfour::Key;

use crate::harness::{ADMIN, Stage, Test, test};
use crate::pages::settled;

pub const TESTS: &[Test] = &[
    test!(the_landing_counts_bases_and_articles),
    test!(two_japanese_characters_find_something),
    test!(a_query_that_is_too_short_says_so),
    test!(nothing_found_offers_a_next_step),
    test!(an_article_reads_well),
    test!(an_unknown_article_does_not_exist),
];

async fn the_landing_counts_bases_and_articles(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/knowledge").await?;
    page.find("heading", "ナレッジ").await?;
    settled(page).await?;
    for base in ["お客様向けドキュメント", "よくあるご質問", "メンテナンス", "障害情報"]
    {
        page.find("link", base).await?;
    }
    page.press("link", "すべて表示").await?;
    page.is_at("/knowledge/search").await?;
    settled(page).await
}

async fn two_japanese_characters_find_something(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/knowledge").await?;
    settled(page).await?;
    let main = page.find("main", "").await?;
    page.find_in(&main, "textbox", "").await?.send_keys("設定").await?;
    page.keys(Key::Enter + "").await?;
    page.is_at("/knowledge/search").await?;
    settled(page).await?;
    page.holds("the match marked", "return [...document.querySelectorAll('#app main mark')].some((mark) => mark.innerText === '設定')").await
}

async fn a_query_that_is_too_short_says_so(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/knowledge/search?q=a").await?;
    settled(page).await?;
    page.sees("3").await?;
    page.sees("2").await?;
    page.holds(
        "the words that are read out",
        "return [...document.querySelectorAll('#app main [role=status]')].some((e) => e.textContent.includes('もう少し長い言葉'))",
    )
    .await
}

async fn nothing_found_offers_a_next_step(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/knowledge/search?q=zzzqqqxxx").await?;
    settled(page).await?;
    page.sees("一致する記事がありません").await
}

async fn an_article_reads_well(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/knowledge/search").await?;
    settled(page).await?;
    let list = page.call("GET", "/api/v1/knowledge/articles", &Value::Null, "").await?;
    let item = &list["items"][0];
    let number = item["number"].as_str().unwrap_or_default();
    // The title comes in parts, of which some may be marked.
    let parts = item["title"].as_array().into_iter().flatten();
    let title: String = parts.filter_map(|part| part["text"].as_str()).collect();
    ensure!(number.starts_with("KA"), "the first article is {item}");
    let main = page.find("main", "").await?;
    page.find_in(&main, "link", &title).await?.click().await?;
    page.is_at(&format!("/knowledge/articles/{number}")).await?;
    page.find("heading", &title).await?;
    page.sees(number).await
}

async fn an_unknown_article_does_not_exist(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("404");
    page.open_as(ADMIN, "/knowledge/articles/KA9999999").await?;
    page.find("heading", "見つかりません").await?;
    Ok(())
}
