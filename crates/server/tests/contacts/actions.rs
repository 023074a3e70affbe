//! アクション: switching sign-in off and on, resetting the second factor, the welcome mail again.

use madoguchi_contract::contacts::{Contact, ContactState};
use madoguchi_server::testing::{
    PASSWORD, TestApp,
    world::{ADMIN, DISABLED, NEW, SECOND_FACTOR, USER},
};
use serde_json::json;

use super::{id, mails, read, switch};

#[tokio::test]
async fn disabling_ends_every_session_at_once() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, USER).await);
    let (one, two) = (app.signed_in(USER).await, app.signed_in(USER).await);
    let contact: Contact = switch(&admin, &user, false).await.accepted(200).json();
    assert_eq!(contact.summary.state, ContactState::Disabled);
    for session in [&one, &two] {
        session.get("/api/v1/me").await.refused(401, "session_required");
    }
    app.browser().sign_in(USER, PASSWORD).await.refused(401, "sign_in_failed");

    let contact: Contact = switch(&admin, &user, true).await.accepted(200).json();
    assert_eq!(contact.summary.state, ContactState::Enabled);
    one.get("/api/v1/me").await.refused(401, "session_required");
    let person = app.signed_in(USER).await;
    let history = person.get("/api/v1/sign-ins?event=disabled,enabled").await.value();
    assert_eq!(history["total"], 2);
}

#[tokio::test]
async fn enabling_opens_a_lock() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, USER).await);
    for _ in 0..5 {
        app.browser().sign_in(USER, "wrong").await.refused(401, "sign_in_failed");
    }
    app.browser().sign_in(USER, PASSWORD).await.refused(401, "sign_in_failed");
    switch(&admin, &user, true).await.accepted(200);
    app.signed_in(USER).await;
}

#[tokio::test]
async fn switching_to_what_it_is_changes_nothing() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    for (user_id, enabled) in [(USER, true), (DISABLED, false)] {
        let user = id(&app, user_id).await;
        let before = read(&admin, &user).await;
        let after: Contact = switch(&admin, &user, enabled).await.accepted(200).json();
        assert_eq!(before, after);
    }
    let history = admin.get("/api/v1/sign-ins?scope=company&event=enabled,disabled").await.value();
    assert_eq!(history["total"], 0);
}

#[tokio::test]
async fn resetting_the_second_factor_leaves_the_mailed_code() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, SECOND_FACTOR).await);
    let mut tx = app.state.store.write().await.unwrap();
    let internal = user.parse().unwrap();
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    madoguchi_server::second_factor::pair_secret(&mut tx, internal, secret, "電話", 0)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(read(&admin, &user).await.apps, 1);
    let path = format!("/api/v1/contacts/{user}/mfa");
    let contact: Contact = admin.delete(&path).await.accepted(200).json();
    assert_eq!((contact.apps, contact.passkeys, contact.recovery_codes_left), (0, 0, 0));
    assert!(contact.summary.second_factor, "it is still asked for");
    let told = app.mails().await.pop().unwrap();
    assert_eq!(told.event, "second_factor_changed");
    assert!(told.text.contains("リセット"), "{}", told.text);
    let step = app.browser().sign_in(SECOND_FACTOR, PASSWORD).await.value();
    assert_eq!(step["methods"], json!(["mail"]));
}

#[tokio::test]
async fn the_welcome_mail_is_sent_again() {
    let app = TestApp::with_customers().await;
    let (admin, new) = (app.signed_in(ADMIN).await, id(&app, NEW).await);
    let path = format!("/api/v1/contacts/{new}/welcome-mail");
    let welcomes =
        async || mails(&app).await.iter().filter(|(event, _)| event == "welcome").count();
    assert_eq!(read(&admin, &new).await.welcome_mail_at, None);
    let contact: Contact = admin.post_with_key(&path, "a", &json!({})).await.accepted(200).json();
    assert!(contact.welcome_mail_at.is_some());
    admin.post_with_key(&path, "a", &json!({})).await.accepted(200);
    assert_eq!(welcomes().await, 1, "a retry sends nothing");
    admin.post_with_key(&path, "b", &json!({})).await.accepted(200);
    assert_eq!(welcomes().await, 2);
    let disabled = format!("/api/v1/contacts/{}/welcome-mail", id(&app, DISABLED).await);
    admin.post(&disabled, &json!({})).await.refused(409, "sign_in_disabled");
}
