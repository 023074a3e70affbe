//! Without a mouse: the skip link, the focus after moving on, menus and dialogs, signing in, a form.

use anyhow::Result;
use thirtyfour::Key;

use crate::harness::{ADMIN, App, PASSWORD, Page, Stage, TOTP, TOTP_SECRET, Test, test};
use crate::pages::settled;
use crate::people::BY_APP;

pub const TESTS: &[Test] = &[
    test!(signing_in_needs_no_mouse),
    test!(verifying_needs_no_mouse),
    test!(a_contact_is_made_without_a_mouse),
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

async fn verifying_needs_no_mouse(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.find("textbox", "ユーザーID").await?.focus().await?;
    page.keys(TOTP).await?;
    page.keys(Key::Tab + PASSWORD).await?;
    page.keys(Key::Enter + "").await?;
    page.find("button", BY_APP).await?;
    settled(page).await?;
    tab_to(page, BY_APP).await?;
    page.keys(Key::Enter + "").await?;
    page.holds("the field in focus", "return document.activeElement.inputMode === 'numeric'")
        .await?;
    page.keys(App::told(TOTP_SECRET)?.code(&stage.portal)?).await?;
    page.is_at("/").await
}

async fn a_contact_is_made_without_a_mouse(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/account/contacts/new").await?;
    settled(page).await?;
    for (label, text) in [("姓", "星野"), ("名", "光"), ("メール", "hoshino@sample.example")]
    {
        tab_to(page, label).await?;
        page.keys(text).await?;
    }
    tab_to(page, "多要素認証を有効化").await?;
    page.keys(Key::Space + "").await?;
    tab_to(page, "保存").await?;
    page.keys(Key::Enter + "").await?;
    page.sees("ご案内メールを送りました").await?;
    page.find("heading", "星野 光").await?;
    Ok(())
}

/// Presses Tab until something of that name has the focus; going once around is too far.
async fn tab_to(page: &Page, name: &str) -> Result<()> {
    const HERE: &str = "
        const here = document.activeElement;
        const labels = [...(here.labels ?? [])].map((label) => label.textContent).join(' ');
        const words = (labels || here.textContent).replace(/\\s+/g, ' ').trim();
        return words.startsWith(arguments[0])";
    for _ in 0..80 {
        page.keys(Key::Tab + "").await?;
        if page.evaluate(HERE, vec![name.into()]).await? == true {
            return Ok(());
        }
    }
    anyhow::bail!("Tab never reaches {name:?}")
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
