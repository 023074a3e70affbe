//! The life of a session: the warning before it ends, and signing in again in place when it has ended.

use anyhow::{Result, ensure};

use crate::harness::{ADMIN, PASSWORD, Stage, Test, test};
use crate::pages::COMPOSER;

pub const TESTS: &[Test] = &[
    test!(two_minutes_before_the_idle_end_one_can_stay),
    test!(five_minutes_before_the_absolute_end_one_is_told),
    test!(signing_in_again_in_place_keeps_what_was_typed),
];

const MINUTE: u64 = 60;

async fn two_minutes_before_the_idle_end_one_can_stay(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases").await?;
    page.find("heading", "ケース一覧").await?;
    stage.portal.advance(28 * MINUTE + 20)?;
    page.reload().await?;
    page.find("dialog", "").await?;
    page.sees("あと 1:").await?;
    page.press("button", "ログインを続ける").await?;
    page.gone("dialog", "").await?;
    stage.portal.advance(10 * MINUTE)?;
    page.reload().await?;
    page.find("heading", "ケース一覧").await?;
    ensure!(!page.has("dialog", "").await?, "staying did not move the end");
    Ok(())
}

async fn five_minutes_before_the_absolute_end_one_is_told(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    page.find("link", "ケース一覧").await?;
    // In steps shorter than the idle end, each of them used.
    for _ in 0..19 {
        stage.portal.advance(25 * MINUTE)?;
        page.call("PATCH", "/api/v1/session", &serde_json::json!({}), "").await?;
    }
    page.reload().await?;
    page.find("link", "ケース一覧").await?;
    stage.portal.advance(MINUTE)?;
    page.reload().await?;
    page.sees("もう一度ログインが必要").await
}

async fn signing_in_again_in_place_keeps_what_was_typed(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("401");
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    page.fill(COMPOSER, "途中まで書いた文").await?;
    stage.portal.advance(31 * MINUTE)?;
    page.press("button", "送信").await?;
    page.find("dialog", "").await?;
    page.fill("パスワード", PASSWORD).await?;
    page.press("button", "ログイン").await?;
    page.gone("dialog", "").await?;
    let kept = page.find("textbox", COMPOSER).await?.prop("value").await?;
    ensure!(kept.as_deref() == Some("途中まで書いた文"), "what was typed is now {kept:?}");
    page.press("button", "送信").await?;
    page.find("listitem", "途中まで書いた文").await?;
    Ok(())
}
