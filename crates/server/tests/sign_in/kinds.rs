//! Account kinds: sets of accounts of their own, chosen before the user ID is typed.

use madoguchi_contract::Label;
use madoguchi_server::{
    config::{AccountKind, Config},
    testing::{
        Client, PASSWORD, Reply, TestApp,
        world::{ADMIN, USER},
    },
};

async fn with_two_kinds() -> TestApp {
    let kind = |id: &str| AccountKind {
        id: id.to_owned(),
        name: Label { ja: id.to_owned(), en: id.to_owned() },
    };
    let mut config = Config::default();
    config.accounts.kinds = vec![kind("business"), kind("operator")];
    let app = TestApp::start_with(config).await;
    app.add_customers().await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE users SET kind = 'operator' WHERE login = ?")
        .bind(USER)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    app
}

async fn sign_in(browser: &Client, user_id: &str, kind: Option<&str>) -> Reply {
    let mut body = serde_json::json!({ "user_id": user_id, "password": PASSWORD });
    if let Some(kind) = kind {
        body["kind"] = kind.into();
    }
    browser.post("/api/v1/session", &body).await
}

#[tokio::test]
async fn an_account_opens_with_its_own_kind_only() {
    let app = with_two_kinds().await;
    let browser = app.browser();
    sign_in(&browser, USER, Some("operator")).await.accepted(201);
    // Who has no kind is of the first one, and the first one is what nobody chose.
    sign_in(&browser, ADMIN, Some("business")).await.accepted(201);
    sign_in(&browser, ADMIN, None).await.accepted(201);
    for (user_id, kind) in
        [(USER, Some("business")), (USER, None), (ADMIN, Some("operator")), (ADMIN, Some("x"))]
    {
        sign_in(&browser, user_id, kind).await.refused(401, "sign_in_failed");
    }
}

#[tokio::test]
async fn another_kind_is_answered_and_counted_like_a_wrong_password() {
    let app = with_two_kinds().await;
    let browser = app.browser();
    let mut answers = Vec::new();
    for (user_id, kind) in [("nobody@sample.example.mg", "business"), (USER, "business")] {
        let reply = sign_in(&browser, user_id, Some(kind)).await;
        let text = reply.text().replace(reply.header("x-request-id"), "ID");
        answers.push((reply.status, reply.headers.len(), text));
    }
    assert_eq!(answers[0], answers[1]);
    for _ in 0..4 {
        sign_in(&browser, USER, Some("business")).await.refused(401, "sign_in_failed");
    }
    sign_in(&browser, USER, Some("operator")).await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn where_there_is_one_kind_only_nobody_has_to_name_it() {
    let app = TestApp::with_customers().await;
    sign_in(&app.browser(), ADMIN, Some("whatever")).await.accepted(201);
}
