//! The activity stream of a long case: pages from either end, every entry once.

use madoguchi_contract::{cases::Activity, list::Page};
use madoguchi_server::testing::{Client, TestApp, world::USER};
use serde_json::json;

use super::{at_desk, case_under, open, read};

async fn page(client: &Client, path: &str) -> Page<Activity> {
    client.get(path).await.accepted(200).json()
}

fn ids(page: &Page<Activity>) -> Vec<u64> {
    page.items.iter().map(|entry| entry.id).collect()
}

#[tokio::test]
async fn every_entry_is_on_one_page_in_both_orders_and_both_ways() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let desk = app.desk(&["cases"]).await;
    let path = format!("{}/comments", at_desk(&case));
    for place in 2..=47 {
        let body = json!({ "body": format!("{place} 番目"), "author": "小川" });
        desk.post(&path, &body).await.accepted(201);
    }
    let user = app.signed_in(USER).await;
    assert_eq!(read(&user, &case).await.activity_count, 47);
    let all: Page<Activity> = page(&user, &format!("{case}/activity")).await;
    assert_eq!((all.items.len(), all.total, all.next.is_some()), (47, 47, false));
    assert_eq!(all.items[0].id, 47, "newest first unless asked otherwise");

    for (order, expected) in
        [("oldest", (1..=47).collect::<Vec<u64>>()), ("newest", (1..=47).rev().collect())]
    {
        let first = format!("{case}/activity?order={order}&limit=20");
        let mut pages = vec![page(&user, &first).await];
        while let Some(cursor) = &pages[pages.len() - 1].next {
            let next = page(&user, &format!("{first}&cursor={cursor}")).await;
            assert!(pages.len() < 5, "the pages never end");
            pages.push(next);
        }
        let found: Vec<u64> = pages.iter().flat_map(ids).collect();
        assert_eq!(found, expected, "{order}");
        let firsts: Vec<u64> = pages.iter().map(|page| page.first).collect();
        assert_eq!(firsts, [1, 21, 41]);
        assert_eq!(pages[0].previous, None);
        for pair in pages.windows(2) {
            let cursor = pair[1].previous.as_ref().unwrap();
            let back = page(&user, &format!("{first}&cursor={cursor}")).await;
            assert_eq!((ids(&back), back.first), (ids(&pair[0]), pair[0].first), "{order}");
        }
    }
}
