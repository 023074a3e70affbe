//! Home: banners that stay away, announcements that are aimed, tiles with their count, the footer.

use anyhow::{Result, ensure};

use crate::harness::{ADMIN, OTHER, Stage, Test, USER, test};
use crate::pages::settled;

pub const TESTS: &[Test] = &[
    test!(a_dismissed_banner_stays_away),
    test!(closing_a_banner_leaves_the_focus_on_the_page),
    test!(the_tiles_lead_to_what_is_built),
    test!(the_tile_counts_the_cases_that_need_an_answer),
    test!(an_announcement_for_others_is_not_there),
    test!(an_announcement_opens_in_full),
    test!(the_footer_tells_the_support_hours),
];

async fn a_dismissed_banner_stays_away(stage: &mut Stage) -> Result<()> {
    const BANNERS: &str = "return document.querySelectorAll('#app .banner').length";
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    let before = page.evaluate(BANNERS, vec![]).await?.as_u64().unwrap_or_default();
    ensure!(before > 0, "there is no banner");
    page.press("button", "閉じる").await?;
    let fewer =
        format!("return document.querySelectorAll('#app .banner').length === {}", before - 1);
    page.holds("one banner fewer", &fewer).await?;
    page.reload().await?;
    settled(page).await?;
    page.holds("one banner fewer after loading again", &fewer).await
}

async fn closing_a_banner_leaves_the_focus_on_the_page(stage: &mut Stage) -> Result<()> {
    const BANNERS: &str = "return document.querySelectorAll('#app .banner').length";
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    let mut left = page.evaluate(BANNERS, vec![]).await?.as_u64().unwrap_or_default();
    ensure!(left > 1, "there are not two banners");
    page.find("button", "閉じる").await?.focus().await?;
    while left > 0 {
        page.keys(thirtyfour::Key::Enter + "").await?;
        left -= 1;
        let moved = if left == 0 {
            "document.activeElement.tagName === 'H1'"
        } else {
            "document.activeElement.closest('.banner')"
        };
        page.holds(
            "the focus on what comes next",
            &format!(
                "return document.querySelectorAll('#app .banner').length === {left} && !!({moved})"
            ),
        )
        .await?;
    }
    Ok(())
}

async fn the_tiles_lead_to_what_is_built(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    for (tile, path) in [("ケース一覧", "/cases"), ("ナレッジ", "/knowledge")] {
        let tiles = page.find("navigation", "できること").await?;
        page.find_in(&tiles, "link", tile).await?.click().await?;
        page.is_at(path).await?;
        page.find("heading", tile).await?;
        page.back().await?;
        settled(page).await?;
    }
    Ok(())
}

async fn the_tile_counts_the_cases_that_need_an_answer(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    let counts = page.call("GET", "/api/v1/cases/counts", &serde_json::Value::Null, "").await?;
    let action = counts["action"].as_u64().unwrap_or_default();
    ensure!(action > 0, "the sample world has nothing to answer");
    let main = page.find("main", "").await?;
    let tile = page.find_in(&main, "link", "ケース一覧").await?.text().await?;
    ensure!(tile.contains(&action.to_string()), "the tile says {tile:?} instead of {action}");
    Ok(())
}

async fn an_announcement_for_others_is_not_there(stage: &mut Stage) -> Result<()> {
    const OF_ONE_SERVICE: &str = "検知の通知が遅れています";
    const FOR_EVERYONE: &str = "定期メンテナンスのお知らせ";
    let page = &stage.page;
    page.open_as(USER, "/announcements").await?;
    page.find("link", FOR_EVERYONE).await?;
    page.find("link", OF_ONE_SERVICE).await?;
    page.call("DELETE", "/api/v1/session", &serde_json::Value::Null, "").await?;
    page.open_as(OTHER, "/announcements").await?;
    page.find("link", FOR_EVERYONE).await?;
    ensure!(!page.shows(OF_ONE_SERVICE).await?, "a company without the service is told");
    Ok(())
}

async fn an_announcement_opens_in_full(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/announcements").await?;
    settled(page).await?;
    let main = page.find("main", "").await?;
    let list = page.call("GET", "/api/v1/announcements", &serde_json::Value::Null, "").await?;
    let title = list.get("items").unwrap_or(&list)[0]["title"].clone();
    let title = title.as_str().or_else(|| title["ja"].as_str()).unwrap_or_default().to_owned();
    page.find_in(&main, "link", &title).await?.click().await?;
    page.find("heading", &title).await?;
    ensure!(page.path().await?.starts_with("/announcements/"), "the address is another");
    Ok(())
}

async fn the_footer_tells_the_support_hours(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    page.open_as(ADMIN, "/").await?;
    settled(page).await?;
    page.sees("受付").await
}
