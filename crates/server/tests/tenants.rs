//! Nothing of one company is ever visible to another, nor to people of the same company that are
//! not linked: every route × role × owner, on the sample world.

use http::Method;
use madoguchi_server::{
    openapi, sample,
    testing::{
        Client, Reply, TestApp,
        world::{ADMIN, OTHER, USER},
    },
};
use serde_json::{Value, json};

/// The sample company's own case under `A100000001`, and one under `A100000002`.
const FIRST: &str = "MD0001014";
const SECOND: &str = "MD0001015";
/// A case of the other company.
const THEIRS: &str = "MD0001016";
/// A number that no case has.
const NOBODYS: &str = "MD9999999";

async fn world() -> TestApp {
    let app = TestApp::start().await;
    assert!(sample::fill(&app.state, None).await.unwrap());
    app
}

/// Every operation of the portal whose path has a variable part.
fn operations() -> Vec<(Method, String)> {
    let document: Value = serde_json::from_str(&openapi::text()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let mut operations = Vec::new();
    for (path, item) in paths.iter().filter(|(path, _)| path.starts_with("/api/v1/")) {
        for method in ["get", "post", "put", "patch", "delete"] {
            if item.get(method).is_some() && path.contains('{') {
                operations.push((method.to_uppercase().parse().unwrap(), path.clone()));
            }
        }
    }
    operations
}

/// A body that the operation would take.
fn body(path: &str) -> Value {
    if path.ends_with("/comments") {
        json!({ "body": [{ "type": "paragraph", "content": [{ "type": "text", "text": "a" }] }] })
    } else if path.ends_with("/transitions") {
        json!({ "action": "close" })
    } else {
        json!({})
    }
}

/// What the operation answers for `number`, without what differs between any two requests.
async fn ask(client: &Client, method: &Method, path: &str, number: &str) -> (u16, String) {
    let filled = path.replace("{number}", number).replace("{id}", "1");
    let key = format!("{method}{filled}");
    let headers = [("idempotency-key", key.as_str())];
    let reply: Reply = client.json(method.clone(), &filled, &body(path), &headers).await;
    let text = reply.text().replace(reply.header("x-request-id"), "ID");
    (reply.status.as_u16(), text)
}

#[tokio::test]
async fn what_is_somebody_elses_does_not_exist() {
    let app = world().await;
    let readers =
        [(ADMIN, vec![THEIRS]), (USER, vec![SECOND, THEIRS]), (OTHER, vec![FIRST, SECOND])];
    let cases = || operations().into_iter().filter(|(_, path)| path.contains("/cases/"));
    assert!(cases().count() >= 6);
    for (reader, hidden) in readers {
        let client = app.signed_in(reader).await;
        for (method, path) in cases() {
            let nobodys = ask(&client, &method, &path, NOBODYS).await;
            assert_eq!(nobodys.0, 404, "{method} {path} {}", nobodys.1);
            for number in &hidden {
                let answer = ask(&client, &method, &path, number).await;
                assert_eq!(answer, nobodys, "{reader} {method} {path} {number}");
            }
        }
    }
}

#[tokio::test]
async fn ones_own_things_do_exist() {
    let app = world().await;
    for (reader, number) in [(ADMIN, FIRST), (ADMIN, SECOND), (USER, FIRST), (OTHER, THEIRS)] {
        let client = app.signed_in(reader).await;
        client.get(&format!("/api/v1/cases/{number}")).await.accepted(200);
        client.get(&format!("/api/v1/cases/{number}/activity")).await.accepted(200);
    }
}

#[tokio::test]
async fn no_list_holds_a_trace_of_somebody_elses() {
    let app = world().await;
    let readers = [
        (ADMIN, vec!["B200000001", "アザー", THEIRS]),
        (USER, vec!["B200000001", "アザー", THEIRS, "A100000002", "A100000003", SECOND]),
        (OTHER, vec!["A10000000", "サンプル商事", FIRST, SECOND]),
    ];
    for (reader, secrets) in readers {
        let client = app.signed_in(reader).await;
        for path in [
            "session",
            "me",
            "announcements",
            "configuration",
            "cases?limit=100",
            "cases?limit=100&sort=number",
            "cases?limit=100&view=action",
            "cases?limit=100&view=alert",
            "cases/counts",
            "knowledge/bases",
            "knowledge/articles?q=%E3%82%B5%E3%83%BC%E3%83%93%E3%82%B9",
        ] {
            let reply = client.get(&format!("/api/v1/{path}")).await;
            let text = reply.accepted(200).text();
            for secret in &secrets {
                assert!(!text.contains(secret), "{reader} {path} holds {secret}");
            }
        }
    }
}

#[tokio::test]
async fn announcements_of_services_that_the_reader_lacks_cannot_be_opened() {
    let app = world().await;
    let numbers = |list: Value| -> Vec<String> {
        let items = list["items"].as_array().unwrap();
        items.iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
    };
    let (admin, other) = (app.signed_in(ADMIN).await, app.signed_in(OTHER).await);
    let ours = numbers(admin.get("/api/v1/announcements").await.value());
    let theirs = numbers(other.get("/api/v1/announcements").await.value());
    assert!(!ours.is_empty() && ours != theirs);
    for number in ours.iter().filter(|number| !theirs.contains(number)) {
        let path = format!("/api/v1/announcements/{number}");
        admin.get(&path).await.accepted(200);
        other.get(&path).await.refused(404, "not_found");
    }
}
