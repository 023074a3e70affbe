//! Signing in: each sample account, what a failure says, the lock, the page first asked for.

use anyhow::{Result, ensure};

use crate::harness::{ADMIN, OTHER, Stage, Test, USER, test};
use crate::pages::sign_in;

pub const TESTS: &[Test] = &[
    test!(each_account_without_second_factor_gets_in),
    test!(a_failure_says_the_same_whoever_one_claims_to_be),
    test!(five_failures_lock_the_id_for_twenty_minutes),
    test!(after_signing_in_one_is_where_one_wanted_to_be),
    test!(a_return_path_to_elsewhere_is_ignored),
    test!(an_empty_form_says_what_is_missing),
    test!(the_password_can_be_shown),
    test!(signing_out_ends_it),
    test!(the_page_speaks_english_too),
];

async fn each_account_without_second_factor_gets_in(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    for user in [ADMIN, USER, OTHER] {
        page.open("/sign-in").await?;
        sign_in(page, user).await?;
        page.is_at("/").await?;
        page.find("link", "ケース一覧").await?;
        page.call("DELETE", "/api/v1/session", &serde_json::Value::Null, "").await?;
    }
    Ok(())
}

async fn attempt(stage: &Stage, user: &str, password: &str) -> Result<String> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.fill("ユーザーID", user).await?;
    page.fill("パスワード", password).await?;
    page.press("button", "ログイン").await?;
    let alert = page.find("alert", "").await?;
    Ok(alert.text().await?)
}

async fn a_failure_says_the_same_whoever_one_claims_to_be(stage: &mut Stage) -> Result<()> {
    stage.page.expect_in_console("401");
    let wrong = attempt(stage, ADMIN, "Wrong-password-1!").await?;
    let unknown = attempt(stage, "nobody@sample.example.mg", "Wrong-password-1!").await?;
    ensure!(wrong == unknown, "a known ID says {wrong:?}, an unknown one {unknown:?}");
    ensure!(!wrong.trim().is_empty(), "a failure says nothing");
    Ok(())
}

async fn five_failures_lock_the_id_for_twenty_minutes(stage: &mut Stage) -> Result<()> {
    stage.page.expect_in_console("401");
    let mut said = Vec::new();
    for _ in 0..5 {
        said.push(attempt(stage, USER, "Wrong-password-1!").await?);
    }
    said.push(attempt(stage, USER, crate::harness::PASSWORD).await?);
    said.dedup();
    ensure!(said.len() == 1, "the lock can be told from a wrong password: {said:?}");
    stage.page.sees("20").await?;
    stage.portal.advance(20 * 60 + 1)?;
    stage.page.open("/sign-in").await?;
    sign_in(&stage.page, USER).await?;
    stage.page.is_at("/").await
}

async fn after_signing_in_one_is_where_one_wanted_to_be(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/cases?view=action").await?;
    page.is_at("/sign-in").await?;
    sign_in(page, ADMIN).await?;
    page.is_at("/cases?view=action").await
}

async fn a_return_path_to_elsewhere_is_ignored(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    for elsewhere in ["https%3A%2F%2Fexample.com%2F", "%2F%2Fexample.com", "%2F%5Cexample.com"] {
        page.open(&format!("/sign-in?return={elsewhere}")).await?;
        sign_in(page, ADMIN).await?;
        page.is_at("/").await?;
        page.find("link", "ケース一覧").await?;
        page.call("DELETE", "/api/v1/session", &serde_json::Value::Null, "").await?;
    }
    Ok(())
}

async fn an_empty_form_says_what_is_missing(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.press("button", "ログイン").await?;
    page.find("heading", "入力内容を確認してください").await?;
    page.is_titled("エラー").await?;
    page.press("link", "ユーザーID").await?;
    page.holds("the focus in the field", "return document.activeElement.tagName === 'INPUT'").await
}

async fn the_password_can_be_shown(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.fill("パスワード", "Secret-1").await?;
    let before = page.find("textbox", "パスワード").await?.attr("type").await?;
    page.press("button", "表示").await?;
    page.holds(
        "the password in the open",
        "return !!document.querySelector('input[type=text][autocomplete=current-password]')",
    )
    .await?;
    ensure!(before.as_deref() == Some("password"), "it was open from the start");
    Ok(())
}

async fn signing_out_ends_it(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    page.find("link", "ケース一覧").await?;
    page.press("button", "サンプル").await?;
    page.press("button", "ログアウト").await?;
    page.find("textbox", "ユーザーID").await?;
    page.open("/cases").await?;
    page.is_at("/sign-in").await
}

async fn the_page_speaks_english_too(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.press("button", "English").await?;
    page.find("textbox", "User ID").await?;
    page.find("textbox", "Password").await?;
    page.find("button", "Sign in").await?;
    page.holds("the language of the page", "return document.documentElement.lang === 'en'").await?;
    page.reload().await?;
    page.find("button", "Sign in").await?;
    Ok(())
}
