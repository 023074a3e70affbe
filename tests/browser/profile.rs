//! What people change about themselves: name, password, mail address, where they are signed in.

use anyhow::{Result, ensure};

use crate::harness::{ADMIN, PASSWORD, Page, Stage, Test, USER, mail_of, test};
use crate::pages::{settled, sign_in};

pub const TESTS: &[Test] = &[
    test!(a_changed_name_is_seen_everywhere),
    test!(control_s_saves_the_profile),
    test!(the_password_can_be_changed),
    test!(the_current_password_must_be_right),
    test!(a_new_password_ticks_off_what_it_must_be_like),
    test!(a_new_mail_address_counts_when_it_is_confirmed),
    test!(the_list_of_sessions_ends_the_other_browser),
    test!(larger_text_is_kept),
];

const NEW_PASSWORD: &str = "Tsukikage-77!";

async fn a_changed_name_is_seen_everywhere(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(USER, "/profile").await?;
    settled(page).await?;
    page.fill("姓", "新名字").await?;
    page.press("button", "保存").await?;
    page.find("button", "新名字").await?;
    page.reload().await?;
    page.find("button", "新名字").await?;
    Ok(())
}

async fn control_s_saves_the_profile(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(USER, "/profile").await?;
    settled(page).await?;
    page.fill("役職", "課長").await?;
    page.save_by_key().await?;
    page.sees("プロフィールを保存しました").await?;
    page.reload().await?;
    settled(page).await?;
    let kept = page.find("textbox", "役職").await?.prop("value").await?;
    ensure!(kept.as_deref() == Some("課長"), "the title is {kept:?}");
    Ok(())
}

async fn the_password_can_be_changed(stage: &mut Stage) -> Result<()> {
    stage.other_browser().await?;
    let (page, other) = (&stage.page, stage.other()?);
    page.expect_in_console("401");
    other.expect_in_console("401");
    other.open_as(USER, "/cases").await?;
    settled(other).await?;
    page.open_as(USER, "/profile/password").await?;
    settled(page).await?;
    type_passwords(page, PASSWORD, NEW_PASSWORD).await?;
    page.is_at("/profile").await?;
    stage.portal.mail_to(mail_of(USER), "パスワードが変更されました").await?;
    // This browser is still in, the other one is not.
    page.reload().await?;
    page.find("heading", "プロフィール").await?;
    other.open("/cases").await?;
    other.is_at("/sign-in").await?;
    sign_in(other, USER).await?;
    other.sees("ログインできませんでした").await?;
    other.fill("パスワード", NEW_PASSWORD).await?;
    other.press("button", "ログイン").await?;
    other.is_at("/cases").await
}

async fn the_current_password_must_be_right(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("422");
    page.open_as(USER, "/profile/password").await?;
    settled(page).await?;
    type_passwords(page, "Not-the-one-1!", NEW_PASSWORD).await?;
    page.is_titled("エラー").await?;
    page.find("link", "現在のパスワード").await?;
    page.holds(
        "the field marked",
        "return document.querySelector('input[autocomplete=current-password]').ariaInvalid === 'true'",
    )
    .await
}

async fn type_passwords(page: &Page, current: &str, new: &str) -> Result<()> {
    page.fill("現在のパスワード", current).await?;
    page.fill("新しいパスワード", new).await?;
    page.fill("パスワードの確認", new).await?;
    page.press("button", "変更").await
}

async fn a_new_password_ticks_off_what_it_must_be_like(stage: &mut Stage) -> Result<()> {
    const MET: &str = "return document.querySelectorAll('.checklist .check--done').length";
    const ALL: &str = "return [...document.querySelectorAll('.checklist li')]
        .every((condition) => condition.classList.contains('check--done'))";
    let page = &stage.page;
    page.open_as(USER, "/profile/password").await?;
    settled(page).await?;
    let mut before = 0;
    for typed in ["a", "aB", "aB1", "aB1!", NEW_PASSWORD] {
        page.fill("新しいパスワード", typed).await?;
        page.holds("more conditions met", &format!("{MET} > {before}")).await?;
        before = page.evaluate(MET, vec![]).await?.as_i64().unwrap_or_default();
    }
    page.holds("all conditions met", ALL).await?;
    page.fill("パスワードの確認", "Tsukikage").await?;
    page.sees("一致していません").await?;
    page.fill("パスワードの確認", NEW_PASSWORD).await?;
    page.sees("一致しています").await
}

async fn a_new_mail_address_counts_when_it_is_confirmed(stage: &mut Stage) -> Result<()> {
    const NEW_MAIL: &str = "moved@sample.example";
    let page = &stage.page;
    page.open_as(USER, "/profile").await?;
    settled(page).await?;
    let part = page.find("region", "メールアドレス").await?;
    page.find_in(&part, "button", "変更").await?.click().await?;
    page.fill("現在のパスワード", PASSWORD).await?;
    page.press("button", "次へ").await?;
    page.fill("新しいメールアドレス", NEW_MAIL).await?;
    page.press("button", "送信").await?;
    page.gone("dialog", "").await?;
    page.sees(NEW_MAIL).await?;
    page.sees(mail_of(USER)).await?;
    stage.portal.mail_to(mail_of(USER), "メールアドレスの変更").await?;
    let link = stage.portal.mail_to(NEW_MAIL, "確認").await?.link()?;
    page.follow(&link).await?;
    page.press("button", "このアドレスを登録する").await?;
    page.sees(&format!("{NEW_MAIL} に変更しました")).await?;
    stage.portal.mail_to(mail_of(USER), "変更されました").await?;
    stage.portal.mail_to(NEW_MAIL, "変更されました").await?;
    page.open("/profile").await?;
    settled(page).await?;
    page.sees(NEW_MAIL).await?;
    ensure!(!page.shows(mail_of(USER)).await?, "the old address is still shown");
    Ok(())
}

async fn the_list_of_sessions_ends_the_other_browser(stage: &mut Stage) -> Result<()> {
    stage.other_browser().await?;
    let (page, other) = (&stage.page, stage.other()?);
    other.expect_in_console("401");
    other.open_as(ADMIN, "/cases").await?;
    settled(other).await?;
    page.open_as(ADMIN, "/profile/sessions").await?;
    settled(page).await?;
    page.press("button", "この画面のほかをすべて終了").await?;
    let dialog = page.find("dialog", "").await?;
    page.find_in(&dialog, "button", "終了").await?.click().await?;
    page.gone("dialog", "").await?;
    page.gone("button", "この画面のほかをすべて終了").await?;
    other.open("/cases").await?;
    other.is_at("/sign-in").await?;
    page.reload().await?;
    page.is_at("/profile/sessions").await
}

async fn larger_text_is_kept(stage: &mut Stage) -> Result<()> {
    const SIZE: &str = "return parseFloat(getComputedStyle(document.body).fontSize)";
    let page = &stage.page;
    page.open_as(USER, "/profile").await?;
    settled(page).await?;
    let before = page.evaluate(SIZE, vec![]).await?.as_f64().unwrap_or_default();
    page.press("checkbox", "文字を大きく").await?;
    page.holds(
        "larger text",
        &format!("return parseFloat(getComputedStyle(document.body).fontSize) > {before}"),
    )
    .await?;
    page.reload().await?;
    settled(page).await?;
    let after = page.evaluate(SIZE, vec![]).await?.as_f64().unwrap_or_default();
    ensure!(after > before, "the text is {after} px again");
    Ok(())
}
