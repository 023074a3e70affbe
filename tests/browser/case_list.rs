//! The case list: views, order, pages, the number search, all of it in the address; rows on a desktop, cards on a phone.

use anyhow::{Result, ensure};
use serde_json::Value;
use thirtyfour::components::SelectElement;

use crate::harness::{ADMIN, Page, Stage, Test, USER, test};
use crate::pages::settled;

pub const TESTS: &[Test] = &[
    test!(the_views_hold_what_they_count),
    test!(a_header_sorts_and_sorts_the_other_way),
    test!(paging_goes_on_and_back_and_says_where_one_is),
    test!(the_address_brings_back_what_was_seen),
    test!(a_full_number_leads_to_the_case),
    test!(the_digits_of_a_number_lead_to_the_case_too),
    test!(an_address_nobody_knows_shows_the_cases),
    test!(a_row_is_a_link_to_its_case),
    test!(cases_of_customer_numbers_one_is_not_linked_to_are_counted_only),
    test!(on_a_phone_every_case_is_a_card),
    test!(on_a_phone_a_select_sorts),
];

async fn numbers(page: &Page) -> Result<Vec<String>> {
    let found = page
        .evaluate(
            "return [...document.querySelectorAll('#app main a')].map((link) => link.getAttribute('href').match(/^\\/cases\\/(MD\\d{7})$/)?.[1]).filter(Boolean)",
            vec![],
        )
        .await?;
    let mut numbers: Vec<String> = serde_json::from_value(found)?;
    numbers.dedup();
    Ok(numbers)
}

async fn open_list(page: &Page, user: &str, path: &str) -> Result<()> {
    page.open_as(user, path).await?;
    page.find("heading", "ケース一覧").await?;
    settled(page).await
}

async fn the_views_hold_what_they_count(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_list(page, ADMIN, "/cases").await?;
    let counts = page.call("GET", "/api/v1/cases/counts", &Value::Null, "").await?;
    for (view, id) in
        [("アクションが必要", "action"), ("アラート", "alert"), ("すべてのケース", "all")]
    {
        let count = counts[id].as_u64().unwrap_or_default();
        let link = page.find("link", view).await?;
        ensure!(link.text().await?.contains(&count.to_string()), "{view} does not say {count}");
        link.click().await?;
        settled(page).await?;
        page.sees(&format!("{count}")).await?;
        if id != "all" {
            page.is_at(&format!("/cases?view={id}")).await?;
        }
    }
    Ok(())
}

async fn a_header_sorts_and_sorts_the_other_way(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_list(page, ADMIN, "/cases").await?;
    let table = page.find("table", "").await?;
    let by_number = |descending: bool| async move {
        let sorted = if descending { "a > b" } else { "a < b" };
        let script = format!(
            "const n = [...document.querySelectorAll('#app main table a')].map((a) => a.getAttribute('href').match(/MD\\d+$/)?.[0]).filter(Boolean);
             return n.length > 5 && n.every((b, i) => {{ const a = n[i - 1]; return i === 0 || a === b || {sorted} }})"
        );
        page.holds("the rows in order of their numbers", &script).await
    };
    page.find_in(&table, "link", "ケース番号").await?.click().await?;
    page.is_at("/cases?sort=number").await?;
    by_number(false).await?;
    page.press("link", "ケース番号").await?;
    page.is_at("/cases?sort=-number").await?;
    by_number(true).await
}

async fn paging_goes_on_and_back_and_says_where_one_is(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_list(page, ADMIN, "/cases").await?;
    page.sees("1〜20").await?;
    let first = numbers(page).await?;
    page.press("link", "次").await?;
    page.sees("21〜40").await?;
    settled(page).await?;
    let second = numbers(page).await?;
    ensure!(second.iter().all(|number| !first.contains(number)), "a case is on both pages");
    page.press("link", "前").await?;
    page.sees("1〜20").await?;
    settled(page).await?;
    ensure!(numbers(page).await? == first, "the first page is another now");
    Ok(())
}

async fn the_address_brings_back_what_was_seen(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_list(page, ADMIN, "/cases?sort=subject").await?;
    page.press("link", "次").await?;
    page.sees("21〜40").await?;
    settled(page).await?;
    let seen = numbers(page).await?;
    page.reload().await?;
    page.sees("21〜40").await?;
    settled(page).await?;
    ensure!(numbers(page).await? == seen, "loading again shows other cases");
    page.back().await?;
    page.sees("1〜20").await
}

async fn a_full_number_leads_to_the_case(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_list(page, ADMIN, "/cases").await?;
    page.fill("ケース番号で探す", "MD0001014").await?;
    page.keys(thirtyfour::Key::Enter + "").await?;
    page.is_at("/cases/MD0001014").await?;
    page.sees("MD0001014").await?;
    page.sees("作業中").await
}

async fn the_digits_of_a_number_lead_to_the_case_too(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_list(page, ADMIN, "/cases").await?;
    page.fill("ケース番号で探す", "1014").await?;
    page.keys(thirtyfour::Key::Enter + "").await?;
    page.is_at("/cases/MD0001014").await
}

async fn an_address_nobody_knows_shows_the_cases(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_list(page, ADMIN, "/cases?view=mine&sort=colour&limit=7").await?;
    page.sees("1〜20").await
}

async fn a_row_is_a_link_to_its_case(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    open_list(page, ADMIN, "/cases").await?;
    let number = numbers(page).await?.first().cloned().unwrap_or_default();
    let row = page.find("row", &number).await?;
    let link = page.find_in(&row, "link", "").await?;
    let subject = link.text().await?;
    link.click().await?;
    page.is_at(&format!("/cases/{number}")).await?;
    page.find("heading", &subject).await?;
    page.is_titled(&subject).await
}

async fn cases_of_customer_numbers_one_is_not_linked_to_are_counted_only(
    stage: &mut Stage,
) -> Result<()> {
    let page = &stage.page;
    open_list(page, USER, "/cases").await?;
    page.sees("A100000001").await?;
    ensure!(!page.shows("A100000002").await?, "a case of another customer number is shown");
    let list = page.call("GET", "/api/v1/cases", &Value::Null, "").await?;
    let hidden = list["hidden"].as_u64().unwrap_or_default();
    ensure!(hidden > 0, "nothing is hidden");
    page.sees(&format!("ほかに {hidden} 件")).await
}

async fn on_a_phone_every_case_is_a_card(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.resize(360, 740).await?;
    open_list(page, ADMIN, "/cases").await?;
    page.find("combobox", "").await?;
    ensure!(page.overflow().await? <= 0, "the page scrolls sideways");
    ensure!(numbers(page).await?.len() == 20, "there are not twenty cards");
    Ok(())
}

async fn on_a_phone_a_select_sorts(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.resize(360, 740).await?;
    open_list(page, ADMIN, "/cases").await?;
    page.holds(
        "no heading that only the tab key finds",
        "return [...document.querySelectorAll('#app thead a')].every((a) => a.getClientRects().length === 0)",
    )
    .await?;
    let select = page.find("combobox", "並べ替え").await?;
    SelectElement::new(&select).await?.select_by_exact_text("ケース番号（昇順）").await?;
    page.is_at("/cases?sort=number").await?;
    page.holds(
        "the cards in the order of their numbers",
        "const n = [...document.querySelectorAll('#app main table a')].map((a) => a.getAttribute('href').match(/MD\\d+$/)?.[0]).filter(Boolean);
         return n.length > 5 && n.every((b, i) => i === 0 || n[i - 1] <= b)",
    )
    .await
}
