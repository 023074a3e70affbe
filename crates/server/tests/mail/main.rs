//! Outgoing mail: what people get, when, and what happens when the mail server does not play along.
//! Mails go to a real mail server (`tests/mail/server.mjs`), or are read in the queue.

mod announcements;
mod cases;
mod delivery;
#[expect(dead_code, reason = "tests of the program use more of it")]
#[path = "../program/running.rs"]
mod running;
mod server;
mod stopping;
mod trouble;

use madoguchi_contract::Language;
use madoguchi_server::{
    config::{Config, Security},
    mail::{
        Template,
        queue::{self, Recipient},
    },
    testing::TestApp,
};
use serde_json::{Value, json};

use server::MailServer;

/// The application with a mail server.
async fn app_with(server: &MailServer) -> TestApp {
    let mut config = Config::default();
    "127.0.0.1".clone_into(&mut config.mail.smtp.host);
    config.mail.smtp.port = server.port;
    config.mail.smtp.security = Security::None;
    TestApp::start_with(config).await
}

fn reader(mail: &str, language: Language) -> Recipient {
    Recipient {
        mail: mail.to_owned(),
        name: "見本 花子".to_owned(),
        language,
        time_zone: "Asia/Tokyo".to_owned(),
    }
}

fn welcome() -> Value {
    json!({ "user_id": "hanako@sample.example.mg", "page": "/password-reset" })
}

/// Puts a mail into the queue as whoever has something to tell does.
async fn enqueue(app: &TestApp, template: Template, to: &Recipient, facts: Value) {
    let mut tx = app.state.store.write().await.unwrap();
    let now = app.state.clock.now_millis();
    queue::enqueue(&mut tx, template, to, facts, now, None).await.unwrap();
    tx.commit().await.unwrap();
}

/// The same with a welcome mail.
async fn enqueue_to(app: &TestApp, mail: &str) {
    enqueue(app, Template::Welcome, &reader(mail, Language::Ja), welcome()).await;
}

/// Sends what is due now.
async fn deliver(app: &TestApp) {
    madoguchi_server::mail::postman::run_due(&app.state).await.unwrap();
}
