//! Who may see and do what: every address of a case for somebody who is linked to its customer
//! number, for a colleague who is not, and for another company.

use http::StatusCode;
use madoguchi_server::testing::{
    Client, Reply, TestApp,
    world::{ADMIN, OTHER, USER},
};
use serde_json::json;

use super::{case_under, comment, open};

/// Every request that names a case, with the status it has for somebody who may.
async fn requests(client: &Client, case: &str) -> Vec<(&'static str, Reply, u16)> {
    let path = |rest: &str| format!("{case}{rest}");
    vec![
        ("case", client.get(case).await, 200),
        ("activity", client.get(&path("/activity")).await, 200),
        ("attachments", client.get(&path("/attachments")).await, 200),
        ("download", client.get(&path("/attachments/1")).await, 200),
        ("comment", client.post(&path("/comments"), &comment("確認しました。")).await, 201),
        (
            "transition",
            client.post(&path("/transitions"), &json!({ "action": "close" })).await,
            200,
        ),
    ]
}

#[tokio::test]
async fn a_case_exists_only_for_those_linked_to_its_customer_number() {
    let app = TestApp::with_customers().await;
    // Who may see the customer number, who may not.
    for (customer_number, may, may_not) in [
        ("A100000001", vec![USER, ADMIN], vec![OTHER]),
        ("A100000002", vec![ADMIN], vec![USER, OTHER]),
        ("B200000001", vec![OTHER], vec![ADMIN, USER]),
    ] {
        for user_id in may_not {
            let mut new = case_under(customer_number);
            new["attachments"] = json!([{ "name": "a.txt", "content": "YQ==" }]);
            let case = open(&app, &new).await;
            let client = app.signed_in(user_id).await;
            let missing = client.get("/api/v1/cases/MD9999999").await;
            for (what, reply, _) in requests(&client, &case).await {
                assert_eq!(reply.status, StatusCode::NOT_FOUND, "{what} {user_id}");
                let (mut here, mut there) = (reply.value(), missing.value());
                here["request_id"].take();
                there["request_id"].take();
                assert_eq!(here, there, "{what}: tells that the case exists");
            }
            let listed = client.get("/api/v1/cases").await.text();
            assert!(!listed.contains(case.rsplit('/').next().unwrap()), "{user_id}");
        }
        for user_id in may {
            let mut new = case_under(customer_number);
            new["attachments"] = json!([{ "name": "a.txt", "content": "YQ==" }]);
            let case = open(&app, &new).await;
            let client = app.signed_in(user_id).await;
            for (what, reply, status) in requests(&client, &case).await {
                assert_eq!(reply.status.as_u16(), status, "{what} {user_id}: {}", reply.text());
            }
        }
    }
}

#[tokio::test]
async fn nothing_is_open_without_a_session() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let stranger = app.browser();
    for (_, reply, _) in requests(&stranger, &case).await {
        reply.refused(401, "session_required");
    }
    stranger.get("/api/v1/cases").await.refused(401, "session_required");
    stranger.get("/api/v1/cases/counts").await.refused(401, "session_required");
}

#[tokio::test]
async fn a_link_that_is_taken_away_hides_the_cases_at_once() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    user.get(&case).await.accepted(200);
    let person = json!({
        "company": "sample", "family_name": "見本", "given_name": "一般",
        "mail": "user@sample.example", "customer_numbers": [],
    });
    let path = format!("/api/desk/v1/users/{USER}");
    app.desk(&["users"]).await.put(&path, &person).await.accepted(200);
    user.get(&case).await.refused(404, "not_found");
    let list = user.get("/api/v1/cases").await.value();
    assert_eq!((list["total"].as_u64(), list["hidden"].as_u64()), (Some(0), Some(1)));
}
