//! An administrator's people over the API: who may see and change whom, and what every change
//! brings with it. Every test has a database of its own and a clock that is moved by hand.

mod actions;
mod change;
mod create;
mod last_administrator;
mod list;
mod tenants;

use http::Method;
use madoguchi_contract::{contacts::Contact, list::Page};
use madoguchi_server::testing::{Client, Reply, TestApp};
use serde_json::{Value, json};

/// The fields of a new contact, as the form sends them.
fn new_contact() -> Value {
    json!({
        "family_name": "新井", "given_name": "花子", "title": "課長",
        "company": "株式会社サンプル商事", "mail": "hanako@sample.example",
        "work_telephone": "03-0000-0000", "mobile_telephone": "", "language": "ja",
        "time_zone": "Asia/Tokyo", "user_id": "hanako@sample.example.mg",
        "administrator": false, "second_factor": false, "customer_numbers": ["A100000001"],
    })
}

/// `value` with another `field`.
fn with(mut value: Value, field: &str, other: impl Into<Value>) -> Value {
    value[field] = other.into();
    value
}

/// The internal id of a user as it stands in addresses.
async fn id(app: &TestApp, user_id: &str) -> String {
    let id: i64 = sqlx::query_scalar("SELECT id FROM users WHERE login_key = ?")
        .bind(user_id)
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
    id.to_string()
}

async fn read(client: &Client, id: &str) -> Contact {
    client.get(&format!("/api/v1/contacts/{id}")).await.accepted(200).json()
}

/// Sends all fields of the contact with `field` changed, as the form does.
async fn change(client: &Client, id: &str, field: &str, value: impl Into<Value>) -> Reply {
    let contact = read(client, id).await;
    let fields = with(serde_json::to_value(&contact.fields).unwrap(), field, value);
    put(client, id, &contact.etag, &fields).await
}

async fn put(client: &Client, id: &str, etag: &str, fields: &Value) -> Reply {
    let path = format!("/api/v1/contacts/{id}");
    client.json(Method::PUT, &path, fields, &[("if-match", etag)]).await
}

async fn switch(client: &Client, id: &str, enabled: bool) -> Reply {
    client.put(&format!("/api/v1/contacts/{id}/sign-in"), &json!({ "enabled": enabled })).await
}

/// The user IDs of the list.
async fn user_ids(client: &Client, query: &str) -> Vec<String> {
    let page: Page<madoguchi_contract::contacts::ContactSummary> =
        client.get(&format!("/api/v1/contacts?{query}")).await.accepted(200).json();
    page.items.into_iter().map(|contact| contact.user_id).collect()
}

/// The fields that were refused, with why.
fn refused(reply: &Reply) -> Vec<(String, String)> {
    let errors = reply.refused(422, "invalid").value()["errors"].clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let errors = errors.as_array().unwrap().iter();
    errors.map(|error| (text(&error["field"]), text(&error["code"]))).collect()
}

/// The kinds of mails that wait, with their readers.
async fn mails(app: &TestApp) -> Vec<(String, String)> {
    app.mails().await.into_iter().map(|mail| (mail.event, mail.to)).collect()
}
