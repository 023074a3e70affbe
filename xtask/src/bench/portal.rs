//! A server for measuring: in a folder that goes away, full of cases, with somebody signed in.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::process;
use crate::server::{self, Profile};

/// How long the sample world may take to be made.
const PATIENCE: Duration = Duration::from_secs(300);

/// A running server and a session on it.
pub struct Portal {
    server: Child,
    address: String,
    agent: ureq::Agent,
    cookie: String,
    data: tempfile::TempDir,
}

impl Portal {
    /// Builds and starts a server with so many cases, feeds the articles and signs in.
    ///
    /// # Errors
    /// When one of that fails.
    pub fn start(cases: u32, articles: Option<&Path>) -> Result<Self> {
        println!("Building the server (usually four minutes the first time, seconds afterwards).");
        let program = server::build(Profile::Release)?;
        let data = tempfile::tempdir()?;
        let port = server::free_port()?;
        let mut command = server::command(&program, port, data.path());
        command
            .args(["--sample", "--cases", &cases.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        println!("Making {cases} cases (under a minute).");
        let server = command.spawn().context("the server cannot be started")?;
        let mut portal = Self {
            server,
            address: format!("http://localhost:{port}"),
            agent: ureq::Agent::config_builder().http_status_as_error(false).build().into(),
            cookie: String::new(),
            data,
        };
        portal.wait(port)?;
        if let Some(articles) = articles {
            portal.feed(&program, articles)?;
        }
        portal.sign_in()?;
        Ok(portal)
    }

    /// Makes one request and says how long the answer took.
    ///
    /// # Errors
    /// When it is not answered with success.
    pub fn get(&self, path: &str) -> Result<Duration> {
        let began = Instant::now();
        let mut answer = self
            .agent
            .get(format!("{}{path}", self.address))
            .header("Cookie", &self.cookie)
            .call()?;
        let body = answer.body_mut().read_to_vec()?;
        let took = began.elapsed();
        if !answer.status().is_success() {
            bail!(
                "{path} was answered with {}: {}",
                answer.status(),
                String::from_utf8_lossy(&body)
            );
        }
        Ok(took)
    }

    fn wait(&mut self, port: u16) -> Result<()> {
        let began = Instant::now();
        while !server::answers(port) {
            if let Some(status) = self.server.try_wait()? {
                bail!("The server ended ({status}).");
            }
            if began.elapsed() > PATIENCE {
                bail!("The server did not answer within {} seconds.", PATIENCE.as_secs());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        println!("The server answers after {:.1} s.", began.elapsed().as_secs_f64());
        Ok(())
    }

    fn feed(&self, program: &Path, articles: &Path) -> Result<()> {
        let data = self.data.path();
        let token = process::output(
            std::process::Command::new(program)
                .arg("--data")
                .arg(data)
                .args(["token", "create", "--name", "bench", "--scope", "articles"]),
        )?;
        let token = token.split_whitespace().last().context("no token was made")?;
        process::run(
            std::process::Command::new(program)
                .args(["feed", "--url", &self.address, "--articles"])
                .arg(articles)
                .env("MADOGUCHI_TOKEN", token),
        )
    }

    fn sign_in(&mut self) -> Result<()> {
        let answer = self
            .agent
            .post(format!("{}/api/v1/session", self.address))
            .header("Origin", &self.address)
            .header("Sec-Fetch-Site", "same-origin")
            .send_json(
                json!({ "user_id": "admin@sample.example.mg", "password": "Madoguchi-2026!" }),
            )?;
        if !answer.status().is_success() {
            bail!("Signing in was answered with {}.", answer.status());
        }
        let cookie = answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok());
        let pair =
            cookie.and_then(|cookie| cookie.split(';').next()).context("no session was given")?;
        self.cookie = pair.to_owned();
        Ok(())
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        process::stop(&mut self.server);
    }
}
