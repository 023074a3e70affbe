//! Endpoint × role × owner: general users are refused everywhere, and another company's people
//! answer like people who do not exist.

use http::Method;
use madoguchi_server::testing::{
    Client, TestApp,
    world::{ADMIN, OTHER, USER},
};
use serde_json::{Value, json};

use super::{id, new_contact};

/// Every endpoint about one contact, with a body it would take.
fn about_one() -> [(Method, &'static str, Value); 5] {
    [
        (Method::GET, "", json!(null)),
        (Method::PUT, "", new_contact()),
        (Method::PUT, "/sign-in", json!({ "enabled": false })),
        (Method::DELETE, "/mfa", json!(null)),
        (Method::POST, "/welcome-mail", json!({})),
    ]
}

async fn ask(client: &Client, method: &Method, path: &str, body: &Value) -> (u16, String) {
    let headers = [("if-match", "*"), ("idempotency-key", path)];
    let reply = client.json(method.clone(), path, body, &headers).await;
    let text = reply.text().replace(reply.header("x-request-id"), "ID");
    (reply.status.as_u16(), text)
}

#[tokio::test]
async fn only_administrators_are_let_in() {
    let app = TestApp::with_customers().await;
    let user = app.signed_in(USER).await;
    for (method, path, body) in [
        (Method::GET, "/api/v1/contacts", json!(null)),
        (Method::GET, "/api/v1/contacts?colour=red", json!(null)),
        (Method::GET, "/api/v1/contact-options", json!(null)),
        (Method::POST, "/api/v1/contacts", new_contact()),
    ] {
        let (status, text) = ask(&user, &method, path, &body).await;
        assert_eq!(status, 403, "{method} {path} {text}");
    }
    for of in [USER, ADMIN, OTHER, "nobody"] {
        let id = if of == "nobody" { "999999".to_owned() } else { id(&app, of).await };
        for (method, path, body) in about_one() {
            let path = format!("/api/v1/contacts/{id}{path}");
            let (status, text) = ask(&user, &method, &path, &body).await;
            assert_eq!(status, 403, "{method} {path} {text}");
        }
    }
}

#[tokio::test]
async fn other_companies_people_do_not_exist() {
    let app = TestApp::with_customers().await;
    for (reader, theirs) in [(ADMIN, OTHER), (OTHER, USER)] {
        let client = app.signed_in(reader).await;
        let theirs = id(&app, theirs).await;
        for (method, path, body) in about_one() {
            let [nobodys, hidden, nonsense] = [
                format!("/api/v1/contacts/999999{path}"),
                format!("/api/v1/contacts/{theirs}{path}"),
                format!("/api/v1/contacts/x{path}"),
            ];
            let expected = ask(&client, &method, &nobodys, &body).await;
            assert_eq!(expected.0, 404, "{method} {nobodys} {}", expected.1);
            assert_eq!(ask(&client, &method, &hidden, &body).await, expected, "{method} {hidden}");
            assert_eq!(ask(&client, &method, &nonsense, &body).await, expected, "{nonsense}");
        }
        let list = client.get("/api/v1/contacts?limit=100").await.text();
        let stranger = if reader == ADMIN { "other.example" } else { "sample.example" };
        assert!(!list.contains(stranger), "{list}");
    }
}
