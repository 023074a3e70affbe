//! The sign-in history: what is in it, looking for something, taking it away as a file.

use anyhow::{Result, ensure};

use crate::harness::{ADMIN, Stage, Test, USER, test};
use crate::pages::settled;

pub const TESTS: &[Test] = &[
    test!(a_sign_in_is_in_the_history),
    test!(the_history_is_filtered_and_the_address_keeps_it),
    test!(the_history_is_downloaded_as_files),
    test!(a_general_user_sees_only_their_own),
];

async fn a_sign_in_is_in_the_history(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(USER, "/account/sign-ins").await?;
    settled(page).await?;
    page.find("row", "ログイン").await?;
    page.sees("127.0.0.1").await?;
    page.sees("新しいブラウザー").await
}

async fn the_history_is_filtered_and_the_address_keeps_it(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/account/sign-ins").await?;
    settled(page).await?;
    page.fill("ユーザーID・氏名", "渡辺").await?;
    page.press("button", "実行").await?;
    page.gone("row", "佐藤").await?;
    page.find("row", "渡辺").await?;
    page.choose("結果", "失敗").await?;
    page.gone("row", "成功").await?;
    let address = page.path().await?;
    ensure!(address.contains("result=failure"), "the address is {address}");
    page.reload().await?;
    settled(page).await?;
    ensure!(!page.has("row", "成功").await?, "the filter is lost");
    Ok(())
}

async fn the_history_is_downloaded_as_files(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/account/sign-ins").await?;
    settled(page).await?;
    for (name, ending, beginning) in [
        ("CSV", "csv", &b"\xef\xbb\xbf"[..]),
        ("Excel", "xlsx", &b"PK\x03\x04"[..]),
        ("PDF", "pdf", &b"%PDF-"[..]),
    ] {
        page.press("link", name).await?;
        let file = page.downloaded(ending).await?;
        ensure!(file.starts_with(beginning), "the {ending} begins with {:?}", &file[..5]);
    }
    Ok(())
}

async fn a_general_user_sees_only_their_own(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(USER, "/account/sign-ins").await?;
    settled(page).await?;
    page.find("row", "ログイン").await?;
    ensure!(!page.has("row", "佐藤").await?, "somebody else's sign-ins are shown");
    ensure!(!page.has("radio", "会社全体").await?, "the company's history is offered");
    Ok(())
}
