//! `/me/sessions`: where a person is signed in.

use jiff::SignedDuration;
use madoguchi_contract::profile::{OwnSession, OwnSessions};
use madoguchi_server::testing::{
    Client, TestApp,
    world::{ADMIN, OTHER, USER},
};

use super::{line, newest};

const SESSIONS: &str = "/api/v1/me/sessions";

async fn sessions(browser: &Client) -> Vec<OwnSession> {
    browser.get(SESSIONS).await.accepted(200).json::<OwnSessions>().items
}

async fn is_in(browser: &Client) -> bool {
    browser.get("/api/v1/me").await.status == 200
}

#[tokio::test]
async fn the_own_ones_are_listed_with_the_current_one_first() {
    let app = TestApp::with_customers().await;
    let mut home = app.browser().from_address([203, 0, 113, 9]);
    home.set_header("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
    home.sign_in(USER, madoguchi_server::testing::PASSWORD).await.accepted(201);
    app.signed_in(ADMIN).await;
    app.advance(SignedDuration::from_mins(5));
    let office = app.signed_in(USER).await;
    let listed = sessions(&home).await;
    assert_eq!(listed.len(), 2);
    assert!(listed[0].current && !listed[1].current);
    assert_eq!(listed[0].browser, "Firefox (Linux)");
    assert_eq!(listed[0].address, "203.0.113.9");
    assert_eq!(listed[0].signed_in_at, "2026-11-20T01:41:00Z");
    assert_eq!(listed[1].signed_in_at, "2026-11-20T01:46:00Z");
    assert!(sessions(&office).await[0].current);
    // One that nobody used has ended and is not listed any more.
    app.advance(SignedDuration::from_mins(26));
    assert_eq!(sessions(&office).await.len(), 1);
}

#[tokio::test]
async fn one_session_or_all_others_can_be_ended() {
    let app = TestApp::with_customers().await;
    let here = app.signed_in(USER).await;
    let (first, second, third) =
        (app.signed_in(USER).await, app.signed_in(USER).await, app.signed_in(USER).await);
    let id = sessions(&first).await[0].id.clone();
    let path = format!("{SESSIONS}/{id}");
    here.delete(&path).await.accepted(204);
    assert_eq!(newest(&app, USER).await, line("sessions_ended", "success"));
    assert!(!is_in(&first).await);
    here.delete(&path).await.refused(404, "not_found");
    assert!(is_in(&second).await && is_in(&third).await);

    here.delete(SESSIONS).await.accepted(204);
    assert!(!is_in(&second).await && !is_in(&third).await);
    assert!(is_in(&here).await);
    assert_eq!(sessions(&here).await.len(), 1);
}

#[tokio::test]
async fn nobody_elses_session_can_be_ended_or_found() {
    let app = TestApp::with_customers().await;
    let victim = app.signed_in(USER).await;
    let id = sessions(&victim).await[0].id.clone();
    for stranger in [ADMIN, OTHER] {
        let browser = app.signed_in(stranger).await;
        let theirs = browser.delete(&format!("{SESSIONS}/{id}")).await;
        let nobodys = browser.delete(&format!("{SESSIONS}/999999")).await;
        theirs.refused(404, "not_found");
        nobodys.refused(404, "not_found");
        browser.delete(&format!("{SESSIONS}/nonsense")).await.refused(404, "not_found");
        browser.delete(SESSIONS).await.accepted(204);
        assert!(sessions(&browser).await.iter().all(|session| session.id != id));
    }
    assert!(is_in(&victim).await);
}
