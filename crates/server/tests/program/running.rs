//! The real program, started for a test on a free port and a data folder of its own.
//! Ended when it is dropped.

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// The program with arguments, not started.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_madoguchi-server"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub fn output(arguments: &[&str]) -> Output {
    program(arguments).output().expect("the program starts")
}

/// A running server.
pub struct Server {
    /// The process.
    pub child: Child,
    /// Such as `http://127.0.0.1:40001`.
    pub url: String,
}

impl Server {
    /// Starts on the data folder and waits until it answers.
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The same with further arguments.
    pub fn start_with(data: &Path, arguments: &[&str]) -> Self {
        Self::start_logging(data, arguments, Stdio::null())
    }

    /// The same with a place for the log.
    pub fn start_logging(data: &Path, arguments: &[&str], log: Stdio) -> Self {
        let port = free_port();
        let child = program(&["--port", &port.to_string(), "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let server = Self { child, url: format!("http://127.0.0.1:{port}") };
        let began = Instant::now();
        while ureq::get(format!("{}/api/v1/support-hours", server.url)).call().is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "the server does not answer");
            std::thread::yield_now();
        }
        server
    }

    /// A token that may do everything.
    pub fn token(data: &Path) -> String {
        let scopes = "companies,services,users,cases,announcements,articles";
        let output = program(&["token", "create", "--name", "test", "--scope", scopes, "--data"])
            .arg(data)
            .output()
            .expect("the program starts");
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ended already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}
