//! Cases over the API: list, page, stream, comments, transitions, files, and the desk's side.
//! Every test has a database of its own and a clock that is moved by hand.

mod attachments;
mod closing;
mod comments;
mod desk;
mod list;
mod refusals;
mod scope;
mod stream;
mod transitions;

use madoguchi_contract::cases::{Activity, ActivityEvent, Case, CaseState};
use madoguchi_contract::list::Page;
use madoguchi_server::testing::{Client, TestApp};
use serde_json::{Value, json};

/// What a customer types, as the app sends it.
fn comment(text: &str) -> Value {
    json!({ "body": [{ "type": "paragraph", "content": [{ "type": "text", "text": text }] }] })
}

/// A case of the desk under that customer number.
fn case_under(customer_number: &str) -> Value {
    json!({
        "customer_number": customer_number, "category": "fault",
        "subject": "接続できない", "body": "今朝から接続できません。",
    })
}

/// Opens a case; gives its address in the portal's API.
async fn open(app: &TestApp, new: &Value) -> String {
    let desk = app.desk(&["cases"]).await;
    let reply = desk.post("/api/desk/v1/cases", new).await;
    let number = reply.accepted(201).value()["number"].as_str().unwrap().to_owned();
    format!("/api/v1/cases/{number}")
}

/// The address of the same case in the desk API.
fn at_desk(case: &str) -> String {
    case.replace("/api/v1/", "/api/desk/v1/")
}

/// Brings a case that was just opened into `state`, as the desk and customers would.
async fn bring_to(app: &TestApp, case: &str, state: CaseState) {
    let desk = app.desk(&["cases"]).await;
    let path = format!("{}/transitions", at_desk(case));
    let steps: &[CaseState] = match state {
        CaseState::New | CaseState::Unknown => &[],
        CaseState::InProgress => &[CaseState::InProgress],
        CaseState::AwaitingCustomer => &[CaseState::AwaitingCustomer],
        CaseState::Resolved | CaseState::Closed => &[CaseState::Resolved],
    };
    for to in steps {
        desk.post(&path, &json!({ "to": to })).await.accepted(200);
    }
    if state == CaseState::Closed {
        let admin = madoguchi_server::testing::world::ADMIN;
        let accept = json!({ "to": "closed", "contact": admin });
        desk.post(&path, &accept).await.accepted(200);
    }
}

async fn read(client: &Client, case: &str) -> Case {
    client.get(case).await.accepted(200).json()
}

/// The stream, oldest first, up to a hundred entries.
async fn entries(client: &Client, case: &str) -> Vec<Activity> {
    let path = format!("{case}/activity?order=oldest&limit=100");
    client.get(&path).await.accepted(200).json::<Page<Activity>>().items
}

/// An entry in short: the text of a comment, or `from>to`.
fn short(entry: &Activity) -> String {
    match &entry.event {
        ActivityEvent::Comment { body, .. } => body.plain_text(),
        ActivityEvent::State { from, to, .. } => {
            format!("{}>{}", from.map_or("", CaseState::id), to.id())
        }
        ActivityEvent::Unknown => String::new(),
    }
}
