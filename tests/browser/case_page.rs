//! A case: reading it, writing, accepting, rejecting, closing; and that those of others are not there.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::harness::{ADMIN, OTHER, Stage, Test, USER, test};
use crate::pages::{COMPOSER, settled};

pub const TESTS: &[Test] = &[
    test!(a_case_is_read_and_commented),
    test!(control_enter_sends_and_enter_alone_does_not),
    test!(an_empty_comment_is_not_sent),
    test!(a_solution_is_accepted_without_a_question),
    test!(a_solution_is_rejected_with_a_reason),
    test!(closing_asks_first),
    test!(leaving_the_question_leads_back_to_the_menu),
    test!(another_number_shows_another_case),
    test!(ones_own_comment_is_seen_in_the_order_from_the_beginning),
    test!(a_case_of_another_company_does_not_exist),
    test!(a_case_of_a_customer_number_one_is_not_linked_to_does_not_exist),
    test!(the_stream_can_be_read_from_its_beginning),
    test!(attachments_have_a_tab_of_their_own),
];

async fn a_case_is_read_and_commented(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    page.find("heading", "").await?;
    for words in ["MD0001014", "作業中", "サービスについて", "A100000001", "モバイル端末保護"]
    {
        page.sees(words).await?;
    }
    page.fill(COMPOSER, "画面を再起動したところ、直りました。").await?;
    page.press("button", "送信").await?;
    page.find("listitem", "画面を再起動したところ、直りました。").await?;
    let left = page.find("textbox", COMPOSER).await?.prop("value").await?;
    ensure!(left.as_deref() == Some(""), "the composer still holds {left:?}");
    page.reload().await?;
    page.find("listitem", "画面を再起動したところ、直りました。").await?;
    Ok(())
}

async fn control_enter_sends_and_enter_alone_does_not(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    page.fill(COMPOSER, "一行目").await?;
    page.keys(Key::Enter + "二行目").await?;
    page.holds(
        "two lines in the composer",
        "return document.activeElement.value === '一行目\\n二行目'",
    )
    .await?;
    page.chord(Key::Control, Key::Enter).await?;
    page.find("listitem", "二行目").await?;
    Ok(())
}

async fn an_empty_comment_is_not_sent(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    settled(page).await?;
    let before = activity(stage).await?;
    stage.page.press("button", "送信").await?;
    stage
        .page
        .holds("the field marked", "return !!document.querySelector('textarea[aria-invalid=true]')")
        .await?;
    ensure!(activity(stage).await? == before, "something was sent");
    Ok(())
}

async fn activity(stage: &Stage) -> Result<u64> {
    let case =
        stage.page.call("GET", "/api/v1/cases/MD0001014", &serde_json::Value::Null, "").await?;
    Ok(case["activity_count"].as_u64().unwrap_or_default())
}

async fn a_solution_is_accepted_without_a_question(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001015").await?;
    page.sees("解決済み").await?;
    page.press("button", "アクション").await?;
    page.press("button", "ソリューションを承認").await?;
    page.sees("このケースはクローズしました").await?;
    ensure!(!page.has("dialog", "").await?, "a question was asked");
    page.gone("button", "アクション").await?;
    page.gone("textbox", COMPOSER).await?;
    page.reload().await?;
    page.sees("このケースはクローズしました").await
}

async fn a_solution_is_rejected_with_a_reason(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001015").await?;
    page.press("button", "アクション").await?;
    page.press("button", "ソリューションを却下").await?;
    let dialog = page.find("dialog", "").await?;
    page.find_in(&dialog, "textbox", "").await?.send_keys("まだ直っていません").await?;
    page.find_in(&dialog, "button", "ソリューションを却下").await?.click().await?;
    page.gone("dialog", "").await?;
    page.sees("作業中").await?;
    page.sees("まだ直っていません").await
}

async fn closing_asks_first(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    settled(page).await?;
    page.press("button", "アクション").await?;
    page.press("button", "ケースをクローズ").await?;
    let dialog = page.find("dialog", "").await?;
    page.find_in(&dialog, "button", "キャンセル").await?.click().await?;
    page.gone("dialog", "").await?;
    page.sees("作業中").await?;
    page.press("button", "アクション").await?;
    page.press("button", "ケースをクローズ").await?;
    let dialog = page.find("dialog", "").await?;
    page.find_in(&dialog, "button", "ケースをクローズ").await?.click().await?;
    page.gone("dialog", "").await?;
    page.gone("textbox", COMPOSER).await
}

async fn leaving_the_question_leads_back_to_the_menu(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    settled(page).await?;
    page.press("button", "アクション").await?;
    page.press("button", "ケースをクローズ").await?;
    page.find("dialog", "").await?;
    page.keys(Key::Escape + "").await?;
    page.gone("dialog", "").await?;
    page.holds(
        "the button of the menu in focus",
        "return document.activeElement.textContent.includes('アクション')",
    )
    .await
}

async fn another_number_shows_another_case(stage: &mut Stage) -> Result<()> {
    const HEADING: &str = "return document.querySelector('h1').textContent";
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    settled(page).await?;
    let before = page.evaluate(HEADING, vec![]).await?;
    page.fill("検索", "MD0001015").await?;
    page.keys(Key::Enter + "").await?;
    page.is_at("/cases/MD0001015").await?;
    page.sees("解決策をお送りしました").await?;
    settled(page).await?;
    ensure!(
        page.evaluate(HEADING, vec![]).await? != before,
        "the heading is still the first case's"
    );
    page.press("button", "アクション").await?;
    page.press("button", "ソリューションを承認").await?;
    page.sees("このケースはクローズしました").await?;
    let nothing = serde_json::Value::Null;
    let first = page.call("GET", "/api/v1/cases/MD0001014", &nothing, "").await?;
    ensure!(first["state"] != "closed", "the case before was closed");
    let second = page.call("GET", "/api/v1/cases/MD0001015", &nothing, "").await?;
    ensure!(second["state"] == "closed", "the case on screen was not closed");
    Ok(())
}

async fn ones_own_comment_is_seen_in_the_order_from_the_beginning(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014?order=oldest").await?;
    settled(page).await?;
    page.fill(COMPOSER, "いちばん新しい返信です。").await?;
    page.press("button", "送信").await?;
    page.holds(
        "the reply at the end",
        "return [...document.querySelectorAll('.activity > li')].at(-1).textContent.includes('いちばん新しい返信です。')",
    )
    .await
}

async fn a_case_of_another_company_does_not_exist(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("404");
    page.open_as(ADMIN, "/cases/MD0001016").await?;
    page.find("heading", "見つかりません").await?;
    page.call("DELETE", "/api/v1/session", &serde_json::Value::Null, "").await?;
    page.open_as(OTHER, "/cases/MD0001016").await?;
    page.sees("MD0001016").await
}

async fn a_case_of_a_customer_number_one_is_not_linked_to_does_not_exist(
    stage: &mut Stage,
) -> Result<()> {
    let page = &stage.page;
    page.expect_in_console("404");
    page.open_as(USER, "/cases/MD0001015").await?;
    page.find("heading", "見つかりません").await?;
    Ok(())
}

async fn the_stream_can_be_read_from_its_beginning(stage: &mut Stage) -> Result<()> {
    const OLDEST_FIRST: &str = "const times = [...document.querySelectorAll('#app main li time')].map((time) => time.dateTime); return times.length > 1 && times[0] <= times.at(-1)";
    const TIMES: &str =
        "return [...document.querySelectorAll('#app main li time')].map((time) => time.dateTime)";
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    settled(page).await?;
    let newest: Vec<String> = serde_json::from_value(page.evaluate(TIMES, vec![]).await?)?;
    ensure!(newest.len() > 1, "the stream holds fewer than two entries");
    page.press("radio", "古い順").await?;
    page.holds("the oldest entry first", OLDEST_FIRST).await?;
    page.reload().await?;
    settled(page).await?;
    page.holds("the oldest entry first after loading again", OLDEST_FIRST).await
}

async fn attachments_have_a_tab_of_their_own(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/cases/MD0001014").await?;
    settled(page).await?;
    page.press("link", "添付ファイル").await?;
    page.is_at("/cases/MD0001014?tab=attachments").await?;
    settled(page).await?;
    page.back().await?;
    page.is_at("/cases/MD0001014").await
}
