//! A 2xx means that it is on disk: the program is killed while it writes, and everything that it
//! had confirmed is there afterwards.

use std::{
    path::Path,
    sync::{Arc, mpsc},
    thread,
};

use crate::running::Server;
use serde_json::{Value, json};
use ureq::{Agent, http::StatusCode};

/// Writers at the same time.
const WRITERS: usize = 8;
/// Confirmed writes after which the program is killed.
const ENOUGH: usize = 150;

struct Desk {
    agent: Agent,
    url: String,
    token: String,
}

impl Desk {
    fn new(data: &Path, server: &Server) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        Self { agent, url: server.url.clone(), token: Server::token(data) }
    }

    /// Sends a request; nothing when the server is gone.
    fn send(&self, method: &str, path: &str, body: &Value) -> Option<(StatusCode, Value)> {
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}/api/desk/v1/{path}", self.url))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .header("idempotency-key", format!("{path} {}", mark(body)))
            .body(body.to_string())
            .unwrap();
        let mut reply = self.agent.run(request).ok()?;
        let answer = reply.body_mut().read_to_string().ok()?;
        Some((reply.status(), serde_json::from_str(&answer).unwrap()))
    }

    /// Sends a request that must succeed; nothing when the server is gone.
    fn must(&self, method: &str, path: &str, body: &Value) -> Option<Value> {
        let (status, answer) = self.send(method, path, body)?;
        assert!(status.is_success(), "{path} {status} {answer}");
        Some(answer)
    }
}

/// What makes a request different from the others.
fn mark(body: &Value) -> String {
    let text = body.get("subject").or_else(|| body.get("body")).and_then(Value::as_str);
    text.unwrap_or("setup").to_owned()
}

/// Opens cases and comments on them until the server is gone; says of each what was confirmed.
fn write(desk: &Desk, writer: usize, confirmed: &mpsc::Sender<String>) {
    for round in 0.. {
        let subject = format!("mark-{writer}-{round}");
        let case = json!({
            "customer_number": "A1", "category": "alert", "subject": subject, "body": "本文",
            "author": "desk",
        });
        let Some(answer) = desk.must("POST", "cases", &case) else { return };
        confirmed.send(subject.clone()).unwrap();
        let path = format!("cases/{}/comments", answer["number"].as_str().unwrap());
        let body = format!("{subject}-comment");
        let comment = json!({ "body": body, "author": "desk" });
        let Some(_) = desk.must("POST", &path, &comment) else { return };
        confirmed.send(body).unwrap();
    }
}

#[tokio::test]
async fn killed_in_the_middle_of_writing_it_has_everything_it_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path());
    let desk = Arc::new(Desk::new(folder.path(), &server));
    desk.must("PUT", "companies/a", &json!({ "name": "甲" })).unwrap();
    let number = json!({ "company": "a", "services": [] });
    desk.must("PUT", "customer-numbers/A1", &number).unwrap();

    let (sender, confirmed) = mpsc::channel();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (desk, sender) = (Arc::clone(&desk), sender.clone());
            thread::spawn(move || write(&desk, writer, &sender))
        })
        .collect();
    drop(sender);
    let mut kept: Vec<String> = confirmed.iter().take(ENOUGH).collect();
    // On Unix this is SIGKILL: no goodbye, in the middle of whatever it was doing.
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    kept.extend(confirmed);
    for writer in writers {
        writer.join().unwrap();
    }

    // It opens again by itself, whole, with everything in it.
    drop(Server::start(folder.path()));
    let store = madoguchi_server::store::Store::open(folder.path()).await.unwrap();
    let whole: String =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_one(store.read()).await.unwrap();
    assert_eq!(whole, "ok");
    for mark in &kept {
        let (table, column) = if mark.ends_with("comment") {
            ("case_activity", "body_text")
        } else {
            ("cases", "subject")
        };
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%' || ? || '%'");
        let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(mark)
            .fetch_one(store.read())
            .await
            .unwrap();
        assert!(found >= 1, "{mark} was confirmed and is gone");
    }
}
