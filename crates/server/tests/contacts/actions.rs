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

#[tokio::test]
async fn nobody_opens_the_lock_on_their_own_user_id() {
    let app = TestApp::with_customers().await;
    // Somebody has the session, but not the password, and guesses.
    let thief = app.signed_in(ADMIN).await;
    let own = id(&app, ADMIN).await;
    let guess = json!({ "password": "wrong" });
    for _ in 0..5 {
        thief.post("/api/v1/me/confirmation", &guess).await.refused(422, "invalid");
        switch(&thief, &own, true).await.refused(403, "forbidden");
    }
    let right = json!({ "password": PASSWORD });
    thief.post("/api/v1/me/confirmation", &right).await.refused(422, "invalid");
    assert!(matches!(read(&thief, &own).await.summary.state, ContactState::Locked { .. }));
}

#[tokio::test]
async fn resetting_ones_own_second_factor_asks_for_the_password() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let path = format!("/api/v1/contacts/{}/mfa", id(&app, ADMIN).await);
    admin.delete(&path).await.refused(403, "confirmation_required");
    admin.post("/api/v1/me/confirmation", &json!({ "password": PASSWORD })).await.accepted(204);
    admin.delete(&path).await.accepted(200);
    admin.get("/api/v1/me").await.refused(401, "session_required");
}

#[tokio::test]
async fn what_was_under_way_does_not_come_back_with_the_sign_in() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, USER).await);
    let desk = app.desk(&["users"]).await;
    let person = |disabled: bool| {
        json!({
            "company": "sample", "family_name": "見本", "given_name": "一般",
            "mail": "user@sample.example", "customer_numbers": ["A100000001"],
            "disabled": disabled,
        })
    };
    let path = format!("/api/desk/v1/users/{USER}");
    for by_desk in [false, true] {
        let thief = app.signed_in(USER).await;
        let password = json!({ "password": PASSWORD });
        thief.post("/api/v1/me/confirmation", &password).await.accepted(204);
        let change = json!({ "mail": "thief@evil.example" });
        thief.post("/api/v1/me/mail-change", &change).await.accepted(202);
        let asked = json!({ "user_id": USER, "mail": "user@sample.example" });
        app.browser().post("/api/v1/password-resets", &asked).await.accepted(202);
        let mails = app.mails().await;
        let token = |event: &str, page: &str| {
            let mail = mails.iter().rfind(|mail| mail.event == event).unwrap();
            mail.link(page).split_once('#').unwrap().1.to_owned()
        };
        let confirm = token("confirm_mail", "/mail-confirmation#");
        let reset = token("reset_link", "/password-reset/new#");
        let mut tx = app.state.store.write().await.unwrap();
        sqlx::query("INSERT INTO trusted_browsers VALUES (?, ?, ?)")
            .bind(vec![u8::from(by_desk); 32])
            .bind(user.parse::<i64>().unwrap())
            .bind(app.state.clock.now_millis())
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();

        for disabled in [true, false] {
            if by_desk {
                desk.put(&path, &person(disabled)).await.accepted(200);
            } else {
                switch(&admin, &user, !disabled).await.accepted(200);
            }
        }
        let browser = app.browser();
        for (path, token) in
            [("/api/v1/mail-confirmations", confirm), ("/api/v1/password-resets/link", reset)]
        {
            let body = json!({ "token": token });
            browser.post(path, &body).await.refused(410, "link_expired");
        }
        let trusted: i64 = sqlx::query_scalar("SELECT count(*) FROM trusted_browsers")
            .fetch_one(app.state.store.read())
            .await
            .unwrap();
        assert_eq!(trusted, 0, "by the desk: {by_desk}");
        thief.get("/api/v1/me").await.refused(401, "session_required");
    }
}
