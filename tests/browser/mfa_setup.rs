//! Setting a second factor up and using it: an app by the secret on the page, recovery codes, a passkey.

use anyhow::{Context, Result, ensure};

use crate::harness::{App, Browser, PASSWORD, Page, Stage, Test, USER, mail_of, test};
use crate::pages::{settled, sign_in};
use crate::people::{BY_APP, BY_MAIL, CODE, mailed_code, next_code, sign_out};

pub const TESTS: &[Test] = &[
    test!(an_app_is_set_up_and_used_from_then_on),
    test!(a_recovery_code_opens_the_portal_once),
    test!(a_wrong_code_does_not_pair),
    test!(the_last_app_goes_and_the_mailed_code_stays),
    test!(the_second_factor_can_be_switched_off),
    test!(a_passkey_is_added_and_used, &[Browser::Chromium]),
];

/// Sets an app up, from the profile to the recovery codes; gives the app and the codes.
async fn set_up(stage: &Stage, page: &Page) -> Result<(App, Vec<String>)> {
    page.open_as(USER, "/profile").await?;
    settled(page).await?;
    page.press("link", "多要素認証を構成").await?;
    page.is_at("/profile/mfa").await?;
    page.find("heading", "認証アプリを設定").await?;
    page.press("button", "次へ").await?;
    confirm(page).await?;
    let app = App::told(&secret(page).await?)?;
    page.fill("端末の名前", "試験用の端末").await?;
    page.fill(CODE, &app.code(&stage.portal)?).await?;
    page.find("heading", "回復コード").await?;
    let codes = page
        .evaluate(
            "return [...document.querySelectorAll('.codes code')].map((code) => code.innerText)",
            vec![],
        )
        .await?;
    let codes: Vec<String> = serde_json::from_value(codes)?;
    ensure!(codes.len() == 10, "there are {} recovery codes", codes.len());
    stage.portal.mail_to(mail_of(USER), "多要素認証の設定が変更されました").await?;
    Ok((app, codes))
}

async fn confirm(page: &Page) -> Result<()> {
    let dialog = page.find("dialog", "パスワードをもう一度").await?;
    page.fill("現在のパスワード", PASSWORD).await?;
    page.find_in(&dialog, "button", "次へ").await?.click().await?;
    page.gone("dialog", "パスワードをもう一度").await
}

/// The secret as the page shows it to be typed.
async fn secret(page: &Page) -> Result<String> {
    const SHOWN: &str = "return !!document.querySelector('.secret code')";
    page.holds("the secret", SHOWN).await?;
    let shown = page.evaluate("return document.querySelector('.secret code').innerText", vec![]);
    shown.await?.as_str().map(str::to_owned).context("the secret is no text")
}

async fn keep_codes(page: &Page) -> Result<()> {
    page.press("checkbox", "回復コードを保管しました").await?;
    page.press("button", "完了").await?;
    page.find("heading", "多要素認証を構成").await?;
    page.sees("多要素認証はオンです").await
}

async fn an_app_is_set_up_and_used_from_then_on(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    let (app, _) = set_up(stage, page).await?;
    keep_codes(page).await?;
    page.find("listitem", "試験用の端末").await?;
    sign_out(page).await?;
    page.open("/sign-in").await?;
    sign_in(page, USER).await?;
    page.press("button", BY_APP).await?;
    page.fill(CODE, &next_code(&stage.portal, &app)?).await?;
    page.is_at("/").await
}

async fn a_recovery_code_opens_the_portal_once(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("401");
    let (_, codes) = set_up(stage, page).await?;
    keep_codes(page).await?;
    for (code, works) in [(&codes[0], true), (&codes[0], false), (&codes[1], true)] {
        sign_out(page).await?;
        page.open("/sign-in").await?;
        sign_in(page, USER).await?;
        page.press("button", "回復コードを使う").await?;
        page.fill("回復コード", code).await?;
        page.press("button", "検証").await?;
        if works {
            page.is_at("/").await?;
            stage.portal.mail_to(mail_of(USER), "コードでログイン").await?;
        } else {
            page.sees("検証できませんでした").await?;
        }
    }
    page.open("/profile/mfa").await?;
    page.sees("残り 8 / 10").await
}

async fn a_wrong_code_does_not_pair(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("422");
    page.open_as(USER, "/profile/mfa").await?;
    settled(page).await?;
    page.press("button", "次へ").await?;
    confirm(page).await?;
    let app = App::told(&secret(page).await?)?;
    let wrong = crate::people::wrong_code(&stage.portal, &app)?;
    page.fill(CODE, &wrong).await?;
    page.sees("コードが違います").await?;
    page.fill(CODE, &app.code(&stage.portal)?).await?;
    page.find("heading", "回復コード").await?;
    Ok(())
}

async fn the_last_app_goes_and_the_mailed_code_stays(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    let (app, _) = set_up(stage, page).await?;
    keep_codes(page).await?;
    page.press("button", "削除: 試験用の端末").await?;
    let dialog = page.find("dialog", "").await?;
    page.fill(CODE, &next_code(&stage.portal, &app)?).await?;
    page.find_in(&dialog, "button", "削除").await?.click().await?;
    page.gone("button", "削除: 試験用の端末").await?;
    sign_out(page).await?;
    page.open("/sign-in").await?;
    sign_in(page, USER).await?;
    page.press("button", BY_MAIL).await?;
    page.fill(CODE, &mailed_code(stage, USER).await?).await?;
    page.holds(
        "the sign-in complete",
        "return fetch('/api/v1/session').then((answer) => answer.json()).then((said) => said.state === 'active')",
    )
    .await
}

async fn the_second_factor_can_be_switched_off(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    set_up(stage, page).await?;
    keep_codes(page).await?;
    page.press("button", "多要素認証をオフにする").await?;
    let dialog = page.find("dialog", "").await?;
    page.find_in(&dialog, "button", "多要素認証をオフにする").await?.click().await?;
    page.sees("多要素認証はオフです").await?;
    sign_out(page).await?;
    page.open("/sign-in").await?;
    sign_in(page, USER).await?;
    page.is_at("/").await
}

async fn a_passkey_is_added_and_used(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.plug_in_a_key().await?;
    page.open_as(USER, "/profile/mfa").await?;
    settled(page).await?;
    page.press("button", "パスキーを追加").await?;
    confirm(page).await?;
    let dialog = page.find("dialog", "パスキーを追加").await?;
    page.fill("端末の名前", "試験用の鍵").await?;
    page.find_in(&dialog, "button", "次へ").await?.click().await?;
    page.find("heading", "回復コード").await?;
    keep_codes(page).await?;
    page.find("listitem", "試験用の鍵").await?;
    sign_out(page).await?;
    page.open("/sign-in").await?;
    sign_in(page, USER).await?;
    page.press("button", "パスキーで確認").await?;
    page.press("button", "パスキーで確認").await?;
    page.is_at("/").await
}
