//! The life of a session: the warning before it ends, and signing in again in place when it has ended.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::harness::{ADMIN, PASSWORD, Page, Stage, Test, test};
use crate::pages::COMPOSER;

pub const TESTS: &[Test] = &[
    test!(two_minutes_before_the_idle_end_one_can_stay),
    test!(the_idle_warning_stays_until_it_is_answered),
    test!(five_minutes_before_the_absolute_end_one_is_told),
    test!(signing_in_again_in_place_keeps_what_was_typed),
    test!(escape_does_not_get_past_signing_in_again),
    test!(the_language_chosen_before_sign_in_stays),
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

async fn the_idle_warning_stays_until_it_is_answered(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases").await?;
    page.find("heading", "ケース一覧").await?;
    stage.portal.advance(28 * MINUTE + 20)?;
    page.reload().await?;
    page.find("dialog", "").await?;
    // The countdown goes on, and the dialog has not been taken away and drawn again meanwhile.
    const MARK: &str = "
        const title = document.querySelector('dialog[open] h2');
        title.dataset.before = title.textContent";
    const COUNTED: &str = "
        const title = document.querySelector('dialog[open] h2');
        return !!title?.dataset.before && title.textContent !== title.dataset.before";
    for _ in 0..3 {
        page.evaluate(MARK, vec![]).await?;
        page.holds("the same dialog, counting down", COUNTED).await?;
    }
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

async fn escape_does_not_get_past_signing_in_again(stage: &mut Stage) -> Result<()> {
    const OPEN: &str = "return !!document.querySelector('dialog[open]#session-ended:modal')";
    let page = &stage.page;
    page.expect_in_console("401");
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    page.fill(COMPOSER, "途中まで書いた文").await?;
    stage.portal.advance(31 * MINUTE)?;
    page.press("button", "送信").await?;
    page.find("dialog", "").await?;
    page.holds("the password in focus", "return document.activeElement.id === 'password'").await?;
    for _ in 0..4 {
        page.keys(Key::Escape + "").await?;
        page.holds("the dialog", OPEN).await?;
    }
    page.fill("パスワード", "wrong").await?;
    page.press("button", "ログイン").await?;
    page.is_titled("エラー: ").await?;
    page.fill("パスワード", PASSWORD).await?;
    page.press("button", "ログイン").await?;
    page.gone("dialog", "").await
}

async fn the_language_chosen_before_sign_in_stays(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.press("button", "English").await?;
    page.fill("User ID", ADMIN).await?;
    page.fill("Password", PASSWORD).await?;
    page.press("button", "Sign in").await?;
    page.find("link", "Knowledge").await?;
    until_the_server_knows(page).await?;
    page.reload().await?;
    page.find("link", "Knowledge").await?;
    page.holds("the language of the page", "return document.documentElement.lang === 'en'").await
}

async fn until_the_server_knows(page: &Page) -> Result<()> {
    const LANGUAGE: &str = "
        const done = arguments[0];
        const ask = async () => {
          const me = await (await fetch('/api/v1/me')).json();
          if (me.preferences.language === 'en') done(true); else setTimeout(ask, 50);
        };
        ask();
    ";
    page.evaluate_later(LANGUAGE, vec![]).await.map(|_| ())
}
