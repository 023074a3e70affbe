//! Mails on their usual way: what arrives, in what order, and what is kept of them.

use jiff::SignedDuration;
use madoguchi_contract::Language;
use madoguchi_server::{
    app::AppState,
    clock::Clock,
    config::Config,
    housekeeping,
    mail::{Template, queue},
    testing::TestApp,
};
use serde_json::json;

use super::{app_with, deliver, enqueue, enqueue_to, reader, server::MailServer, welcome};

#[tokio::test]
async fn a_mail_arrives_with_text_and_html_in_the_readers_language() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    let page = "/password-reset/new#token";
    let until = app.state.clock.now_millis() + 1_800_000;
    let reset = json!({ "user_id": "hanako@sample.example.mg", "page": page, "first": false, "until": until });
    let code = json!({ "code": "012345", "minutes": 5 });
    enqueue(&app, Template::Welcome, &reader("ja@sample.example", Language::Ja), welcome()).await;
    enqueue(&app, Template::ResetLink, &reader("en@sample.example", Language::En), reset).await;
    enqueue(&app, Template::Code, &reader("ja@sample.example", Language::Ja), code).await;
    deliver(&app).await;

    let arrived = server.arrived();
    let [welcome, reset, code] = arrived.as_slice() else { panic!("{}", arrived.len()) };
    assert_eq!(welcome.header("From"), "ミナト サービスデスク <portal@minato.example>");
    assert_eq!(reset.header("From"), "\"Minato Service Desk\" <portal@minato.example>");
    assert_eq!(welcome.header("To"), "ja@sample.example");
    let subject = "ミナト サービスデスク: ポータルのアカウントを開設しました";
    assert_eq!(welcome.header("Subject"), subject);
    assert_eq!(reset.header("Subject"), "Reset your password");
    assert_eq!(code.header("Subject"), "ログインの検証コード");
    assert_eq!(welcome.header("Date"), "Fri, 20 Nov 2026 01:41:00 +0000");
    assert_eq!(welcome.header("Auto-Submitted"), "auto-generated");
    for mail in &arrived {
        assert_eq!(mail.kinds(), ["text/plain", "text/html"]);
        assert!(mail.is_plain());
        assert!(mail.header("Message-ID").ends_with("@minato.example>"));
    }
    let text = welcome.part("text/plain").replace("\r\n", "\n");
    assert!(text.starts_with("見本 花子 様\n\n"), "{text}");
    assert!(text.contains("ユーザーID: hanako@sample.example.mg\n"), "{text}");
    assert!(welcome.part("text/html").contains("<html lang=\"ja\">"));
    let text = reset.part("text/plain");
    assert!(text.contains("http://localhost:8080/password-reset/new#token"), "{text}");
    assert!(text.contains("Valid until: Friday, 20 November 2026, 11:11 (Japan time)"), "{text}");
    assert!(reset.part("text/html").contains("<html lang=\"en\">"));
    assert!(code.part("text/plain").contains("\n012345\r\n"));
}

#[tokio::test]
async fn many_mails_go_over_one_connection_in_their_order() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    let addresses: Vec<String> = (0..25).map(|n| format!("reader{n:02}@sample.example")).collect();
    for address in &addresses {
        enqueue_to(&app, address).await;
    }
    deliver(&app).await;
    assert_eq!(server.recipients(), addresses);
    assert_eq!(server.connections(), 1);
    deliver(&app).await;
    assert_eq!((server.arrived().len(), server.connections()), (25, 1), "nothing is due any more");
}

#[tokio::test]
async fn two_postmen_do_not_send_a_mail_twice() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    for n in 0..20 {
        enqueue_to(&app, &format!("reader{n:02}@sample.example")).await;
    }
    // A second program on the same data, which nobody should run.
    let config = Config::clone(&app.state.config);
    let clock = Clock::clone(&app.state.clock);
    let second = AppState::open(&app.state.data, config, clock).await.unwrap();
    let other = madoguchi_server::mail::postman::run_due(&second);
    let (_, _, other) = tokio::join!(deliver(&app), deliver(&app), other);
    other.unwrap();
    let mut recipients = server.recipients();
    recipients.sort();
    recipients.dedup();
    assert_eq!((recipients.len(), server.arrived().len()), (20, 20));
}

#[tokio::test]
async fn of_a_sent_mail_nothing_is_kept_but_that_it_was_sent() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    enqueue_to(&app, "hanako@sample.example").await;
    deliver(&app).await;
    let rows = async || -> Vec<(String, Option<i64>, Option<i64>)> {
        let sql = "SELECT facts, next_at, sent_at FROM mails";
        sqlx::query_as(sql).fetch_all(app.state.store.read()).await.unwrap()
    };
    let now = app.state.clock.now_millis();
    assert_eq!(rows().await, [("{}".to_owned(), None, Some(now))]);
    app.advance(SignedDuration::from_hours(30 * 24 - 1));
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(rows().await.len(), 1);
    app.advance(SignedDuration::from_hours(1));
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(rows().await, []);
}

#[tokio::test]
async fn without_a_mail_server_each_mail_is_one_file_even_when_it_is_repeated() {
    let app = TestApp::start().await;
    enqueue_to(&app, "hanako@sample.example").await;
    deliver(&app).await;
    let outbox = app.state.data.join("outbox");
    let files = || -> Vec<_> {
        std::fs::read_dir(&outbox).unwrap().map(|file| file.unwrap().file_name()).collect()
    };
    let first = files();
    assert_eq!(first.len(), 1);
    // As if the program had been killed between writing the file and marking the mail.
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query("UPDATE mails SET next_at = 0, facts = ?")
        .bind(welcome().to_string().replace('{', "{\"name\":\"花子\","))
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    deliver(&app).await;
    assert_eq!(files(), first);
}

#[tokio::test]
async fn a_code_does_not_wait_behind_an_announcement_to_thousands() {
    let server = MailServer::start();
    let app = app_with(&server).await;
    for n in 0..3 {
        enqueue_to(&app, &format!("reader{n}@sample.example")).await;
    }
    app.advance(SignedDuration::from_secs(60));
    let now = app.state.clock.now_millis();
    let mut tx = app.state.store.write().await.unwrap();
    let to = reader("hanako@sample.example", Language::Ja);
    let facts = json!({ "code": "012345", "minutes": 5 });
    queue::enqueue(&mut tx, Template::Code, &to, facts, now, Some(now + 300_000)).await.unwrap();
    tx.commit().await.unwrap();
    deliver(&app).await;
    assert_eq!(server.recipients()[0], "hanako@sample.example");
    assert_eq!(server.arrived().len(), 4);
}
