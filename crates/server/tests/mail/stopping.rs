//! The program is stopped or killed while mails are on their way: none is lost, none is sent twice.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use madoguchi_contract::Language;
use madoguchi_server::{
    clock::Clock,
    mail::{Template, postman, queue},
    store::Store,
    testing::TestApp,
};
use tokio::sync::watch;

use super::{
    enqueue_to, reader,
    running::{Server, program},
    server::MailServer,
    welcome,
};

/// Waits until something is so.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::yield_now();
    }
}

/// Puts mails into the queue of a data folder that no program has open.
async fn fill(data: &Path, addresses: impl Iterator<Item = String>) -> usize {
    let store = Store::open(data).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let mut mails = 0;
    for address in addresses {
        let to = reader(&address, Language::Ja);
        let now = Clock::System.now_millis();
        queue::enqueue(&mut tx, Template::Welcome, &to, welcome(), now, None).await.unwrap();
        mails += 1;
    }
    tx.commit().await.unwrap();
    store.close().await;
    mails
}

/// A file with settings for the mail server, in the data folder.
fn settings(folder: &Path, mails: &MailServer) -> PathBuf {
    let config = folder.join("portal.toml");
    let host = "[mail.smtp]\nhost = \"127.0.0.1\"\nsecurity = \"none\"\n";
    fs::write(&config, format!("{host}port = {}\n", mails.port)).unwrap();
    config
}

fn outbox(data: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(data.join("outbox")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
    files
}

#[tokio::test]
async fn killed_again_and_again_it_neither_loses_nor_doubles_a_mail() {
    let folder = tempfile::tempdir().unwrap();
    let addresses = (0..300).map(|n| format!("reader{n:03}@sample.example"));
    let mails = fill(folder.path(), addresses).await;
    let clock = folder.path().join("clock");
    for (round, enough) in [40, 120, 200].into_iter().enumerate() {
        // What was being sent at the last kill is due again.
        fs::write(&clock, (round * 660).to_string()).unwrap();
        let offset = ["--clock-offset", clock.to_str().unwrap()];
        let mut server = Server::start_with(folder.path(), &offset);
        until("mails are sent", || outbox(folder.path()).len() >= enough);
        // On Unix this is SIGKILL: in the middle of whatever it was doing.
        server.child.kill().unwrap();
        server.child.wait().unwrap();
    }
    fs::write(&clock, "2640").unwrap();
    let offset = ["--clock-offset", clock.to_str().unwrap()];
    let server = Server::start_with(folder.path(), &offset);
    until("all mails are sent", || outbox(folder.path()).len() >= mails);
    drop(server);
    let files = outbox(folder.path());
    let recipients: BTreeSet<String> = files
        .iter()
        .map(|file| {
            let text = fs::read_to_string(file).unwrap();
            text.lines().find(|line| line.starts_with("To: ")).unwrap().to_owned()
        })
        .collect();
    assert_eq!((files.len(), recipients.len()), (mails, mails));
}

#[cfg(unix)]
#[tokio::test]
async fn asked_to_stop_it_finishes_the_mail_it_is_sending() {
    let mails = MailServer::start();
    let folder = tempfile::tempdir().unwrap();
    let config = settings(folder.path(), &mails);
    let addresses = ["slow@sample.example", "next@sample.example"].map(str::to_owned);
    fill(folder.path(), addresses.into_iter()).await;
    let log = fs::File::create(folder.path().join("log")).unwrap();
    let arguments = ["--config", config.to_str().unwrap()];
    let mut server = Server::start_logging(folder.path(), &arguments, Stdio::from(log));
    until("the first mail arrives", || mails.arrived().len() == 1);
    // The mail server has it, but has not said so.
    let id = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let told = || fs::read_to_string(folder.path().join("log")).unwrap();
    until("it is stopping", || told().contains("stopping"));
    mails.go_on();
    assert!(server.child.wait().unwrap().success());
    assert_eq!(mails.recipients(), ["slow@sample.example"]);
    for personal in ["@sample.example", "花子", "password-reset"] {
        assert!(!told().contains(personal), "{}", told());
    }

    let server = Server::start_with(folder.path(), &arguments);
    until("the second mail arrives", || mails.arrived().len() >= 2);
    drop(server);
    assert_eq!(mails.recipients(), ["slow@sample.example", "next@sample.example"]);
}

#[tokio::test]
async fn the_operator_sees_which_mails_did_not_leave_but_not_whose_they_are() {
    let mails = MailServer::start();
    let folder = tempfile::tempdir().unwrap();
    let config = settings(folder.path(), &mails);
    let addresses = ["refused@sample.example", "hanako@sample.example"].map(str::to_owned);
    fill(folder.path(), addresses.into_iter()).await;
    let server = Server::start_with(folder.path(), &["--config", config.to_str().unwrap()]);
    until("the good mail arrives", || mails.arrived().len() == 1);
    drop(server);
    let listed = program(&["mail", "queue", "--data"]).arg(folder.path()).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let fields: Vec<&str> = listed.trim_end().split('\t').collect();
    assert_eq!(fields.len(), 5, "one mail: {listed}");
    assert_eq!((fields[0], fields[1], fields[3]), ("1", "welcome", "over"));
    assert_eq!(fields[4], "the mail server answered 550");
}

#[tokio::test]
async fn asked_to_stop_while_it_was_busy_it_begins_nothing_new() {
    let app = TestApp::start().await;
    enqueue_to(&app, "hanako@sample.example").await;
    // Looking for mails and stopping are both due, as after a mail that took long. Many times,
    // because which comes first must not be chance.
    for _ in 0..50 {
        let (end, ending) = watch::channel(false);
        end.send_replace(true);
        postman::run(app.state.clone(), ending).await;
    }
    assert_eq!(app.mails().await.len(), 1);
}
