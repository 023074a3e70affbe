//! Without a mouse: the skip link, the focus after moving on, menus and dialogs, signing in.

use anyhow::Result;
use thirtyfour::Key;

use crate::harness::{ADMIN, PASSWORD, Stage, Test, test};
use crate::pages::settled;

pub const TESTS: &[Test] = &[
    test!(signing_in_needs_no_mouse),
    test!(the_first_tab_skips_to_the_content),
    test!(moving_on_puts_the_focus_on_the_heading),
    test!(escape_closes_a_menu_and_the_focus_returns),
    test!(escape_leaves_a_dialog),
];

async fn signing_in_needs_no_mouse(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.find("textbox", "ユーザーID").await?.focus().await?;
    page.keys(ADMIN).await?;
    page.keys(Key::Tab + PASSWORD).await?;
    page.keys(Key::Enter + "").await?;
    page.is_at("/").await
}

async fn the_first_tab_skips_to_the_content(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    page.keys(Key::Tab + "").await?;
    page.holds(
        "the skip link with the focus",
        "return document.activeElement.getAttribute('href') === '#main'",
    )
    .await?;
    page.keys(Key::Enter + "").await?;
    page.holds("the focus in the content", "return document.activeElement.id === 'main'").await
}

async fn moving_on_puts_the_focus_on_the_heading(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    page.press("link", "ナレッジ").await?;
    page.find("heading", "ナレッジ").await?;
    page.holds("the focus on the heading", "return document.activeElement.tagName === 'H1'")
        .await?;
    page.is_titled("ナレッジ").await
}

async fn escape_closes_a_menu_and_the_focus_returns(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    page.find("button", "サンプル").await?.focus().await?;
    page.keys(Key::Enter + "").await?;
    page.find("button", "ログアウト").await?;
    page.keys(Key::Escape + "").await?;
    page.gone("button", "ログアウト").await?;
    page.holds("the focus where it was", "return document.activeElement.tagName === 'BUTTON'").await
}

async fn escape_leaves_a_dialog(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001015").await?;
    settled(page).await?;
    page.press("button", "アクション").await?;
    page.press("button", "ソリューションを却下").await?;
    page.find("dialog", "").await?;
    page.keys(Key::Escape + "").await?;
    page.gone("dialog", "").await?;
    page.sees("解決済み").await
}
