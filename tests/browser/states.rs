//! What the pages of identity look like on the way: choices, codes, dialogs, errors, recovery codes.
//! Walked through once; whoever looks is called at every stop.

use anyhow::{Context, Result};

use crate::harness::{
    ADMIN, App, MAIL, NEW, NOT_THE_APP, PASSWORD, Page, Portal, Stage, TOTP, TOTP_SECRET, mail_of,
};
use crate::pages::{choose_look, remember_look, settled, sign_in};
use crate::people::{BY_APP, BY_MAIL, CODE, next_code, sign_out, wrong_code};

/// Whoever looks at every stop.
pub trait Visitor {
    /// Looks at the page as it is; `stop` is its name.
    async fn visit(&mut self, page: &Page, stop: &str) -> Result<()>;
}

/// Walks through all of it.
///
/// # Errors
/// When a page is not as it should be, or the visitor cannot look.
pub async fn walk(stage: &Stage, theme: &str, visitor: &mut impl Visitor) -> Result<()> {
    let (page, portal) = (&stage.page, &stage.portal);
    for status in ["401", "404", "410", "422"] {
        page.expect_in_console(status);
    }
    page.open(NOT_THE_APP).await?;
    remember_look(page, "ja", theme).await?;
    entry(page, portal, visitor).await.context("on the way in")?;
    reset(page, portal, visitor).await.context("resetting a password")?;
    page.open_as(ADMIN, NOT_THE_APP).await?;
    choose_look(page, "ja", theme).await?;
    profile(page, visitor).await.context("in the profile")?;
    account(page, visitor).await.context("in account management")?;
    second_factor(page, portal, visitor).await.context("setting up the second factor")
}

async fn entry(page: &Page, portal: &Portal, visitor: &mut impl Visitor) -> Result<()> {
    page.open("/sign-in").await?;
    page.fill("ユーザーID", TOTP).await?;
    page.fill("パスワード", "Wrong-password-1!").await?;
    page.press("button", "ログイン").await?;
    page.sees("ログインできませんでした").await?;
    visitor.visit(page, "sign-in refused").await?;
    sign_in(page, TOTP).await?;
    page.find("button", BY_APP).await?;
    settled(page).await?;
    visitor.visit(page, "the ways to verify").await?;
    page.press("button", BY_APP).await?;
    page.fill(CODE, "12").await?;
    page.press("button", "検証").await?;
    page.is_titled("エラー").await?;
    visitor.visit(page, "a code that is not complete").await?;
    page.fill(CODE, &wrong_code(portal, &App::told(TOTP_SECRET)?)?).await?;
    page.sees("検証できませんでした").await?;
    visitor.visit(page, "a code refused").await?;
    sign_out(page).await?;
    page.open("/sign-in").await?;
    sign_in(page, MAIL).await?;
    page.press("button", BY_MAIL).await?;
    page.sees("秒で再送信できます").await?;
    visitor.visit(page, "a mailed code asked for").await?;
    page.fill(CODE, &portal.mail_to(mail_of(MAIL), "検証コード").await?.code()?).await?;
    page.find("link", "あとで設定する").await?;
    visitor.visit(page, "an app offered").await?;
    sign_out(page).await
}

async fn reset(page: &Page, portal: &Portal, visitor: &mut impl Visitor) -> Result<()> {
    page.open("/password-reset").await?;
    page.press("button", "次へ").await?;
    page.is_titled("エラー").await?;
    visitor.visit(page, "a reset without an ID").await?;
    page.fill("ユーザーID", NEW).await?;
    page.press("button", "次へ").await?;
    page.fill("登録メールアドレス", "nothing").await?;
    page.press("button", "送信").await?;
    page.is_titled("エラー").await?;
    visitor.visit(page, "a reset with no address").await?;
    page.fill("登録メールアドレス", mail_of(NEW)).await?;
    page.press("button", "送信").await?;
    page.find("heading", "手続きを受け付けました").await?;
    visitor.visit(page, "a reset asked for").await?;
    let link = portal.mail_to(mail_of(NEW), "パスワードの設定").await?.link()?;
    page.follow(&link).await?;
    page.fill("新しいパスワード", "tsuki").await?;
    page.fill("パスワードの確認", "kage").await?;
    page.press("button", "パスワードを設定").await?;
    page.is_titled("エラー").await?;
    visitor.visit(page, "a password refused").await?;
    page.fill("新しいパスワード", "Tsukikage-77!").await?;
    page.fill("パスワードの確認", "Tsukikage-77!").await?;
    visitor.visit(page, "a password that will do").await?;
    // A browser scrolls by as little as it can, which may leave half a pixel to hit.
    page.find("button", "パスワードを設定").await?.scroll_into_view().await?;
    page.press("button", "パスワードを設定").await?;
    page.find("heading", "パスワードを設定しました").await?;
    visitor.visit(page, "a password set").await?;
    page.follow(&link).await?;
    page.find("heading", "このリンクは使えません").await?;
    visitor.visit(page, "a link that is used up").await
}

async fn profile(page: &Page, visitor: &mut impl Visitor) -> Result<()> {
    page.open("/profile").await?;
    settled(page).await?;
    page.fill("姓", " ").await?;
    page.press("button", "保存").await?;
    page.is_titled("エラー").await?;
    visitor.visit(page, "a profile without a name").await?;
    page.reload().await?;
    settled(page).await?;
    let part = page.find("region", "メールアドレス").await?;
    page.find_in(&part, "button", "変更").await?.click().await?;
    page.find("textbox", "現在のパスワード").await?;
    visitor.visit(page, "the password asked for").await?;
    page.fill("現在のパスワード", PASSWORD).await?;
    page.press("button", "次へ").await?;
    page.find("textbox", "新しいメールアドレス").await?;
    page.press("button", "送信").await?;
    page.sees("メールアドレスを入力してください").await?;
    visitor.visit(page, "another mail address asked for").await?;
    page.fill("新しいメールアドレス", "another@sample.example").await?;
    page.press("button", "送信").await?;
    page.sees("確認待ち").await?;
    page.gone("dialog", "").await?;
    visitor.visit(page, "a mail address that waits").await?;
    page.open("/profile/password").await?;
    settled(page).await?;
    page.press("button", "変更").await?;
    page.is_titled("エラー").await?;
    visitor.visit(page, "a change of password with errors").await
}

async fn account(page: &Page, visitor: &mut impl Visitor) -> Result<()> {
    page.open("/account/contacts/new").await?;
    settled(page).await?;
    page.press("button", "保存").await?;
    page.is_titled("エラー").await?;
    visitor.visit(page, "a contact with errors").await?;
    page.open("/account/contacts").await?;
    settled(page).await?;
    page.press("link", "渡辺 涼").await?;
    page.find("button", "アクション").await?;
    settled(page).await?;
    for action in ["ログインを無効化", "多要素認証をリセット"] {
        page.press("button", "アクション").await?;
        page.find("button", action).await?;
        visitor.visit(page, "the actions of a contact").await?;
        page.press("button", action).await?;
        page.find("dialog", "").await?;
        visitor.visit(page, action).await?;
        page.press("button", "キャンセル").await?;
        page.gone("dialog", "").await?;
    }
    page.open("/account/sign-ins?from=2026-02-02&to=2026-01-01").await?;
    settled(page).await?;
    visitor.visit(page, "a history of no period").await
}

async fn second_factor(page: &Page, portal: &Portal, visitor: &mut impl Visitor) -> Result<()> {
    page.open("/profile/mfa").await?;
    settled(page).await?;
    page.press("button", "次へ").await?;
    page.fill("現在のパスワード", PASSWORD).await?;
    let dialog = page.find("dialog", "").await?;
    page.find_in(&dialog, "button", "次へ").await?.click().await?;
    page.find("textbox", CODE).await?;
    page.press("button", "デバイスのペアリング").await?;
    page.sees("6 桁のコードを入力してください").await?;
    visitor.visit(page, "an app to be paired").await?;
    let secret = page.evaluate("return document.querySelector('.secret code').innerText", vec![]);
    let secret = secret.await?;
    let app = App::told(secret.as_str().context("the secret is no text")?)?;
    page.fill(CODE, &next_code(portal, &app)?).await?;
    page.find("heading", "回復コード").await?;
    page.press("button", "完了").await?;
    page.sees("保管したら").await?;
    visitor.visit(page, "recovery codes not kept yet").await?;
    page.press("checkbox", "回復コードを保管しました").await?;
    page.press("button", "完了").await?;
    page.sees("多要素認証はオンです").await?;
    visitor.visit(page, "the second factor switched on").await?;
    page.press("button", "削除: ").await?;
    page.find("dialog", "").await?;
    visitor.visit(page, "an app to be removed").await?;
    sign_out(page).await?;
    page.open("/sign-in").await?;
    sign_in(page, ADMIN).await?;
    page.press("button", "回復コードを使う").await?;
    page.find("textbox", "回復コード").await?;
    visitor.visit(page, "a recovery code asked for").await
}
