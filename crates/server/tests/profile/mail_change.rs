//! Another mail address, which counts once it is confirmed from there.

use jiff::SignedDuration;
use madoguchi_contract::profile::{ConfirmedMail, Profile};
use madoguchi_server::testing::{
    Client, Reply, SentMail, TestApp,
    world::{ADMIN, USER},
};
use serde_json::json;

use super::{PROFILE, confirmed, line, newest, wrong};

const OLD: &str = "user@sample.example";
const NEW: &str = "kenichi@sample.example";

async fn ask(browser: &Client, mail: &str) -> Reply {
    browser.post("/api/v1/me/mail-change", &json!({ "mail": mail })).await
}

async fn follow(app: &TestApp, token: &str) -> Reply {
    app.browser().post("/api/v1/mail-confirmations", &json!({ "token": token })).await
}

async fn profile(browser: &Client) -> Profile {
    browser.get(PROFILE).await.accepted(200).json()
}

async fn mails(app: &TestApp, event: &str) -> Vec<SentMail> {
    app.mails().await.into_iter().filter(|mail| mail.event == event).collect()
}

/// What stands in the fragment of the newest link.
async fn token(app: &TestApp) -> String {
    let link = mails(app, "confirm_mail").await.pop().unwrap().link("/mail-confirmation#");
    link.split_once('#').unwrap().1.to_owned()
}

#[tokio::test]
async fn it_counts_when_it_is_confirmed_and_mails_go_to_the_old_one_until_then() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, USER).await;
    let before = profile(&browser).await;
    let pending: Profile = ask(&browser, &format!(" {NEW} ")).await.accepted(202).json();
    assert_eq!(pending.mail, OLD);
    let waiting = pending.pending_mail.unwrap();
    assert_eq!((waiting.mail.as_str(), waiting.until.as_str()), (NEW, "2026-11-21T01:41:00Z"));

    let asked = mails(&app, "mail_change_asked").await;
    assert_eq!(asked.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [OLD]);
    assert!(!asked[0].text.contains(NEW) && asked[0].text.contains("ke****@sample.example"));
    let confirm = mails(&app, "confirm_mail").await;
    assert_eq!(confirm.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [NEW]);

    let reply = follow(&app, &token(&app).await).await;
    assert_eq!(reply.accepted(200).json::<ConfirmedMail>().mail, NEW);
    assert!(reply.headers.get("set-cookie").is_none(), "it signs nobody in");
    let after = profile(&browser).await;
    assert_eq!((after.mail.as_str(), after.pending_mail), (NEW, None));
    assert_ne!(after.etag, before.etag);
    let told: Vec<String> =
        mails(&app, "mail_changed").await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, [NEW, OLD]);
    assert_eq!(newest(&app, USER).await, line("mail_change", "success"));
}

#[tokio::test]
async fn a_link_works_once_and_for_a_day_and_the_last_one_counts() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, USER).await;
    ask(&browser, "first@sample.example").await.accepted(202);
    let first = token(&app).await;
    ask(&browser, NEW).await.accepted(202);
    let second = token(&app).await;
    follow(&app, &first).await.refused(410, "link_expired");
    follow(&app, &second).await.accepted(200);
    follow(&app, &second).await.refused(410, "link_expired");
    follow(&app, "").await.refused(410, "link_expired");

    ask(&browser, OLD).await.accepted(202);
    let late = token(&app).await;
    app.advance(SignedDuration::from_hours(24));
    follow(&app, &late).await.refused(410, "link_expired");
    let browser = app.signed_in(USER).await;
    let profile = profile(&browser).await;
    assert_eq!((profile.mail.as_str(), profile.pending_mail), (NEW, None));
}

#[tokio::test]
async fn a_change_that_was_taken_back_cannot_be_confirmed() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, USER).await;
    ask(&browser, NEW).await.accepted(202);
    for _ in 0..2 {
        browser.delete("/api/v1/me/mail-change").await.accepted(204);
    }
    assert_eq!(profile(&browser).await.pending_mail, None);
    follow(&app, &token(&app).await).await.refused(410, "link_expired");
}

#[tokio::test]
async fn links_that_went_to_the_old_address_are_worthless_afterwards() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, USER).await;
    let request = json!({ "user_id": USER, "mail": OLD });
    app.browser().post("/api/v1/password-resets", &request).await.accepted(202);
    let reset = mails(&app, "reset_link").await.pop().unwrap().link("/password-reset/new#");
    ask(&browser, NEW).await.accepted(202);
    follow(&app, &token(&app).await).await.accepted(200);
    let look = json!({ "token": reset.split_once('#').unwrap().1 });
    let reply = app.browser().post("/api/v1/password-resets/link", &look).await;
    reply.refused(410, "link_expired");
}

#[tokio::test]
async fn only_addresses_that_mails_can_go_to_are_taken() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, USER).await;
    for (mail, code) in [
        ("", "required"),
        ("nobody", "invalid"),
        ("a@b\r\nBcc: c@d", "invalid"),
        ("User@Sample.example", "same"),
    ] {
        wrong(&ask(&browser, mail).await, &[("mail", code)]);
    }
    wrong(&ask(&browser, &format!("{}@b.example", "a".repeat(250))).await, &[("mail", "too_long")]);
    assert!(mails(&app, "confirm_mail").await.is_empty());
}

#[tokio::test]
async fn a_handful_an_hour_and_then_one_has_to_wait() {
    let app = TestApp::with_customers().await;
    let browser = confirmed(&app, USER).await;
    for number in 0..5 {
        ask(&browser, &format!("new{number}@sample.example")).await.accepted(202);
        app.advance(SignedDuration::from_mins(1));
    }
    let reply = ask(&browser, NEW).await;
    reply.refused(429, "too_many_requests");
    assert_eq!(reply.header("retry-after"), "3300");
    // Somebody else's do not count.
    ask(&confirmed(&app, ADMIN).await, "other@sample.example").await.accepted(202);
}

#[tokio::test]
async fn guessing_links_shuts_a_network_address_out() {
    let app = TestApp::with_customers().await;
    for _ in 0..30 {
        follow(&app, "made-up").await.refused(410, "link_expired");
    }
    let reply = follow(&app, "made-up").await;
    reply.refused(429, "too_many_requests");
    assert_eq!(reply.header("retry-after"), "600");
}
