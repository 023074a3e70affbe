//! `/me/profile`: name, title, telephones.

use http::Method;
use madoguchi_contract::profile::Profile;
use madoguchi_server::testing::{
    Client, TestApp,
    world::{ADMIN, USER},
};
use serde_json::{Value, json};

use super::{PROFILE, wrong};

async fn profile(browser: &Client) -> Profile {
    browser.get(PROFILE).await.accepted(200).json()
}

#[tokio::test]
async fn people_see_who_they_are() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(ADMIN).await;
    let reply = browser.get(PROFILE).await;
    let profile: Profile = reply.accepted(200).json();
    assert_eq!(profile.user_id, ADMIN);
    assert_eq!((profile.family_name.as_str(), profile.given_name.as_str()), ("見本", "管理"));
    assert_eq!(profile.mail, "admin@sample.example");
    assert_eq!(profile.company, "株式会社サンプル商事");
    assert_eq!(profile.pending_mail, None);
    assert_eq!(reply.header("etag"), profile.etag);
    browser.get("/api/v1/me/profile?of=7").await.refused(422, "invalid");
}

#[tokio::test]
async fn what_is_given_changes_and_the_rest_stays() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    let before = profile(&browser).await;
    let change = json!({ "family_name": " 髙橋 ", "title": "課長", "mobile_telephone": "+81 (0)90-0000-0000" });
    let reply = browser.patch(PROFILE, &before.etag, &change).await;
    let after: Profile = reply.accepted(200).json();
    assert_eq!(reply.header("etag"), after.etag);
    assert_ne!(after.etag, before.etag);
    let expected = Profile {
        family_name: "髙橋".to_owned(),
        title: "課長".to_owned(),
        mobile_telephone: "+81 (0)90-0000-0000".to_owned(),
        etag: after.etag.clone(),
        ..before.clone()
    };
    assert_eq!(after, expected);
    assert_eq!(profile(&browser).await, after);
    let me: Value = browser.get("/api/v1/me").await.value();
    assert_eq!(me["name"], "髙橋 一般");
    // Somebody who saw the old one cannot undo it.
    browser.patch(PROFILE, &before.etag, &json!({ "title": "" })).await.refused(412, "stale");
    let blind = browser.json(Method::PATCH, PROFILE, &json!({ "title": "" }), &[]).await;
    blind.refused(428, "if_match_required");
    let emptied = browser.patch(PROFILE, &after.etag, &json!({ "title": "" })).await;
    assert_eq!(emptied.accepted(200).json::<Profile>().title, "");
}

#[tokio::test]
async fn what_cannot_be_taken_is_named_all_at_once() {
    let app = TestApp::with_customers().await;
    let browser = app.signed_in(USER).await;
    let change = json!({
        "family_name": " ", "given_name": "あ".repeat(101), "title": "a\nb",
        "work_telephone": "0".repeat(41), "mobile_telephone": "0\u{7}",
    });
    let reply = browser.patch(PROFILE, "*", &change).await;
    let fields = [
        ("family_name", "required"),
        ("given_name", "too_long"),
        ("title", "invalid"),
        ("work_telephone", "too_long"),
        ("mobile_telephone", "invalid"),
    ];
    wrong(&reply, &fields);
    for foreign in ["mail", "user_id", "administrator", "company"] {
        let reply = browser.patch(PROFILE, "*", &json!({ foreign: "x" })).await;
        reply.refused(422, "invalid");
    }
}
