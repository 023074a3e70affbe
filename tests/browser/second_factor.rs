//! The step between password and portal: codes from an app and by mail, sending again, another way, trusted browsers.

use anyhow::{Result, ensure};

use crate::harness::{App, MAIL, PASSWORD, Stage, TOTP, TOTP_SECRET, Test, mail_of, test};
use crate::pages::{COMPOSER, settled, sign_in};
use crate::people::{
    BY_APP, BY_MAIL, CODE, mailed_code, next_code, sign_in_with_app, sign_out, wrong_code,
};

pub const TESTS: &[Test] = &[
    test!(a_code_from_the_app_opens_the_portal),
    test!(a_mailed_code_opens_the_portal),
    test!(an_app_is_offered_once_after_a_mailed_code),
    test!(a_code_may_be_typed_with_spaces_and_hyphens),
    test!(a_code_is_not_sent_before_it_is_complete),
    test!(another_code_can_be_sent_and_only_the_newest_counts),
    test!(another_way_can_be_taken),
    test!(a_trusted_browser_is_not_asked_for_eight_hours),
    test!(five_wrong_codes_lock_the_id),
    test!(verifying_leads_to_the_page_first_asked_for),
    test!(one_can_stop_and_start_over),
    test!(without_a_password_there_is_nothing_to_verify),
    test!(a_reload_keeps_the_code_that_is_under_way),
    test!(signing_in_again_in_place_asks_for_the_code_and_keeps_what_was_typed),
];

const HOUR: u64 = 60 * 60;

/// Skips the offer of an app that follows the first mailed code.
const LATER: &str = "あとで設定する";

async fn a_code_from_the_app_opens_the_portal(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.is_at("/sign-in/verify").await?;
    page.find("heading", "本人確認を行う").await?;
    page.press("button", BY_APP).await?;
    page.holds("the field in focus", "return document.activeElement.inputMode === 'numeric'")
        .await?;
    // Nothing is pressed: the sixth digit sends it.
    page.fill(CODE, &App::told(TOTP_SECRET)?.code(&stage.portal)?).await?;
    page.is_at("/").await?;
    page.find("link", "ケース一覧").await?;
    Ok(())
}

async fn a_mailed_code_opens_the_portal(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    sign_in(page, MAIL).await?;
    page.find("button", BY_MAIL).await?;
    ensure!(!page.has("button", BY_APP).await?, "an app is offered that nobody paired");
    ensure!(stage.portal.unread_of(mail_of(MAIL))?.is_empty(), "a code came unasked");
    page.press("button", BY_MAIL).await?;
    page.sees("ma****@sample.example").await?;
    let code = mailed_code(stage, MAIL).await?;
    page.fill(CODE, &code).await?;
    page.press("link", LATER).await?;
    page.find("link", "ケース一覧").await?;
    Ok(())
}

async fn an_app_is_offered_once_after_a_mailed_code(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    for offered in [true, false] {
        page.open("/sign-in").await?;
        sign_in(page, MAIL).await?;
        page.press("button", BY_MAIL).await?;
        page.fill(CODE, &mailed_code(stage, MAIL).await?).await?;
        if offered {
            page.press("link", LATER).await?;
        }
        page.is_at("/").await?;
        page.find("link", "ケース一覧").await?;
        sign_out(page).await?;
        stage.portal.advance(60)?;
    }
    Ok(())
}

async fn a_code_may_be_typed_with_spaces_and_hyphens(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    let app = App::told(TOTP_SECRET)?;
    for between in [" ", "-"] {
        page.open("/sign-in").await?;
        sign_in(page, TOTP).await?;
        page.press("button", BY_APP).await?;
        let code = next_code(&stage.portal, &app)?;
        page.fill(CODE, &format!("{}{between}{}", &code[..3], &code[3..])).await?;
        page.is_at("/").await?;
        sign_out(page).await?;
    }
    Ok(())
}

async fn a_code_is_not_sent_before_it_is_complete(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.press("button", BY_APP).await?;
    page.fill(CODE, "123").await?;
    page.press("button", "検証").await?;
    page.is_titled("エラー").await?;
    page.holds("the field marked", "return !!document.querySelector('input[aria-invalid=true]')")
        .await
}

async fn another_code_can_be_sent_and_only_the_newest_counts(stage: &mut Stage) -> Result<()> {
    stage.portal.configure("[second_factor]\nresend_seconds = 3")?;
    let page = &stage.page;
    page.expect_in_console("401");
    page.open("/sign-in").await?;
    sign_in(page, MAIL).await?;
    page.press("button", BY_MAIL).await?;
    page.sees("秒で再送信できます").await?;
    let first = mailed_code(stage, MAIL).await?;
    page.holds("the wait over", "return !document.body.innerText.includes('秒で再送信できます')")
        .await?;
    page.press("button", "コードを再送信").await?;
    let second = mailed_code(stage, MAIL).await?;
    if first != second {
        page.fill(CODE, &first).await?;
        page.sees("検証できませんでした").await?;
    }
    page.fill(CODE, &second).await?;
    page.find("link", LATER).await?;
    Ok(())
}

async fn another_way_can_be_taken(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.press("button", BY_APP).await?;
    page.find("textbox", CODE).await?;
    page.press("button", "別の確認方法").await?;
    page.press("button", BY_MAIL).await?;
    page.fill(CODE, &mailed_code(stage, TOTP).await?).await?;
    page.is_at("/").await
}

async fn a_trusted_browser_is_not_asked_for_eight_hours(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.press("button", BY_APP).await?;
    page.press("checkbox", "8 時間確認しない").await?;
    page.fill(CODE, &next_code(&stage.portal, &App::told(TOTP_SECRET)?)?).await?;
    page.is_at("/").await?;
    for (later, asked) in [(7 * HOUR, false), (HOUR, true)] {
        sign_out(page).await?;
        stage.portal.advance(later)?;
        page.open("/sign-in").await?;
        sign_in(page, TOTP).await?;
        page.is_at(if asked { "/sign-in/verify" } else { "/" }).await?;
    }
    Ok(())
}

async fn five_wrong_codes_lock_the_id(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("401");
    let app = App::told(TOTP_SECRET)?;
    page.open("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.press("button", BY_APP).await?;
    let wrong = wrong_code(&stage.portal, &app)?;
    for _ in 0..5 {
        page.fill(CODE, &wrong).await?;
        page.sees("検証できませんでした").await?;
        page.holds("the field empty again", "return document.activeElement.value === ''").await?;
    }
    page.fill(CODE, &next_code(&stage.portal, &app)?).await?;
    page.holds("the field empty again", "return document.activeElement.value === ''").await?;
    page.sees("検証できませんでした").await?;
    sign_out(page).await?;
    page.open("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.sees("ログインできませんでした").await?;
    stage.portal.advance(20 * 60)?;
    sign_in_with_app(stage, page).await
}

async fn verifying_leads_to_the_page_first_asked_for(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/cases?view=action").await?;
    page.is_at("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.press("button", BY_APP).await?;
    page.fill(CODE, &App::told(TOTP_SECRET)?.code(&stage.portal)?).await?;
    page.is_at("/cases?view=action").await
}

async fn one_can_stop_and_start_over(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.is_at("/sign-in/verify").await?;
    page.press("button", "ログインをやめて戻る").await?;
    page.find("textbox", "ユーザーID").await?;
    page.open("/sign-in/verify").await?;
    page.is_at("/sign-in").await
}

async fn without_a_password_there_is_nothing_to_verify(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in/verify").await?;
    page.is_at("/sign-in").await?;
    page.find("textbox", "ユーザーID").await?;
    Ok(())
}

async fn a_reload_keeps_the_code_that_is_under_way(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/sign-in").await?;
    sign_in(page, MAIL).await?;
    page.press("button", BY_MAIL).await?;
    let code = mailed_code(stage, MAIL).await?;
    page.reload().await?;
    page.fill(CODE, &code).await?;
    page.find("link", LATER).await?;
    ensure!(stage.portal.unread_of(mail_of(MAIL))?.is_empty(), "a second mail came");
    Ok(())
}

async fn signing_in_again_in_place_asks_for_the_code_and_keeps_what_was_typed(
    stage: &mut Stage,
) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("401");
    sign_in_with_app(stage, page).await?;
    page.open("/cases/MD0001014").await?;
    settled(page).await?;
    page.fill(COMPOSER, "途中まで書いた文").await?;
    stage.portal.advance(31 * 60)?;
    page.press("button", "送信").await?;
    page.find("dialog", "").await?;
    page.fill("パスワード", PASSWORD).await?;
    page.press("button", "ログイン").await?;
    page.press("button", BY_APP).await?;
    page.fill(CODE, &next_code(&stage.portal, &App::told(TOTP_SECRET)?)?).await?;
    page.gone("dialog", "").await?;
    let kept = page.find("textbox", COMPOSER).await?.prop("value").await?;
    ensure!(kept.as_deref() == Some("途中まで書いた文"), "what was typed is now {kept:?}");
    page.press("button", "送信").await?;
    page.find("listitem", "途中まで書いた文").await?;
    Ok(())
}
