//! The desk's side of people: accounts it opens, and what is theirs and stays as it is.

use madoguchi_server::{
    config::{AccountKind, Config},
    testing::{
        TestApp,
        world::{SECOND_FACTOR, USER},
    },
};
use serde_json::{Value, json};

fn person(user_id: &str) -> Value {
    json!({
        "company": "sample", "family_name": "見本", "given_name": "一般",
        "mail": user_id.trim_end_matches(".mg"), "customer_numbers": ["A100000001"],
    })
}

fn put(user_id: &str) -> String {
    format!("/api/desk/v1/users/{user_id}")
}

/// Whether a second factor is asked for, and whether the person may not switch it off.
async fn second_factor(app: &TestApp, user_id: &str) -> (bool, bool) {
    sqlx::query_as("SELECT second_factor, second_factor_required FROM users WHERE login = ?")
        .bind(user_id)
        .fetch_one(app.state.store.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn who_gets_an_account_is_told_how_to_set_the_first_password() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["users"]).await;
    let mut closed = person("b@sample.example.mg");
    closed["disabled"] = json!(true);
    desk.put(&put("a@sample.example.mg"), &person("a@sample.example.mg")).await.accepted(201);
    desk.put(&put("a@sample.example.mg"), &person("a@sample.example.mg")).await.accepted(200);
    desk.put(&put("b@sample.example.mg"), &closed).await.accepted(201);
    desk.post("/api/desk/v1/users", &person("c@sample.example.mg")).await.accepted(201);
    let mails = app.mails().await;
    let told: Vec<_> = mails.iter().map(|mail| (mail.event.as_str(), mail.to.as_str())).collect();
    assert_eq!(told, [("welcome", "a@sample.example"), ("welcome", "c@sample.example")]);
    assert!(mails[0].text.contains("a@sample.example.mg"), "{}", mails[0].text);
    assert_eq!(mails[0].link("/password-reset"), "/password-reset");
}

#[tokio::test]
async fn a_second_factor_that_a_person_set_up_survives_the_next_delivery() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["users"]).await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE users SET second_factor = 1 WHERE login = ?")
        .bind(USER)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(second_factor(&app, USER).await, (true, false));
    let mut renamed = person(USER);
    renamed["given_name"] = json!("花子");
    for user_id in [USER, SECOND_FACTOR] {
        let before = second_factor(&app, user_id).await;
        let mut delivered = renamed.clone();
        delivered["mail"] = json!(user_id.trim_end_matches(".mg"));
        delivered["second_factor"] = json!(before.1);
        desk.put(&put(user_id), &delivered).await.accepted(200);
        assert_eq!(second_factor(&app, user_id).await, before, "{user_id}");
    }
    // What the desk asked for, the desk can take back.
    let mut free = renamed.clone();
    free["mail"] = json!(SECOND_FACTOR.trim_end_matches(".mg"));
    desk.put(&put(SECOND_FACTOR), &free).await.accepted(200);
    assert_eq!(second_factor(&app, SECOND_FACTOR).await, (false, false));
}

#[tokio::test]
async fn both_addresses_are_told_when_the_desk_changes_one() {
    let app = TestApp::with_customers().await;
    let mut moved = person(USER);
    moved["mail"] = json!("new@sample.example");
    app.desk(&["users"]).await.put(&put(USER), &moved).await.accepted(200);
    let mut told: Vec<String> = app.mails().await.into_iter().map(|mail| mail.to).collect();
    told.sort();
    assert_eq!(told, ["new@sample.example", "user@sample.example"]);
}

#[tokio::test]
async fn an_account_kind_must_be_one_of_those_that_are_offered() {
    let mut config = Config::default();
    let name = madoguchi_contract::Label { ja: "業務".to_owned(), en: "Business".to_owned() };
    config.accounts.kinds = vec![AccountKind { id: "business".to_owned(), name }];
    let app = TestApp::start_with(config).await;
    app.add_customers().await;
    let desk = app.desk(&["users"]).await;
    let mut other = person(USER);
    for (kind, status) in [("operator", 422), ("business", 200)] {
        other["kind"] = json!(kind);
        assert_eq!(desk.put(&put(USER), &other).await.status.as_u16(), status, "{kind}");
    }
}

#[tokio::test]
async fn a_person_is_told_when_the_desk_switches_the_second_factor() {
    let app = TestApp::with_customers().await;
    let desk = app.desk(&["users"]).await;
    let mut delivered = person(USER);
    for on in [true, false] {
        delivered["second_factor"] = json!(on);
        desk.put(&put(USER), &delivered).await.accepted(200);
        let mails = app.mails().await;
        let mail = mails.last().unwrap();
        assert_eq!(
            (mail.event.as_str(), mail.to.as_str()),
            ("second_factor_changed", "user@sample.example")
        );
        assert!(mail.text.contains(if on { "有効に" } else { "無効に" }), "{}", mail.text);
    }
    let lines: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sign_in_events WHERE event = 'second_factor_change'",
    )
    .fetch_one(app.state.store.read())
    .await
    .unwrap();
    assert_eq!(lines, 2);
}
