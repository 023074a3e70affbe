//! The lists among the preferences: events without mail, columns and order of the case list.

use madoguchi_contract::me::{MailEvent, Me};
use madoguchi_server::testing::{Client, Reply, TestApp, world::USER};
use serde_json::{Value, json};

use super::wrong;

async fn change(browser: &Client, change: &Value) -> Reply {
    browser.patch("/api/v1/me/preferences", "*", change).await
}

#[tokio::test]
async fn they_are_kept_and_only_what_is_given_changes() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    let lists = json!({
        "muted": ["desk_comment", "announcement"],
        "case_columns": ["subject", "number", "updated"],
        "case_sort": "state,-updated",
    });
    let me: Me = change(&browser, &lists).await.accepted(200).json();
    assert_eq!(me.preferences.muted, [MailEvent::DeskComment, MailEvent::Announcement]);
    assert_eq!(me.preferences.case_columns, ["subject", "number", "updated"]);
    assert_eq!(me.preferences.case_sort, "state,-updated");
    let me: Me = change(&browser, &json!({ "large_text": true })).await.accepted(200).json();
    assert_eq!(me.preferences.muted.len(), 2);
    assert_eq!(browser.get("/api/v1/me").await.json::<Me>(), me);
    let nothing = json!({ "muted": [], "case_columns": [], "case_sort": "" });
    let me: Me = change(&browser, &nothing).await.accepted(200).json();
    assert!(me.preferences.muted.is_empty() && me.preferences.case_columns.is_empty());
    assert_eq!(me.preferences.case_sort, "");
}

#[tokio::test]
async fn what_the_portal_does_not_know_is_refused() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    for (field, value, code) in [
        ("muted", json!(["welcome"]), "unknown"),
        ("muted", json!(["new_alert", "new_alert"]), "duplicate"),
        ("case_columns", json!(["subject", "colour"]), "unknown"),
        ("case_columns", json!(["subject", "subject"]), "duplicate"),
        ("case_columns", json!(["number", "updated"]), "required"),
        ("case_sort", json!("colour"), "invalid"),
        ("case_sort", json!("updated,-updated"), "invalid"),
        ("time_zone", json!("Mars"), "invalid"),
    ] {
        wrong(&change(&browser, &json!({ field: value })).await, &[(field, code)]);
    }
    let me: Me = browser.get("/api/v1/me").await.json();
    assert!(me.preferences.muted.is_empty() && me.preferences.case_columns.is_empty());
}
