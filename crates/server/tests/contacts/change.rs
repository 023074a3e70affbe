//! The fields of a contact, and what a change of some of them brings with it.

use madoguchi_contract::contacts::Contact;
use madoguchi_server::testing::{
    PASSWORD, TestApp,
    world::{ADMIN, NEW, OTHER, SECOND_FACTOR, USER},
};
use serde_json::json;

use super::{change, id, mails, put, read, refused};

#[tokio::test]
async fn an_administrator_changes_every_field() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, USER).await);
    let fields = json!({
        "family_name": "改姓", "given_name": "花子", "title": "部長",
        "company": "株式会社サンプル商事", "mail": "user@sample.example",
        "work_telephone": "03-1", "mobile_telephone": "090-1", "language": "en",
        "time_zone": "Europe/Berlin", "user_id": "Renamed@sample.example.mg",
        "administrator": true, "second_factor": false, "customer_numbers": null,
    });
    let before = read(&admin, &user).await;
    assert_eq!(before.fields.customer_numbers.as_deref(), Some(&["A100000001".to_owned()][..]));
    let reply = put(&admin, &user, &before.etag, &fields).await;
    let after: Contact = reply.accepted(200).json();
    assert_eq!(serde_json::to_value(&after.fields).unwrap(), fields);
    assert_ne!(after.etag, before.etag);
    assert_eq!(reply.header("etag"), after.etag);

    let person = app.signed_in("renamed@sample.example.mg").await;
    let me = person.get("/api/v1/me").await.value();
    assert_eq!(
        (&me["role"], &me["preferences"]["language"]),
        (&json!("administrator"), &json!("en"))
    );
    app.browser().sign_in(USER, PASSWORD).await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn nobody_overwrites_what_somebody_else_changed() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, USER).await);
    let old = read(&admin, &user).await;
    change(&admin, &user, "title", "課長").await.accepted(200);
    let fields = serde_json::to_value(&old.fields).unwrap();
    put(&admin, &user, &old.etag, &fields).await.refused(412, "stale");
    let path = format!("/api/v1/contacts/{user}");
    admin.put(&path, &fields).await.refused(428, "if_match_required");
    assert_eq!(read(&admin, &user).await.fields.title, "課長");
}

#[tokio::test]
async fn a_taken_user_id_says_so_and_ones_own_is_not_taken() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, USER).await);
    for taken in [NEW, OTHER] {
        let reply = change(&admin, &user, "user_id", taken.to_uppercase()).await;
        assert_eq!(refused(&reply), [("user_id".to_owned(), "taken".to_owned())]);
    }
    change(&admin, &user, "user_id", USER.to_uppercase()).await.accepted(200);
    assert_eq!(read(&admin, &user).await.summary.user_id, USER.to_uppercase());
}

#[tokio::test]
async fn a_new_mail_address_counts_at_once_and_both_are_told() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, USER).await);
    let mut tx = app.state.store.write().await.unwrap();
    for statement in [
        "INSERT INTO mail_changes (user_id, token_hash, mail, created_at) \
         SELECT id, x'00', 'pending@sample.example', 0 FROM users WHERE login_key = ?",
        "INSERT INTO password_resets (token_hash, user_id, created_at) \
         SELECT x'00', id, 0 FROM users WHERE login_key = ?",
    ] {
        sqlx::query(statement).bind(USER).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let before = mails(&app).await.len();
    change(&admin, &user, "mail", "new.user@sample.example").await.accepted(200);
    assert_eq!(read(&admin, &user).await.summary.mail, "new.user@sample.example");
    let told: Vec<(String, String)> = mails(&app).await.split_off(before);
    let mail = |to: &str| ("mail_changed".to_owned(), to.to_owned());
    assert_eq!(told, [mail("new.user@sample.example"), mail("user@sample.example")]);
    for left in
        ["SELECT count(*) FROM mail_changes", "SELECT count(*) FROM password_resets WHERE used = 0"]
    {
        let count: i64 = sqlx::query_scalar(left).fetch_one(app.state.store.read()).await.unwrap();
        assert_eq!(count, 0, "{left}");
    }
    let person = app.signed_in(USER).await;
    let history = person.get("/api/v1/sign-ins?event=mail_change").await.value();
    assert_eq!(history["total"], 1);
}

#[tokio::test]
async fn switching_the_second_factor_is_told_and_asked_for_at_the_next_sign_in() {
    let app = TestApp::with_customers().await;
    let (admin, user) = (app.signed_in(ADMIN).await, id(&app, USER).await);
    let mut person = app.signed_in(USER).await;
    let before = mails(&app).await.len();
    change(&admin, &user, "second_factor", true).await.accepted(200);
    person.get("/api/v1/me").await.accepted(200);
    assert_eq!(person.get("/api/v1/me/mfa").await.value()["set_by_administrator"], true);
    let step = app.browser().sign_in(USER, PASSWORD).await.value();
    assert_eq!(step["state"], "second_factor");
    change(&admin, &user, "second_factor", false).await.accepted(200);
    person.sign_in(USER, PASSWORD).await.accepted(201);
    let told = app.mails().await.split_off(before);
    let told: Vec<&str> = told
        .iter()
        .filter(|mail| mail.event == "second_factor_changed")
        .map(|mail| if mail.text.contains("有効") { "on" } else { "off" })
        .collect();
    assert_eq!(told, ["on", "off"]);
    let history = person.get("/api/v1/sign-ins?event=second_factor_change").await.value();
    assert_eq!(history["total"], 2);
}

#[tokio::test]
async fn saving_something_else_leaves_the_second_factor_alone() {
    let app = TestApp::with_customers().await;
    let (admin, person) = (app.signed_in(ADMIN).await, id(&app, SECOND_FACTOR).await);
    let before = mails(&app).await;
    change(&admin, &person, "title", "課長").await.accepted(200);
    assert!(read(&admin, &person).await.summary.second_factor);
    assert_eq!(mails(&app).await, before);
}

#[tokio::test]
async fn what_opens_ones_own_account_asks_for_the_password() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let own = id(&app, ADMIN).await;
    change(&admin, &own, "title", "部長").await.accepted(200);
    for (field, value) in [("mail", json!("thief@evil.example")), ("second_factor", json!(true))] {
        change(&admin, &own, field, value).await.refused(403, "confirmation_required");
    }
    assert!(app.mails().await.iter().all(|mail| mail.event == "new_browser"));
    admin.post("/api/v1/me/confirmation", &json!({ "password": PASSWORD })).await.accepted(204);
    change(&admin, &own, "mail", "chief@sample.example").await.accepted(200);
    // Other people's are changed as ever.
    app.advance(jiff::SignedDuration::from_mins(10));
    change(&admin, &id(&app, USER).await, "mail", "u@sample.example").await.accepted(200);
}
