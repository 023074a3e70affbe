//! When something fails: a program that does not load, a server that is gone and comes back.

use anyhow::Result;
use thirtyfour::Key;

use crate::harness::{ADMIN, Stage, Test, test};
use crate::pages::{COMPOSER, settled};

pub const TESTS: &[Test] = &[
    test!(an_app_that_does_not_load_shows_a_way_out),
    test!(a_server_that_is_gone_is_said_and_the_page_recovers),
    test!(a_page_that_cannot_be_loaded_has_a_heading_of_its_own),
    test!(a_comment_that_could_not_be_sent_is_still_there),
];

async fn an_app_that_does_not_load_shows_a_way_out(stage: &mut Stage) -> Result<()> {
    stage.portal.break_the_app()?;
    let page = &stage.page;
    // The browser says so too.
    page.expect_in_console("");
    page.open("/sign-in").await?;
    page.holds("the recovery panel", "return !!document.querySelector('.recovery')").await?;
    page.find("button", "再読み込み").await?;
    page.leave().await
}

async fn a_server_that_is_gone_is_said_and_the_page_recovers(stage: &mut Stage) -> Result<()> {
    stage.page.expect_in_console("Failed to load resource");
    stage.page.expect_in_console("ERR_CONNECTION_REFUSED");
    stage.page.expect_in_console("NetworkError");
    stage.page.open_as(ADMIN, "/").await?;
    settled(&stage.page).await?;
    stage.portal.kill()?;
    stage.page.press("link", "ナレッジ").await?;
    stage.page.sees("通信が切れています").await?;
    stage.portal.start_again()?;
    stage.page.find("link", "よくあるご質問").await?;
    Ok(())
}

async fn a_page_that_cannot_be_loaded_has_a_heading_of_its_own(stage: &mut Stage) -> Result<()> {
    stage.page.expect_in_console("Failed to load resource");
    stage.page.expect_in_console("ERR_CONNECTION_REFUSED");
    stage.page.expect_in_console("NetworkError");
    stage.page.open_as(ADMIN, "/cases").await?;
    settled(&stage.page).await?;
    stage.portal.kill()?;
    stage.page.fill("検索", "MD0001014").await?;
    stage.page.keys(Key::Enter + "").await?;
    stage.page.find("heading", "通信が切れています").await?;
    stage.page.is_titled("通信が切れています").await?;
    stage
        .page
        .holds("the heading in focus", "return document.activeElement.tagName === 'H1'")
        .await?;
    stage.portal.start_again()?;
    stage.page.find("textbox", COMPOSER).await?;
    Ok(())
}

async fn a_comment_that_could_not_be_sent_is_still_there(stage: &mut Stage) -> Result<()> {
    stage.page.expect_in_console("Failed to load resource");
    stage.page.expect_in_console("ERR_CONNECTION_REFUSED");
    stage.page.expect_in_console("NetworkError");
    stage.page.open_as(ADMIN, "/cases/MD0001014").await?;
    stage.page.fill(COMPOSER, "消えない文").await?;
    stage.portal.kill()?;
    stage.page.press("button", "送信").await?;
    stage
        .page
        .holds("the text kept", "return document.querySelector('textarea').value === '消えない文'")
        .await?;
    stage.portal.start_again()?;
    stage.page.press("button", "送信").await?;
    stage.page.find("listitem", "消えない文").await?;
    let case = stage
        .page
        .call("GET", "/api/v1/cases/MD0001014/activity", &serde_json::Value::Null, "")
        .await?;
    let sent = case.to_string().matches("消えない文").count();
    anyhow::ensure!(sent == 1, "it was sent {sent} times");
    Ok(())
}
