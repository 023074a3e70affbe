//! The accessibility audit: axe on every page, in both languages and themes, at three widths, with dialogs and errors open.
//! One browser session goes through all of it; axe is put into a page once.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::harness::{ADMIN, Browser, Page, Stage, Test, test};
use crate::pages::{self, settled};
use crate::states::{self, Visitor};

const CHROMIUM: &[Browser] = &[Browser::Chromium];

pub const TESTS: &[Test] = &[
    test!(the_audit_sees_what_is_wrong, CHROMIUM),
    test!(every_page_in_japanese_and_light, CHROMIUM),
    test!(every_page_in_japanese_and_dark, CHROMIUM),
    test!(every_page_in_english_and_light, CHROMIUM),
    test!(every_page_in_english_and_dark, CHROMIUM),
    test!(dialogs_menus_and_errors_when_open_in_light, CHROMIUM),
    test!(dialogs_menus_and_errors_when_open_in_dark, CHROMIUM),
    test!(identity_on_the_way_in_light, CHROMIUM),
    test!(identity_on_the_way_in_dark, CHROMIUM),
];

const WIDTHS: [u32; 3] = [320, 768, 1280];

async fn the_audit_sees_what_is_wrong(stage: &mut Stage) -> Result<()> {
    const SPOIL: &str = "const field = document.createElement('input');
        document.querySelector('main').append(field);";
    let page = &stage.page;
    page.open("/sign-in").await?;
    settled(page).await?;
    page.evaluate(SPOIL, vec![]).await?;
    let found = audit_at(page, "sign-in", 1280).await?;
    ensure!(found.iter().any(|line| line.contains("label: ")), "a field without a label passed");
    Ok(())
}

async fn every_page_in_japanese_and_light(stage: &mut Stage) -> Result<()> {
    every_page(stage, "ja", "light").await
}

async fn every_page_in_japanese_and_dark(stage: &mut Stage) -> Result<()> {
    every_page(stage, "ja", "dark").await
}

async fn every_page_in_english_and_light(stage: &mut Stage) -> Result<()> {
    every_page(stage, "en", "light").await
}

async fn every_page_in_english_and_dark(stage: &mut Stage) -> Result<()> {
    every_page(stage, "en", "dark").await
}

async fn every_page(stage: &mut Stage, language: &str, theme: &str) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("404");
    let mut violations = Vec::new();
    for place in pages::prepare(page, language, theme).await? {
        pages::open(page, &place).await?;
        violations.extend(audit(page, place.name).await?);
    }
    ensure!(violations.is_empty(), "{}", violations.join("\n"));
    Ok(())
}

async fn dialogs_menus_and_errors_when_open_in_light(stage: &mut Stage) -> Result<()> {
    what_opens(stage, "light").await
}

async fn dialogs_menus_and_errors_when_open_in_dark(stage: &mut Stage) -> Result<()> {
    what_opens(stage, "dark").await
}

async fn what_opens(stage: &mut Stage, theme: &str) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("401");
    pages::prepare(page, "ja", theme).await?;
    let mut violations = Vec::new();

    page.open("/").await?;
    settled(page).await?;
    page.press("button", "サンプル").await?;
    page.find("button", "ログアウト").await?;
    violations.extend(audit(page, "home with the user's menu").await?);

    page.resize(360, 740).await?;
    page.open("/").await?;
    settled(page).await?;
    page.press("button", "メニュー").await?;
    page.find("button", "ログアウト").await?;
    violations.extend(audit_at(page, "home with the menu", 360).await?);
    page.resize(1280, 900).await?;

    page.open("/cases/MD0001015").await?;
    settled(page).await?;
    page.press("button", "アクション").await?;
    violations.extend(audit(page, "the menu of actions").await?);
    page.press("button", "ソリューションを却下").await?;
    page.find("dialog", "").await?;
    violations.extend(audit(page, "the dialog for rejecting").await?);

    page.open("/cases/MD0001014").await?;
    settled(page).await?;
    page.press("button", "アクション").await?;
    page.press("button", "ケースをクローズ").await?;
    page.find("dialog", "").await?;
    violations.extend(audit(page, "the dialog for closing").await?);

    page.open("/cases/MD0001014").await?;
    settled(page).await?;
    page.press("button", "送信").await?;
    page.holds(
        "the field marked",
        "return !!document.querySelector('textarea[aria-invalid=true]')",
    )
    .await?;
    violations.extend(audit(page, "the error of an empty comment").await?);

    stage.portal.advance(28 * 60 + 30)?;
    page.reload().await?;
    page.find("dialog", "").await?;
    violations.extend(audit(page, "the warning before the end").await?);

    page.call("DELETE", "/api/v1/session", &Value::Null, "").await?;
    page.open("/sign-in").await?;
    page.press("button", "ログイン").await?;
    page.find("heading", "入力内容を確認してください").await?;
    violations.extend(audit(page, "sign-in with errors").await?);

    page.open_as(ADMIN, "/").await?;
    ensure!(violations.is_empty(), "{}", violations.join("\n"));
    Ok(())
}

async fn identity_on_the_way_in_light(stage: &mut Stage) -> Result<()> {
    identity(stage, "light").await
}

async fn identity_on_the_way_in_dark(stage: &mut Stage) -> Result<()> {
    identity(stage, "dark").await
}

/// Collects what axe finds at every stop.
struct Auditor(Vec<String>);

impl Visitor for Auditor {
    async fn visit(&mut self, page: &Page, stop: &str) -> Result<()> {
        self.0.extend(audit(page, stop).await?);
        Ok(())
    }
}

async fn identity(stage: &Stage, theme: &str) -> Result<()> {
    let mut auditor = Auditor(Vec::new());
    states::walk(stage, theme, &mut auditor).await?;
    ensure!(auditor.0.is_empty(), "{}", auditor.0.join("\n"));
    Ok(())
}

async fn audit(page: &Page, name: &str) -> Result<Vec<String>> {
    let mut violations = Vec::new();
    for width in WIDTHS {
        violations.extend(audit_at(page, name, width).await?);
    }
    page.resize(1280, 900).await?;
    Ok(violations)
}

/// What axe finds at a width, one line each.
async fn audit_at(page: &Page, name: &str, width: u32) -> Result<Vec<String>> {
    const RUN: &str = r"
        const [tags, done] = arguments;
        // Colours that are still fading in are no colours to judge.
        Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => 0)))
          .then(() => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }))
          .then((found) => done(found.violations.flatMap((violation) =>
            violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? violation.help}`))))
          .catch((error) => done([`axe failed: ${error}`]));
    ";
    page.resize(width, 900).await?;
    if page.evaluate("return typeof axe === 'undefined'", vec![]).await? == json!(true) {
        let path = std::env::var_os("MADOGUCHI_AXE").context("MADOGUCHI_AXE is not set")?;
        page.evaluate(&std::fs::read_to_string(path)?, vec![]).await?;
    }
    let tags = json!(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
    let found = page.evaluate_later(RUN, vec![tags]).await?;
    let found: Vec<String> = serde_json::from_value(found)?;
    Ok(found.into_iter().map(|line| format!("{name} at {width}: {line}")).collect())
}
