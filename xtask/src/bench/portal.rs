//! A server for measuring: in a folder that goes away, with the sample world.
//! Asked over one connection that stays open, so that it is the server that is measured and not the line.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::process;
use crate::server::{self, Profile};

/// How long the sample world may take to be made.
const PATIENCE: Duration = Duration::from_secs(300);

/// The password of every sample account.
pub const PASSWORD: &str = "Madoguchi-2026!";

/// A running server.
pub struct Portal {
    program: PathBuf,
    server: Child,
    port: u16,
    address: String,
    agent: ureq::Agent,
    cookie: String,
    folder: tempfile::TempDir,
}

/// An answer and how long it took.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// From the first byte sent to the last byte read.
    pub took: Duration,
    /// What it says; null when that is no JSON.
    pub body: Value,
    /// The cookies it sets, each as `name=value`.
    pub cookies: Vec<String>,
}

impl Portal {
    /// Builds the server and starts it with the sample world, with so many cases where that is said.
    /// Settings are lines of `portal.toml`.
    ///
    /// # Errors
    /// When one of that fails.
    pub fn start(cases: Option<u32>, settings: &str) -> Result<Self> {
        println!("Building the server (usually four minutes the first time, seconds afterwards).");
        let program = server::build(Profile::Release)?;
        let folder = tempfile::tempdir()?;
        let port = server::free_port()?;
        std::fs::write(folder.path().join("portal.toml"), settings)?;
        let mut command = command(&program, folder.path(), port);
        command.arg("--sample");
        if let Some(cases) = cases {
            println!("Making {cases} cases (under a minute).");
            command.args(["--cases", &cases.to_string()]);
        }
        let server = command.spawn().context("the server cannot be started")?;
        let address = format!("http://localhost:{port}");
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let cookie = String::new();
        let mut portal = Self { program, server, port, address, agent, cookie, folder };
        portal.wait()?;
        Ok(portal)
    }

    /// Starts it again on the same data with other settings.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self, settings: &str) -> Result<()> {
        process::stop(&mut self.server);
        std::fs::write(self.folder.path().join("portal.toml"), settings)?;
        self.server = command(&self.program, self.folder.path(), self.port)
            .spawn()
            .context("the server cannot be started")?;
        self.wait()
    }

    /// Makes one request as the person who is signed in and says how long the answer took.
    ///
    /// # Errors
    /// When it is not answered with success.
    pub fn get(&self, path: &str) -> Result<Duration> {
        let request =
            self.agent.get(format!("{}{path}", self.address)).header("Cookie", &self.cookie);
        let answer = read(|| request.call())?;
        if !(200..300).contains(&answer.status) {
            bail!("{path} was answered with {}: {}", answer.status, answer.body);
        }
        Ok(answer.took)
    }

    /// Sends something as the portal's own pages do, with a cookie or none (`""`).
    ///
    /// # Errors
    /// When there is no answer.
    pub fn post(&self, path: &str, body: &Value, cookie: &str) -> Result<Answer> {
        let mut request = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("Origin", &self.address)
            .header("Sec-Fetch-Site", "same-origin");
        if !cookie.is_empty() {
            request = request.header("Cookie", cookie);
        }
        read(|| request.send_json(body))
    }

    /// Writes something as the desk, with a token.
    ///
    /// # Errors
    /// When it is not answered with success.
    pub fn put_as_desk(&self, path: &str, body: &Value, token: &str) -> Result<()> {
        let request = self
            .agent
            .put(format!("{}/api/desk/v1{path}", self.address))
            .header("Authorization", format!("Bearer {token}"));
        let answer = read(|| request.send_json(body))?;
        if !(200..300).contains(&answer.status) {
            bail!("{path} was answered with {}: {}", answer.status, answer.body);
        }
        Ok(())
    }

    /// The command line of the server's program, on the same data.
    pub fn tool(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(self.folder.path().join("data")).stdout(Stdio::null());
        command
    }

    /// Makes a token for a scope of the desk's API.
    ///
    /// # Errors
    /// When none is made.
    pub fn token(&self, scope: &str) -> Result<String> {
        let arguments = ["token", "create", "--name", "bench", "--scope", scope];
        let said = process::output(self.tool().args(arguments).stdout(Stdio::piped()))?;
        said.split_whitespace().last().map(str::to_owned).context("no token was made")
    }

    /// Feeds articles, one JSON object a line.
    ///
    /// # Errors
    /// When they are not taken.
    pub fn feed(&self, articles: &Path) -> Result<()> {
        let mut command = Command::new(&self.program);
        command.args(["feed", "--url", &self.address, "--articles"]).arg(articles);
        process::run(command.env("MADOGUCHI_TOKEN", self.token("articles")?))
    }

    /// Signs an administrator in for [`Portal::get`].
    ///
    /// # Errors
    /// When it is refused.
    pub fn sign_in(&mut self) -> Result<()> {
        let who = json!({ "user_id": "admin@sample.example.mg", "password": PASSWORD });
        let answer = self.post("/api/v1/session", &who, "")?;
        if answer.status != 201 {
            bail!("Signing in was answered with {}.", answer.status);
        }
        self.cookie = answer.cookies.into_iter().next().context("no session was given")?;
        Ok(())
    }

    fn wait(&mut self) -> Result<()> {
        let began = Instant::now();
        while !server::answers(self.port) {
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
}

impl Drop for Portal {
    fn drop(&mut self) {
        process::stop(&mut self.server);
    }
}

fn command(program: &Path, folder: &Path, port: u16) -> Command {
    let mut command = Command::new(program);
    command
        .arg("--config")
        .arg(folder.join("portal.toml"))
        .args(["--port", &port.to_string(), "--data"])
        .arg(folder.join("data"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Sends a request and takes the time until all of the answer is there.
fn read(
    send: impl FnOnce() -> Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Answer> {
    let began = Instant::now();
    let mut answer = send()?;
    let body = answer.body_mut().read_to_vec()?;
    let took = began.elapsed();
    let set = answer.headers().get_all("set-cookie").iter();
    let pairs = set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    Ok(Answer {
        status: answer.status().as_u16(),
        took,
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
        cookies: pairs.map(str::to_owned).collect(),
    })
}
