//! Getting and repairing access, and the portal that has several kinds of accounts.

use anyhow::{Result, ensure};

use crate::harness::{ADMIN, Stage, Test, test};
use crate::pages::settled;

pub const TESTS: &[Test] = &[
    test!(help_with_access_is_one_step_from_sign_in),
    test!(the_page_builds_the_mail_of_a_reseller),
    test!(kinds_of_accounts_are_chosen_and_remembered),
];

async fn help_with_access_is_one_step_from_sign_in(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.press("link", "アカウントの取得とログインの案内").await?;
    page.is_at("/access-help").await?;
    page.find("heading", "ログインできない").await?;
    page.sees("portal@minato.example").await?;
    page.sees("0120-000-000").await?;
    page.press("link", "パスワードを忘れた場合").await?;
    page.is_at("/password-reset").await
}

async fn the_page_builds_the_mail_of_a_reseller(stage: &mut Stage) -> Result<()> {
    stage.portal.configure("[accounts]\nregistration_mail = \"register@minato.example\"")?;
    let page = &stage.page;
    page.open("/access-help").await?;
    let link = page.find("link", "申し込みのメールを書く").await?;
    let address = link.attr("href").await?.unwrap_or_default();
    ensure!(address.starts_with("mailto:register@minato.example?"), "it leads to {address}");
    ensure!(address.contains("subject=") && address.contains("body="), "it is {address}");
    Ok(())
}

async fn kinds_of_accounts_are_chosen_and_remembered(stage: &mut Stage) -> Result<()> {
    stage.portal.configure(
        "[accounts]\nkinds = [\n\
         { id = \"business\", name = { ja = \"ビジネスアカウント\", en = \"Business account\" } },\n\
         { id = \"operator\", name = { ja = \"オペレーターアカウント\", en = \"Operator account\" } },\n]",
    )?;
    let page = &stage.page;
    page.expect_in_console("401");
    page.open("/sign-in").await?;
    page.press("button", "オペレーターアカウントでログイン").await?;
    page.fill("ユーザーID", ADMIN).await?;
    page.fill("パスワード", "Wrong-password-1!").await?;
    page.keys(thirtyfour::Key::Enter + "").await?;
    page.sees("ログインできませんでした").await?;
    page.sees("ビジネスアカウント").await?;
    page.reload().await?;
    settled(page).await?;
    page.holds(
        "the kind remembered",
        "return document.querySelector('[aria-pressed=true], input[type=radio]:checked, [aria-checked=true]')
            ?.closest('label, button')?.textContent.includes('オペレーター') === true",
    )
    .await
}
