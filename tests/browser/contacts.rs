//! An administrator's people: a new one from the form to the first sign-in, switching off, locks, the second factor.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::harness::{ADMIN, NEW, Page, Stage, TOTP, Test, USER, mail_of, test};
use crate::pages::{settled, sign_in};
use crate::people::{BY_APP, BY_MAIL, CODE, mailed_code, sign_in_with_app, sign_out};

pub const TESTS: &[Test] = &[
    test!(a_new_contact_is_welcomed_and_signs_in),
    test!(a_user_id_that_is_taken_is_said),
    test!(what_is_missing_is_said_at_its_field),
    test!(control_s_saves_a_contact),
    test!(switching_sign_in_off_ends_the_session_at_once),
    test!(an_administrator_opens_a_lock),
    test!(the_second_factor_is_reset),
    test!(the_last_administrator_cannot_be_switched_off),
    test!(a_contact_is_found_by_a_part_of_the_name),
    test!(somebody_else_saved_first),
    test!(general_users_manage_nobody),
];

const PASSWORD: &str = "Tsukikage-77!";

async fn a_new_contact_is_welcomed_and_signs_in(stage: &mut Stage) -> Result<()> {
    const MAIL: &str = "hoshino@sample.example";
    let page = &stage.page;
    page.open_as(ADMIN, "/account").await?;
    settled(page).await?;
    page.press("link", "連絡先作成").await?;
    page.is_at("/account/contacts/new").await?;
    page.fill("姓", "星野").await?;
    page.fill("名", "光").await?;
    page.fill("メール", MAIL).await?;
    page.holds(
        "the user ID proposed",
        "return [...document.querySelectorAll('input')].some((field) => field.value === 'hoshino@sample.example.mg')",
    )
    .await?;
    page.press("button", "保存").await?;
    page.sees("ご案内メールを送りました").await?;
    let welcome = stage.portal.mail_to(MAIL, "アカウントを開設しました").await?;
    ensure!(welcome.text.contains("hoshino@sample.example.mg"), "no user ID: {}", welcome.text);

    sign_out(page).await?;
    page.follow(&welcome.link()?).await?;
    page.fill("ユーザーID", "hoshino@sample.example.mg").await?;
    page.press("button", "次へ").await?;
    page.fill("登録メールアドレス", MAIL).await?;
    page.press("button", "送信").await?;
    page.follow(&stage.portal.mail_to(MAIL, "パスワードの設定").await?.link()?).await?;
    page.fill("新しいパスワード", PASSWORD).await?;
    page.fill("パスワードの確認", PASSWORD).await?;
    page.press("button", "パスワードを設定").await?;
    page.press("link", "完了").await?;
    page.fill("ユーザーID", "hoshino@sample.example.mg").await?;
    page.fill("パスワード", PASSWORD).await?;
    page.press("button", "ログイン").await?;
    // The second factor is on for new people, and needs no set-up.
    page.press("button", BY_MAIL).await?;
    page.fill(CODE, &mailed_code(stage, "hoshino@sample.example.mg").await?).await?;
    page.press("link", "あとで設定する").await?;
    page.find("button", "星野 光").await?;
    Ok(())
}

async fn a_user_id_that_is_taken_is_said(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("422");
    page.open_as(ADMIN, "/account/contacts/new").await?;
    settled(page).await?;
    page.fill("姓", "高橋").await?;
    page.fill("名", "次郎").await?;
    page.fill("メール", mail_of(USER)).await?;
    page.press("button", "保存").await?;
    page.sees("このユーザーIDは、すでに使われています").await?;
    page.fill("ユーザーID", "takahashi-jiro@sample.example.mg").await?;
    page.press("button", "保存").await?;
    page.sees("ご案内メールを送りました").await
}

async fn what_is_missing_is_said_at_its_field(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/account/contacts/new").await?;
    settled(page).await?;
    page.press("button", "保存").await?;
    page.find("heading", "入力内容を確認してください").await?;
    page.is_titled("エラー").await?;
    page.press("link", "姓を入力してください").await?;
    page.holds(
        "the focus in the field",
        "return document.activeElement.getAttribute('aria-invalid') === 'true'",
    )
    .await
}

/// Opens a contact from the list, as the administrator.
async fn open_contact(page: &Page, name: &str) -> Result<()> {
    page.open_as(ADMIN, "/account/contacts").await?;
    settled(page).await?;
    page.press("link", name).await?;
    page.find("heading", name).await?;
    page.find("button", "アクション").await?;
    settled(page).await
}

/// Chooses from アクション; where it asks first, says yes.
async fn act(page: &Page, action: &str, asks: bool) -> Result<()> {
    page.press("button", "アクション").await?;
    page.press("button", action).await?;
    if asks {
        let dialog = page.find("dialog", "").await?;
        page.find_in(&dialog, "button", action).await?.click().await?;
        page.gone("dialog", "").await?;
    }
    Ok(())
}

async fn control_s_saves_a_contact(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_contact(page, "高橋 健一").await?;
    page.fill("役職", "営業部 部長").await?;
    page.save_by_key().await?;
    page.sees("連絡先を保存しました").await?;
    page.reload().await?;
    settled(page).await?;
    let kept = page.find("textbox", "役職").await?.prop("value").await?;
    ensure!(kept.as_deref() == Some("営業部 部長"), "the title is {kept:?}");
    Ok(())
}

async fn switching_sign_in_off_ends_the_session_at_once(stage: &mut Stage) -> Result<()> {
    stage.other_browser().await?;
    let (page, other) = (&stage.page, stage.other()?);
    other.expect_in_console("401");
    other.open_as(USER, "/cases").await?;
    settled(other).await?;
    open_contact(page, "高橋 健一").await?;
    act(page, "ログインを無効化", true).await?;
    page.sees("ログインを無効化しました").await?;
    other.open("/cases").await?;
    other.is_at("/sign-in").await?;
    sign_in(other, USER).await?;
    other.sees("ログインできませんでした").await?;
    act(page, "ログインを有効化", false).await?;
    page.sees("ログインを有効化しました").await?;
    other.open("/sign-in").await?;
    sign_in(other, USER).await?;
    other.is_at("/").await
}

async fn an_administrator_opens_a_lock(stage: &mut Stage) -> Result<()> {
    stage.other_browser().await?;
    let (page, other) = (&stage.page, stage.other()?);
    other.expect_in_console("401");
    for _ in 0..5 {
        other.open("/sign-in").await?;
        other.fill("ユーザーID", USER).await?;
        other.fill("パスワード", "Wrong-password-1!").await?;
        other.press("button", "ログイン").await?;
        other.sees("ログインできませんでした").await?;
    }
    open_contact(page, "高橋 健一").await?;
    page.sees("ロック中").await?;
    act(page, "ログインを有効化", false).await?;
    page.sees("ログインを有効化しました").await?;
    other.open("/sign-in").await?;
    sign_in(other, USER).await?;
    other.is_at("/").await
}

async fn the_second_factor_is_reset(stage: &mut Stage) -> Result<()> {
    stage.other_browser().await?;
    let (page, other) = (&stage.page, stage.other()?);
    other.expect_in_console("401");
    sign_in_with_app(stage, other).await?;
    open_contact(page, "渡辺 涼").await?;
    act(page, "多要素認証をリセット", true).await?;
    page.sees("多要素認証をリセットしました").await?;
    stage.portal.mail_to(mail_of(TOTP), "多要素認証の設定が変更されました").await?;
    other.open("/cases").await?;
    other.is_at("/sign-in").await?;
    sign_in(other, TOTP).await?;
    other.find("button", BY_MAIL).await?;
    ensure!(!other.has("button", BY_APP).await?, "the app is still offered");
    other.press("button", BY_MAIL).await?;
    other.fill(CODE, &mailed_code(stage, TOTP).await?).await?;
    other.press("link", "あとで設定する").await?;
    other.is_at("/cases").await
}

async fn the_last_administrator_cannot_be_switched_off(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_contact(page, "佐藤 美咲").await?;
    page.press("button", "アクション").await?;
    page.press("button", "ログインを無効化").await?;
    page.sees("ログインできる管理者はこの方だけです").await
}

async fn a_contact_is_found_by_a_part_of_the_name(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/account/contacts").await?;
    settled(page).await?;
    page.fill("氏名・ユーザーID・メール", "小林").await?;
    page.keys(Key::Enter + "").await?;
    page.gone("row", "佐藤").await?;
    page.find("row", "小林 翔太").await?;
    page.sees("招待中").await?;
    page.reload().await?;
    page.find("row", NEW).await?;
    page.gone("row", "佐藤").await
}

async fn somebody_else_saved_first(stage: &mut Stage) -> Result<()> {
    stage.other_browser().await?;
    let (page, other) = (&stage.page, stage.other()?);
    page.expect_in_console("412");
    open_contact(page, "高橋 健一").await?;
    open_contact(other, "高橋 健一").await?;
    other.fill("役職", "先に保存").await?;
    other.press("button", "保存").await?;
    other.sees("連絡先を保存しました").await?;
    page.fill("役職", "後から保存").await?;
    page.press("button", "保存").await?;
    page.sees("ほかの人が先に保存しました").await?;
    page.sees("先に保存").await?;
    page.press("button", "保存").await?;
    page.sees("連絡先を保存しました").await
}

async fn general_users_manage_nobody(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("403");
    page.open_as(USER, "/account").await?;
    page.is_at("/account/sign-ins").await?;
    settled(page).await?;
    ensure!(!page.has("link", "連絡先一覧").await?, "a general user is offered the contacts");
    page.open("/account/contacts").await?;
    page.find("heading", "権限").await?;
    Ok(())
}
