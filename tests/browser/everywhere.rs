//! What holds on every page: language, theme, the menu of a narrow window, no scrolling sideways, pages that are not.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::harness::{ADMIN, Page, Stage, Test, test};
use crate::pages::{self, settled};
use crate::states::{self, Visitor};

pub const TESTS: &[Test] = &[
    test!(the_language_changes_at_once_and_stays),
    test!(the_theme_changes_at_once_and_stays),
    test!(nothing_scrolls_sideways_at_320_pixels),
    test!(nothing_of_identity_scrolls_sideways_at_320_pixels),
    test!(text_of_twice_the_size_fits),
    test!(a_narrow_window_has_everything_in_the_menu),
    test!(escape_closes_the_search_of_a_phone),
    test!(a_slash_leads_to_the_search),
    test!(a_page_that_does_not_exist_says_so),
    test!(every_page_has_one_heading_and_a_title_of_its_own),
];

async fn the_language_changes_at_once_and_stays(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases").await?;
    page.find("heading", "ケース一覧").await?;
    page.press("button", "サンプル").await?;
    page.press("button", "English").await?;
    page.find("heading", "Cases").await?;
    page.sees("Action needed").await?;
    page.reload().await?;
    page.find("heading", "Cases").await?;
    page.holds("the language of the page", "return document.documentElement.lang === 'en'").await
}

async fn the_theme_changes_at_once_and_stays(stage: &mut Stage) -> Result<()> {
    const BACKGROUND: &str = "return getComputedStyle(document.documentElement).backgroundColor";
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    page.press("button", "サンプル").await?;
    page.press("button", "表示: ライト").await?;
    page.holds("the light theme", "return document.documentElement.dataset.theme === 'light'")
        .await?;
    let light = page.evaluate(BACKGROUND, vec![]).await?;
    page.press("button", "サンプル").await?;
    page.press("button", "表示: ダーク").await?;
    page.holds("the dark theme", "return document.documentElement.dataset.theme === 'dark'")
        .await?;
    let dark = page.evaluate(BACKGROUND, vec![]).await?;
    ensure!(light != dark, "both themes have the ground {light}");
    page.reload().await?;
    settled(page).await?;
    ensure!(page.evaluate(BACKGROUND, vec![]).await? == dark, "the theme did not stay");
    Ok(())
}

async fn nothing_scrolls_sideways_at_320_pixels(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("404");
    let mut wide = Vec::new();
    for language in ["ja", "en"] {
        page.resize(320, 700).await?;
        for place in pages::prepare(page, language, "light").await? {
            pages::open(page, &place).await?;
            let overflow = page.overflow().await?;
            if overflow > 0 {
                wide.push(format!("{} in {language} by {overflow} px", place.name));
            }
        }
    }
    ensure!(wide.is_empty(), "too wide: {}", wide.join(", "));
    Ok(())
}

/// Notes where the page is wider than the window.
struct Ruler(Vec<String>);

impl Visitor for Ruler {
    async fn visit(&mut self, page: &Page, stop: &str) -> Result<()> {
        let overflow = page.overflow().await?;
        if overflow > 0 {
            self.0.push(format!("{stop} by {overflow} px"));
        }
        Ok(())
    }
}

async fn nothing_of_identity_scrolls_sideways_at_320_pixels(stage: &mut Stage) -> Result<()> {
    stage.page.resize(320, 700).await?;
    let mut ruler = Ruler(Vec::new());
    states::walk(stage, "light", &mut ruler).await?;
    ensure!(ruler.0.is_empty(), "too wide: {}", ruler.0.join(", "));
    Ok(())
}

async fn text_of_twice_the_size_fits(stage: &mut Stage) -> Result<()> {
    const TWICE: &str = "document.documentElement.style.fontSize = '200%'";
    let page = &stage.page;
    page.expect_in_console("404");
    page.expect_in_console("410");
    let mut ruler = Ruler(Vec::new());
    for place in pages::prepare(page, "ja", "light").await? {
        pages::open(page, &place).await?;
        page.evaluate(TWICE, vec![]).await?;
        ruler.visit(page, place.name).await?;
    }
    ensure!(ruler.0.is_empty(), "too wide: {}", ruler.0.join(", "));
    Ok(())
}

async fn a_narrow_window_has_everything_in_the_menu(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.resize(360, 740).await?;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    page.press("button", "メニュー").await?;
    page.find("button", "ログアウト").await?;
    page.press("link", "ナレッジ").await?;
    page.is_at("/knowledge").await?;
    page.gone("button", "ログアウト").await
}

async fn escape_closes_the_search_of_a_phone(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.resize(360, 740).await?;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    page.press("button", "検索").await?;
    page.holds("the focus in the box", "return document.activeElement.type === 'search'").await?;
    page.keys(Key::Escape + "").await?;
    page.holds(
        "the box closed and the focus on its button",
        "return document.activeElement.getAttribute('aria-expanded') === 'false'",
    )
    .await
}

async fn a_slash_leads_to_the_search(stage: &mut Stage) -> Result<()> {
    const FOCUSED: &str = "return document.activeElement.type === 'search'";
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    page.keys("/").await?;
    page.holds("the focus in the box", FOCUSED).await?;
    page.keys("a/b").await?;
    page.holds("what was typed", "return document.activeElement.value === 'a/b'").await
}

async fn a_page_that_does_not_exist_says_so(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("404");
    page.open_as(ADMIN, "/no-such-page").await?;
    page.find("heading", "見つかりません").await?;
    let main = page.find("main", "").await?;
    page.find_in(&main, "link", "ホーム").await?.click().await?;
    page.is_at("/").await
}

async fn every_page_has_one_heading_and_a_title_of_its_own(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("404");
    let mut titles = Vec::new();
    for place in pages::prepare(page, "ja", "light").await? {
        pages::open(page, &place).await?;
        let found = page
            .evaluate("return [document.querySelectorAll('h1').length, document.title]", vec![])
            .await?;
        ensure!(found[0] == 1, "{} has {} headings of the first level", place.name, found[0]);
        let title = found[1].as_str().unwrap_or_default().to_owned();
        ensure!(!title.is_empty(), "{} has no title", place.name);
        titles.push(title);
    }
    titles.sort();
    titles.dedup();
    ensure!(titles.len() >= 9, "pages share their titles: {titles:?}");
    Ok(())
}
