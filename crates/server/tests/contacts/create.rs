//! 連絡先作成: a new person, the welcome mail, and what is refused.

use madoguchi_contract::contacts::{Contact, ContactOptions, ContactState};
use madoguchi_server::testing::{
    TestApp,
    world::{ADMIN, OTHER},
};

use super::{mails, new_contact, refused, user_ids, with};

const PATH: &str = "/api/v1/contacts";

#[tokio::test]
async fn a_new_person_is_invited_by_mail() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let reply = admin.post(PATH, &new_contact()).await;
    let contact: Contact = reply.accepted(201).json();
    assert_eq!(reply.header("location"), format!("{PATH}/{}", contact.summary.id));
    assert_eq!(reply.header("etag"), contact.etag);
    assert_eq!(contact.summary.state, ContactState::Invited);
    assert_eq!(serde_json::to_value(&contact.fields).unwrap(), new_contact());
    assert_eq!(contact.welcome_mail_at.as_deref(), Some("2026-11-20T01:41:00Z"));
    assert_eq!(super::read(&admin, &contact.summary.id).await, contact);

    let sent = app.mails().await;
    let welcome = sent.iter().find(|mail| mail.to == "hanako@sample.example").unwrap();
    assert_eq!(welcome.event, "welcome");
    assert!(welcome.text.contains("hanako@sample.example.mg"));
    assert!(!welcome.link("/password-reset").is_empty());
}

#[tokio::test]
async fn sending_twice_creates_one_person() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let before = mails(&app).await.len();
    let first = admin.post_with_key(PATH, "key", &new_contact()).await;
    let again = admin.post_with_key(PATH, "key", &new_contact()).await;
    first.accepted(201);
    again.accepted(201);
    assert_eq!(first.body, again.body);
    assert_eq!(mails(&app).await.len(), before + 1);
    let other = with(new_contact(), "given_name", "次郎");
    admin.post_with_key(PATH, "key", &other).await.refused(422, "idempotency_key_reused");
    let missing = http::Method::POST;
    admin.json(missing, PATH, &new_contact(), &[]).await.refused(400, "idempotency_key_required");
}

#[tokio::test]
async fn a_user_id_is_unique_over_the_whole_portal_however_it_is_typed() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    for taken in [ADMIN, OTHER, "ADMIN@OTHER.example.MG", "ａｄｍｉｎ＠other.example.mg"] {
        let reply = admin.post(PATH, &with(new_contact(), "user_id", taken)).await;
        assert_eq!(refused(&reply), [("user_id".to_owned(), "taken".to_owned())], "{taken}");
    }
    assert_eq!(user_ids(&admin, "").await.len(), 5, "nobody was created");
    assert!(mails(&app).await.iter().all(|(event, _)| event != "welcome"));
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let wrong = serde_json::json!({
        "family_name": "", "given_name": " ", "title": "あ".repeat(101), "company": "有限会社アザー製作所",
        "mail": "nowhere", "work_telephone": "0".repeat(41), "mobile_telephone": "a\nb",
        "language": "ja", "time_zone": "Mars/Base", "user_id": "a b", "administrator": false,
        "second_factor": false, "customer_numbers": ["B200000001"],
    });
    let expected = [
        ("family_name", "required"),
        ("given_name", "required"),
        ("title", "too_long"),
        ("company", "invalid"),
        ("mail", "invalid"),
        ("work_telephone", "too_long"),
        ("mobile_telephone", "invalid"),
        ("time_zone", "invalid"),
        ("user_id", "invalid"),
        ("customer_numbers", "unknown"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(field, code)| ((*field).to_owned(), (*code).to_owned())).collect();
    assert_eq!(refused(&admin.post(PATH, &wrong).await), expected);

    let long = with(new_contact(), "user_id", "a".repeat(41));
    assert_eq!(refused(&admin.post(PATH, &long).await)[0].1, "too_long");
    let fits = with(new_contact(), "user_id", "a".repeat(40));
    admin.post(PATH, &fits).await.accepted(201);
    let unknown = with(new_contact(), "colour", "red");
    admin.post(PATH, &unknown).await.refused(422, "invalid");
}

#[tokio::test]
async fn nobody_is_linked_to_everything_by_leaving_the_links_out() {
    let app = TestApp::with_customers().await;
    let mut silent = new_contact();
    silent.as_object_mut().unwrap().remove("customer_numbers");
    let admin = app.signed_in(ADMIN).await;
    let expected = [("customer_numbers".to_owned(), "required".to_owned())];
    assert_eq!(refused(&admin.post(PATH, &silent).await), expected);
}

#[tokio::test]
async fn the_form_offers_all_customer_numbers_of_the_company() {
    let app = TestApp::with_customers().await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE users SET all_customer_numbers = 0 WHERE login_key = ?")
        .bind(ADMIN)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let admin = app.signed_in(ADMIN).await;
    let options: ContactOptions = admin.get("/api/v1/contact-options").await.accepted(200).json();
    assert_eq!(options.companies, ["株式会社サンプル商事"]);
    assert_eq!(options.user_id_suffix, ".mg");
    let numbers: Vec<&str> =
        options.customer_numbers.iter().map(|option| option.number.as_str()).collect();
    assert_eq!(numbers, ["A100000001", "A100000002"], "though linked to none");
    assert_eq!(options.customer_numbers[1].services, ["基本サービス", "ID管理"]);
    let both = serde_json::json!(["A100000001", "A100000002"]);
    admin.post(PATH, &with(new_contact(), "customer_numbers", both)).await.accepted(201);
}

#[tokio::test]
async fn a_new_person_has_the_account_kind_of_the_administrator() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE users SET kind = 'operator' WHERE login_key = ?")
        .bind(ADMIN)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    admin.post(PATH, &with(new_contact(), "second_factor", true)).await.accepted(201);
    let stored: (Option<String>, bool, bool) = sqlx::query_as(
        "SELECT kind, second_factor, second_factor_required FROM users WHERE login_key LIKE 'hana%'",
    )
    .fetch_one(app.state.store.read())
    .await
    .unwrap();
    assert_eq!(stored, (Some("operator".to_owned()), true, true));
}
