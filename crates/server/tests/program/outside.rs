//! The program from outside: what it says when it cannot start, and how it ends.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::running::{Server, output, program};

/// The one sentence on the standard error output of a program that failed.
fn sentence(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

#[test]
fn help_explains_every_option() {
    let help = String::from_utf8(output(&["--help"]).stdout).unwrap();
    for option in
        ["--config", "--data", "--dist", "--address", "--port", "--sample", "--cases", "--log"]
    {
        assert!(help.contains(option), "{option}\n{help}");
    }
    for command in ["serve", "feed", "token", "user", "mail", "openapi"] {
        assert!(help.contains(command), "{command}\n{help}");
        assert!(output(&[command, "--help"]).status.success());
    }
}

#[test]
fn a_port_in_use_is_said_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let output = program(&["--port", &port, "--data"]).arg(folder.path()).output().unwrap();
    let sentence = sentence(&output);
    assert!(sentence.contains(&format!("port {port} is in use")), "{sentence}");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said_in_one_sentence() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let output = program(&["--port", "0", "--data"]).arg(file.path().join("data")).output();
    let sentence = sentence(&output.unwrap());
    assert!(sentence.contains("cannot be written to") && sentence.contains("--data"), "{sentence}");
}

#[test]
fn a_setting_that_makes_no_sense_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("portal.toml");
    for (text, named) in [
        ("[session]\nidle_minutes = -5", "session.idle_minutes"),
        ("[brand]\ncolor = \"#fff\"", "color"),
        ("[[[", "portal.toml: line 1 is not TOML"),
    ] {
        std::fs::write(&config, text).unwrap();
        let output = program(&["--port", "0", "--config"]).arg(&config).output().unwrap();
        let sentence = sentence(&output);
        assert!(sentence.contains(named), "{sentence}");
    }
    let missing = sentence(&output(&["--config", "/nowhere/portal.toml"]));
    assert!(missing.contains("/nowhere/portal.toml"), "{missing}");
}

#[test]
fn an_app_that_was_not_built_is_said_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let output = program(&["--port", "0", "--data"])
        .arg(folder.path())
        .arg("--dist")
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(sentence(&output).contains("no built app"));
}

#[test]
fn tokens_are_made_listed_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let run =
        |arguments: &[&str]| program(arguments).arg("--data").arg(folder.path()).output().unwrap();
    let made = run(&["token", "create", "--name", "night shift", "--scope", "cases,articles"]);
    let token = String::from_utf8(made.stdout).unwrap();
    assert!(token.starts_with("mgd_"), "{token}");
    let list = || String::from_utf8(run(&["token", "list"]).stdout).unwrap();
    assert!(list().contains("night shift\tcases,articles") && list().trim_end().ends_with("good"));
    assert!(!list().contains(token.trim()), "shown only once");
    assert!(run(&["token", "revoke", "1"]).status.success());
    assert!(list().contains("revoked"));
    let unknown = run(&["token", "create", "--name", "x", "--scope", "everything"]);
    assert!(sentence(&unknown).contains("no scope everything"));
    assert!(sentence(&run(&["token", "revoke", "7"])).contains("id 7"));
}

#[test]
fn the_data_folder_may_be_named_before_or_after_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    assert!(output(&["--data", data, "token", "list"]).status.success());
    assert!(output(&["token", "list", "--data", data]).status.success());
    let misplaced = output(&["--port", "80", "token", "list"]);
    assert_eq!(misplaced.status.code(), Some(2));
    let sentence = String::from_utf8(misplaced.stderr).unwrap();
    assert!(sentence.contains("--port belongs after `serve`"), "{sentence}");
}

#[test]
fn the_log_tells_what_happened_and_nothing_personal() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let stderr = std::fs::File::create(&log).unwrap();
    let server = Server::start_logging(folder.path(), &["--sample"], stderr.into());
    let post = |password: &str| {
        let body =
            serde_json::json!({ "user_id": "admin@sample.example.mg", "password": password });
        ureq::post(format!("{}/api/v1/session", server.url))
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", "203.0.113.9")
            .send_json(body)
    };
    assert!(post("Wrong-2026-guess!").is_err());
    let signed_in = post("Madoguchi-2026!").unwrap();
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    ureq::get(format!("{}/api/v1/knowledge/articles?q=needle", server.url))
        .header("cookie", cookie)
        .call()
        .unwrap();
    drop(server);
    let log = std::fs::read_to_string(&log).unwrap();
    for told in ["\"status\":401", "\"status\":201", "/api/v1/knowledge/articles", "\"user\":"] {
        assert!(log.contains(told), "{told}\n{log}");
    }
    let secret = cookie.split_once('=').unwrap().1;
    for kept in [
        "admin@sample",
        "サンプル",
        "佐藤",
        "Wrong-2026",
        "Madoguchi-2026",
        "needle",
        "203.0.113.9",
        secret,
    ] {
        assert!(!log.contains(kept), "{kept}\n{log}");
    }
}

#[cfg(unix)]
#[test]
fn asked_to_stop_it_finishes_what_it_is_working_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path());
    let address = server.url.strip_prefix("http://").unwrap().to_owned();
    // A request whose body is still on its way when the server is asked to stop.
    let body = r#"{"user_id": "a", "password": "b"}"#;
    let mut client = TcpStream::connect(&address).unwrap();
    write!(
        client,
        "POST /api/v1/session HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    )
    .unwrap();
    // The server asks for the body, so it is working on the request.
    let mut asked = [0; 25];
    client.read_exact(&mut asked).unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100"));
    let id = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    client.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(server.child.wait().unwrap().success());
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

#[test]
fn clients_that_never_finish_are_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("portal.toml");
    std::fs::write(&config, "[limits]\nhead_seconds = 1\nrequest_seconds = 1\n").unwrap();
    let server = Server::start_with(folder.path(), &["--config", config.to_str().unwrap()]);
    let address = server.url.strip_prefix("http://").unwrap();
    for (sent, expected) in [
        ("GET /api/v1/session HTTP/1.1\r\nHost: x\r\nX-Slow: ", ""),
        (
            "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
            "HTTP/1.1 408",
        ),
    ] {
        let mut client = TcpStream::connect(address).unwrap();
        client.write_all(sent.as_bytes()).unwrap();
        client.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let began = Instant::now();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with(expected), "{answer}");
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    }
}

#[test]
fn the_operator_gives_a_person_the_first_password() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_with(folder.path(), &["--sample"]);
    let set = |user_id: &str, password: &str| {
        let mut child = program(&["user", "set-password", user_id, "--data"])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        child.wait_with_output().unwrap()
    };
    let new = "new@sample.example.mg";
    let weak = sentence(&set(new, "password"));
    assert!(weak.contains("too_short") && weak.contains("no_digit"), "{weak}");
    let good = "Kokoro-wa-7-tabi";
    assert!(sentence(&set("nobody@sample.example.mg", good)).contains("no user nobody@"));
    let signs_in = || {
        let reply = ureq::post(format!("{}/api/v1/session", server.url))
            .header("sec-fetch-site", "same-origin")
            .send_json(serde_json::json!({ "user_id": new, "password": good }));
        reply.is_ok()
    };
    assert!(!signs_in());
    assert!(set(new, good).status.success());
    assert!(signs_in());
}

#[test]
fn the_operator_tries_whether_mails_leave() {
    let folder = tempfile::tempdir().unwrap();
    let run = |to: &str| {
        let command = ["mail", "test", "--to", to, "--data"];
        program(&command).arg(folder.path()).output().unwrap()
    };
    let written = String::from_utf8(run("you@example.com").stdout).unwrap();
    let file = written.trim().strip_prefix("written to ").unwrap();
    assert!(std::fs::read_to_string(file).unwrap().contains("To: you@example.com"));
    assert!(sentence(&run("nowhere")).contains("mail cannot be written"));
}
