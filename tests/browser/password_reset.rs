//! A new password by a mailed link: the first one and a forgotten one, and what the page never tells.

use anyhow::{Result, ensure};

use crate::harness::{NEW, Page, Stage, Test, USER, mail_of, test};
use crate::pages::{settled, sign_in};

pub const TESTS: &[Test] = &[
    test!(a_new_person_sets_the_first_password_and_signs_in),
    test!(a_reset_ends_the_other_browsers_session),
    test!(a_link_works_once),
    test!(a_link_that_is_too_old_is_said),
    test!(a_wrong_pair_is_told_the_same),
    test!(a_reset_opens_a_lock),
];

const FIRST: &str = "Tsukikage-77!";

async fn a_new_person_sets_the_first_password_and_signs_in(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.press("link", "最初のパスワードを設定する").await?;
    page.is_at("/password-reset").await?;
    ask(page, NEW, mail_of(NEW)).await?;
    let link = stage.portal.mail_to(mail_of(NEW), "パスワードの設定").await?.link()?;
    page.follow(&link).await?;
    page.find("heading", "最初のパスワードの設定").await?;
    ensure!(
        !page.path().await?.contains(link.rsplit('#').next().unwrap_or("#")),
        "the token is sent along"
    );
    set(page, FIRST).await?;
    page.press("link", "完了").await?;
    page.is_at("/sign-in").await?;
    page.fill("ユーザーID", NEW).await?;
    page.fill("パスワード", FIRST).await?;
    page.press("button", "ログイン").await?;
    page.is_at("/").await
}

/// Steps 1 and 2: the ID, the address.
async fn ask(page: &Page, user: &str, mail: &str) -> Result<()> {
    page.fill("ユーザーID", user).await?;
    page.press("button", "次へ").await?;
    page.fill("登録メールアドレス", mail).await?;
    page.press("button", "送信").await?;
    page.find("heading", "手続きを受け付けました").await?;
    Ok(())
}

/// Step 3.
async fn set(page: &Page, password: &str) -> Result<()> {
    page.fill("新しいパスワード", password).await?;
    page.fill("パスワードの確認", password).await?;
    page.press("button", "パスワードを設定").await?;
    page.find("heading", "パスワードを設定しました").await?;
    Ok(())
}

/// Asks for a link as a person who forgot the password, and opens it.
async fn open_link(stage: &Stage, user: &str) -> Result<String> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    page.press("link", "パスワードを忘れた場合").await?;
    ask(page, user, mail_of(user)).await?;
    let link = stage.portal.mail_to(mail_of(user), "パスワードの再設定").await?.link()?;
    page.follow(&link).await?;
    page.find("heading", "新しいパスワードの設定").await?;
    Ok(link)
}

async fn a_reset_ends_the_other_browsers_session(stage: &mut Stage) -> Result<()> {
    stage.other_browser().await?;
    let other = stage.other()?;
    other.open_as(USER, "/cases").await?;
    settled(other).await?;
    open_link(stage, USER).await?;
    set(&stage.page, FIRST).await?;
    stage.portal.mail_to(mail_of(USER), "パスワードが変更されました").await?;
    other.open("/cases").await?;
    other.is_at("/sign-in").await?;
    stage.page.expect_in_console("401");
    stage.page.open("/sign-in").await?;
    sign_in(&stage.page, USER).await?;
    stage.page.sees("ログインできませんでした").await?;
    stage.page.fill("パスワード", FIRST).await?;
    stage.page.press("button", "ログイン").await?;
    stage.page.is_at("/").await
}

async fn a_link_works_once(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("40");
    page.expect_in_console("410");
    let link = open_link(stage, USER).await?;
    set(page, FIRST).await?;
    page.follow(&link).await?;
    page.find("heading", "このリンクは使えません").await?;
    page.find("link", "はじめから手続きする").await?;
    Ok(())
}

async fn a_link_that_is_too_old_is_said(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("40");
    page.expect_in_console("410");
    let link = open_link(stage, USER).await?;
    stage.portal.advance(30 * 60)?;
    page.follow(&link).await?;
    page.find("heading", "このリンクは使えません").await?;
    Ok(())
}

async fn a_wrong_pair_is_told_the_same(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    let mut said = Vec::new();
    for (user, mail) in [
        (USER, mail_of(USER)),
        (USER, "somebody@sample.example"),
        ("nobody@sample.example.mg", "nobody@sample.example"),
    ] {
        page.open("/password-reset").await?;
        ask(page, user, mail).await?;
        let main = page.find("main", "").await?;
        said.push(main.text().await?.replace(user, "").replace(mail, ""));
    }
    said.dedup();
    ensure!(said.len() == 1, "a match can be told: {said:?}");
    stage.portal.mail_to(mail_of(USER), "パスワードの再設定").await?;
    for address in ["somebody@sample.example", "nobody@sample.example", mail_of(USER)] {
        let unread = stage.portal.unread_of(address)?;
        ensure!(unread.is_empty(), "{address} got {unread:?}");
    }
    Ok(())
}

async fn a_reset_opens_a_lock(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("401");
    for _ in 0..5 {
        page.open("/sign-in").await?;
        page.fill("ユーザーID", USER).await?;
        page.fill("パスワード", "Wrong-password-1!").await?;
        page.press("button", "ログイン").await?;
        page.sees("ログインできませんでした").await?;
    }
    open_link(stage, USER).await?;
    set(page, FIRST).await?;
    page.press("link", "完了").await?;
    page.fill("ユーザーID", USER).await?;
    page.fill("パスワード", FIRST).await?;
    page.press("button", "ログイン").await?;
    page.is_at("/").await
}
