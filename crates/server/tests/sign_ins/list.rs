//! The list: who sees which lines, filters, pages.

use jiff::SignedDuration;
use madoguchi_contract::sign_ins::{Event, Outcome};
use madoguchi_server::testing::{
    TestApp,
    world::{ADMIN, DISABLED, NEW, OTHER, USER},
};

use super::{note, page, rename};

#[tokio::test]
async fn a_person_sees_their_own_sign_ins_and_an_administrator_the_companys() {
    let app = TestApp::with_customers().await;
    note(&app, USER, Event::SignIn, Outcome::Failure, 30).await;
    note(&app, NEW, Event::PasswordReset, Outcome::Success, 20).await;
    note(&app, OTHER, Event::SignIn, Outcome::Success, 10).await;
    note(&app, "nobody", Event::SignIn, Outcome::Failure, 5).await;
    let user = app.signed_in(USER).await;
    app.advance(SignedDuration::from_secs(1));
    let admin = app.signed_in(ADMIN).await;

    let own = page(&user, "").await;
    assert_eq!(own.total, 2);
    let now = &own.items[0];
    assert_eq!((now.event, now.result, now.new_browser), (Event::SignIn, Outcome::Success, true));
    assert_eq!((now.user_id.as_str(), now.name.as_str()), (USER, "見本 一般"));
    let before = &own.items[1];
    assert_eq!((before.result, before.address.as_str()), (Outcome::Failure, "192.0.2.7"));
    assert_eq!(before.browser, "Firefox (Windows)");
    assert_eq!(page(&user, "scope=own").await, own);

    let company = page(&admin, "scope=company").await;
    let users: Vec<&str> = company.items.iter().map(|event| event.user_id.as_str()).collect();
    assert_eq!(users, [ADMIN, USER, NEW, USER]);
    assert_eq!(page(&admin, "").await.total, 1);

    user.get("/api/v1/sign-ins?scope=company").await.refused(403, "forbidden");
    user.get("/api/v1/sign-ins/export?format=csv&scope=company").await.refused(403, "forbidden");
    app.browser().get("/api/v1/sign-ins").await.refused(401, "session_required");
}

#[tokio::test]
async fn the_history_is_filtered_by_person_event_and_outcome() {
    let app = TestApp::with_customers().await;
    rename(&app, USER, "ｻﾝﾌﾟﾙ", "太郎").await;
    note(&app, USER, Event::SignIn, Outcome::Failure, 30).await;
    note(&app, USER, Event::SignIn, Outcome::Locked, 29).await;
    note(&app, USER, Event::Enabled, Outcome::Success, 28).await;
    note(&app, DISABLED, Event::Disabled, Outcome::Success, 20).await;
    note(&app, OTHER, Event::SignIn, Outcome::Failure, 10).await;
    let admin = app.signed_in(ADMIN).await;
    for (query, expected) in [
        ("user=%E3%82%B5%E3%83%B3%E3%83%97%E3%83%AB", 3), // サンプル
        ("user=%E3%82%B5%E3%83%B3%E3%83%97%E3%83%AB%20%E5%A4%AA%E9%83%8E", 3), // … 太郎
        ("user=USER%40sample", 3),
        ("user=other.example", 0),
        ("user=", 5),
        ("event=sign_in", 3),
        ("event=disabled,enabled", 2),
        ("result=failure,locked", 2),
        ("user=user%40&event=sign_in&result=locked", 1),
    ] {
        let found = page(&admin, &format!("scope=company&{query}")).await;
        assert_eq!(found.total, expected, "{query}");
        assert_eq!(found.items.len() as u64, expected, "{query}");
    }
}

#[tokio::test]
async fn days_are_those_of_the_reader() {
    let app = TestApp::with_customers().await;
    // It is 10:41 in Tokyo, so this was at 23:41 the day before, which in UTC is one more day ago.
    note(&app, USER, Event::SignOut, Outcome::Success, 11 * 60).await;
    let user = app.signed_in(USER).await;
    assert_eq!(page(&user, "from=2026-11-20").await.total, 1);
    assert_eq!(page(&user, "to=2026-11-19").await.total, 1);
    assert_eq!(page(&user, "from=2026-11-19&to=2026-11-20").await.total, 2);
    assert_eq!(page(&user, "from=2026-11-21").await.total, 0);

    let etag =
        user.get("/api/v1/me").await.value()["preferences_etag"].as_str().unwrap().to_owned();
    let pacific = serde_json::json!({ "time_zone": "America/Los_Angeles" });
    user.patch("/api/v1/me/preferences", &etag, &pacific).await.accepted(200);
    // There, both were on the 19th.
    assert_eq!(page(&user, "from=2026-11-19&to=2026-11-19").await.total, 2);
}

#[tokio::test]
async fn pages_lead_through_the_whole_history_and_back() {
    let app = TestApp::with_customers().await;
    for _ in 0..44 {
        // All at the same moment: the order is kept all the same.
        note(&app, USER, Event::SignIn, Outcome::Failure, 30).await;
    }
    let user = app.signed_in(USER).await;
    let first = page(&user, "limit=20").await;
    assert_eq!((first.first, first.total, first.previous.as_ref()), (1, 45, None));
    let second = page(&user, &format!("limit=20&cursor={}", first.next.unwrap())).await;
    let third = page(&user, &format!("limit=20&cursor={}", second.next.as_deref().unwrap())).await;
    assert_eq!((third.first, third.items.len(), third.next.as_ref()), (41, 5, None));
    let back = page(&user, &format!("limit=20&cursor={}", third.previous.unwrap())).await;
    assert_eq!((back.first, back.items), (21, second.items));
    // A cursor belongs to its filter.
    let path = format!("/api/v1/sign-ins?event=sign_in&cursor={}", second.next.unwrap());
    user.get(&path).await.refused(422, "invalid");
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    for (query, field, code) in [
        ("scope=everybody", "scope", "invalid"),
        ("event=", "event", "invalid"),
        ("event=sign_in,unknown", "event", "invalid"),
        ("result=sign_in", "result", "invalid"),
        ("from=yesterday", "from", "invalid"),
        ("to=2026-02-30", "to", "invalid"),
        ("from=2026-11-20&to=2026-11-19", "to", "before_start"),
        ("user=a", "user", "invalid"),
        ("limit=7", "limit", "invalid"),
        ("cursor=AAAA", "cursor", "invalid"),
        ("colour=red", "colour", "unknown"),
        ("from=2026-11-20&from=2026-11-20", "from", "repeated"),
    ] {
        let reply = admin.get(&format!("/api/v1/sign-ins?{query}")).await;
        let errors = reply.refused(422, "invalid").value()["errors"].clone();
        let expected = serde_json::json!([{ "field": field, "code": code }]);
        assert_eq!(errors, expected, "{query}");
    }
    let long = format!("/api/v1/sign-ins?scope=company&user={}", "a".repeat(201));
    admin.get(&long).await.refused(422, "invalid");
}
