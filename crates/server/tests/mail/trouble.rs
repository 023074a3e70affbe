//! Mail servers that are down, refuse, or want to be asked again, and mails that nobody needs any more.

use jiff::SignedDuration;
use madoguchi_contract::Language;
use madoguchi_server::{
    config::Config,
    mail::{
        Template,
        postman::{self, Failed},
        queue,
    },
    testing::TestApp,
};
use serde_json::json;

use super::{app_with, deliver, enqueue, enqueue_to, reader, server::MailServer};

async fn failed(app: &TestApp) -> Vec<Failed> {
    postman::failed(app.state.store.read()).await.unwrap()
}

/// Looks into the queue every second, as the program does.
async fn seconds_pass(app: &TestApp, seconds: i64) {
    for _ in 0..seconds {
        app.advance(SignedDuration::from_secs(1));
        deliver(app).await;
    }
}

#[tokio::test]
async fn a_server_that_is_down_gets_the_mails_once_it_is_back() {
    let mut server = MailServer::start();
    let app = app_with(&server).await;
    server.stop();
    for n in 0..3 {
        enqueue_to(&app, &format!("reader{n}@sample.example")).await;
    }
    deliver(&app).await;
    let failure = failed(&app).await;
    assert_eq!(failure.len(), 1, "one attempt stands for all: {failure:?}");
    assert!(failure[0].waits && failure[0].reason.contains("onnection"), "{failure:?}");

    server.start_again();
    seconds_pass(&app, 29).await;
    assert_eq!(server.connections(), 0);
    seconds_pass(&app, 1).await;
    let expected: Vec<String> = (0..3).map(|n| format!("reader{n}@sample.example")).collect();
    assert_eq!(server.recipients(), expected);
    assert_eq!(server.connections(), 1);
    assert_eq!(failed(&app).await, []);
}

#[tokio::test]
async fn a_server_that_stays_down_is_asked_less_and_less_but_every_five_minutes() {
    let mut server = MailServer::start();
    let app = app_with(&server).await;
    server.stop();
    enqueue_to(&app, "hanako@sample.example").await;
    deliver(&app).await;
    // Half a minute, one, two, four, and then five.
    for pause in [30, 60, 120, 240, 300, 300] {
        app.advance(SignedDuration::from_secs(pause));
        deliver(&app).await;
    }
    server.start_again();
    seconds_pass(&app, 299).await;
    assert_eq!(server.arrived().len(), 0);
    seconds_pass(&app, 1).await;
    assert_eq!(server.arrived().len(), 1);
    enqueue_to(&app, "taro@sample.example").await;
    deliver(&app).await;
    assert_eq!(server.arrived().len(), 2, "the pause is over");
}

#[tokio::test]
async fn a_recipient_that_is_refused_ends_that_mail_and_no_other() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    for address in ["refused@sample.example", "hanako@sample.example", "refuse2@sample.example"] {
        enqueue_to(&app, address).await;
    }
    deliver(&app).await;
    assert_eq!(server.recipients(), ["hanako@sample.example"]);
    assert_eq!(server.connections(), 1);
    let over = failed(&app).await;
    let told: Vec<(bool, &str)> = over.iter().map(|f| (f.waits, f.reason.as_str())).collect();
    assert_eq!(told, [(false, "the mail server answered 550"); 2]);
    let facts: Vec<String> = sqlx::query_scalar("SELECT facts FROM mails")
        .fetch_all(app.state.store.read())
        .await
        .unwrap();
    assert_eq!(facts, ["{}"; 3]);
    app.advance(SignedDuration::from_hours(24));
    deliver(&app).await;
    assert_eq!(server.connections(), 1, "it is not tried again");
}

#[tokio::test]
async fn a_recipient_that_is_put_off_gets_the_mail_half_a_minute_later() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    enqueue_to(&app, "later@sample.example").await;
    enqueue_to(&app, "hanako@sample.example").await;
    deliver(&app).await;
    assert_eq!(server.recipients(), ["hanako@sample.example"]);
    let waiting = failed(&app).await;
    assert_eq!((waiting.len(), waiting[0].waits), (1, true));
    assert_eq!(waiting[0].reason, "the mail server answered 451");
    app.advance(SignedDuration::from_secs(29));
    deliver(&app).await;
    assert_eq!(server.connections(), 1);
    app.advance(SignedDuration::from_secs(1));
    deliver(&app).await;
    assert_eq!(server.recipients(), ["hanako@sample.example", "later@sample.example"]);
    assert_eq!(failed(&app).await, []);
}

#[tokio::test]
async fn a_repeated_mail_can_be_told_by_its_message_id() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    enqueue_to(&app, "hanako@sample.example").await;
    // The one exception: the program was killed after the server took the mail, before it was marked.
    let copy = "SELECT message_id, facts FROM mails";
    let (id, facts): (String, String) =
        sqlx::query_as(copy).fetch_one(app.state.store.read()).await.unwrap();
    deliver(&app).await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE mails SET next_at = 0, facts = ?")
        .bind(facts)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    deliver(&app).await;
    let ids: Vec<String> = server.arrived().iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids, [format!("<{id}@minato.example>"), format!("<{id}@minato.example>")]);
}

#[tokio::test]
async fn a_code_that_has_expired_is_not_sent_any_more() {
    let mut server = MailServer::start();
    let app = app_with(&server).await;
    server.stop();
    let now = app.state.clock.now_millis();
    let mut tx = app.state.store.write().await.unwrap();
    let to = reader("hanako@sample.example", Language::Ja);
    let facts = json!({ "code": "012345", "minutes": 5 });
    queue::enqueue(&mut tx, Template::Code, &to, facts, now, Some(now + 300_000)).await.unwrap();
    tx.commit().await.unwrap();
    deliver(&app).await;
    server.start_again();
    app.advance(SignedDuration::from_mins(5));
    deliver(&app).await;
    assert_eq!(server.connections(), 0);
    let over = failed(&app).await;
    assert!(!over[0].waits && over[0].reason.starts_with("expired"), "{over:?}");
}

#[tokio::test]
async fn a_mail_that_could_not_be_sent_for_three_days_is_given_up() {
    let mut server = MailServer::start();
    let app = app_with(&server).await;
    server.stop();
    enqueue_to(&app, "hanako@sample.example").await;
    for hours in [0, 24, 24, 23] {
        app.advance(SignedDuration::from_hours(hours));
        deliver(&app).await;
    }
    assert!(failed(&app).await[0].waits);
    app.advance(SignedDuration::from_hours(1));
    deliver(&app).await;
    let over = failed(&app).await;
    assert!(!over[0].waits && over[0].reason.starts_with("given up"), "{over:?}");
    server.start_again();
    app.advance(SignedDuration::from_hours(1));
    deliver(&app).await;
    assert_eq!(server.arrived().len(), 0);
}

#[tokio::test]
async fn a_mail_that_cannot_be_written_holds_up_no_other() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    enqueue_to(&app, "no address").await;
    let reader = reader("taro@sample.example", Language::En);
    enqueue(&app, Template::Code, &reader, json!({ "minutes": 5 })).await;
    enqueue_to(&app, "hanako@sample.example").await;
    deliver(&app).await;
    assert_eq!(server.recipients(), ["hanako@sample.example"]);
    let over = failed(&app).await;
    assert_eq!(over.len(), 2);
    for failed in over {
        assert!(!failed.waits && failed.reason.contains("cannot be written"), "{failed:?}");
    }
}

#[tokio::test]
async fn over_tls_only_a_trusted_server_gets_mails_and_only_with_the_right_password() {
    let (server, certificate) = MailServer::guarded();
    let mut config = Config::default();
    let smtp = &mut config.mail.smtp;
    "localhost".clone_into(&mut smtp.host);
    smtp.port = server.port;
    "portal".clone_into(&mut smtp.user);
    let authority = certificate.to_str().unwrap();
    for (authority, password, sent) in
        [("", "right", 0), (authority, "wrong", 0), (authority, "right", 1)]
    {
        authority.clone_into(&mut config.mail.smtp.authority);
        password.clone_into(&mut config.mail.smtp.password);
        let app = TestApp::start_with(config.clone()).await;
        enqueue_to(&app, "hanako@sample.example").await;
        deliver(&app).await;
        assert_eq!(server.arrived().len(), sent, "{authority:?} {password}");
        let waiting = failed(&app).await;
        assert_eq!(waiting.len(), 1 - sent);
        assert!(waiting.iter().all(|mail| mail.waits), "no mail is lost by it: {waiting:?}");
    }
}

#[tokio::test]
async fn a_mail_over_which_the_line_breaks_holds_up_no_other() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    for address in ["break@sample.example", "hanako@sample.example", "taro@sample.example"] {
        enqueue_to(&app, address).await;
    }
    deliver(&app).await;
    assert_eq!(server.recipients(), Vec::<String>::new());
    app.advance(SignedDuration::from_secs(30));
    deliver(&app).await;
    let mut arrived = server.recipients();
    arrived.sort();
    assert_eq!(arrived, ["hanako@sample.example", "taro@sample.example"]);
    let waiting = failed(&app).await;
    assert_eq!((waiting.len(), waiting[0].waits), (1, true));
}
