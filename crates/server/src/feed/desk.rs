//! The desk API from the outside: puts articles, waits when asked to, and tells a refused article
//! from a server that cannot be used.

use std::{fmt, io, time::Duration};

use madoguchi_contract::{
    Label,
    desk::{NewBase, Outcome, Written},
    problem::Problem,
};
use serde_json::{Value, json};
use ureq::{Agent, http};

use super::{Target, line::Entry};

/// How often a request is repeated when the server is busy or the connection breaks.
const TRIES: u32 = 5;

/// Why a file could not be fed at all.
#[derive(Debug)]
pub enum Failure {
    /// The file cannot be read.
    File(io::Error),
    /// The server cannot be reached.
    Unreachable(String),
    /// The server does not let us do this.
    NotAllowed(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => write!(out, "the file cannot be read: {error}"),
            Self::Unreachable(why) => write!(out, "the server cannot be reached: {why}"),
            Self::NotAllowed(why) => write!(out, "the server refuses: {why}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

/// A server's desk API and what is sent there.
pub struct Desk {
    agent: Agent,
    url: String,
    token: String,
    base: String,
    author: String,
}

struct Reply {
    status: http::StatusCode,
    /// In seconds.
    retry_after: Option<u64>,
    body: String,
}

impl Desk {
    pub fn new(target: &Target) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        Self {
            agent,
            url: target.url.trim_end_matches('/').to_owned(),
            token: target.token.clone(),
            base: target.base.clone(),
            author: target.author.clone(),
        }
    }

    /// Sends an article; `Ok(Err(_))` when it is refused, with the reason. Makes the base when
    /// there is none.
    pub fn put_article(&self, entry: &Entry) -> Result<Result<Outcome, String>, Failure> {
        let mut article = entry.article.clone();
        article.insert("base".to_owned(), json!(self.base));
        article.insert("author".to_owned(), json!(self.author));
        let path = format!("articles/{}", segment(&entry.slug));
        let article = Value::Object(article);
        let mut reply = self.put(&path, &article)?;
        if lacks_base(&reply) {
            self.make_base()?;
            reply = self.put(&path, &article)?;
        }
        Ok(match serde_json::from_str::<Written>(&reply.body) {
            Ok(written) if reply.status.is_success() => Ok(written.outcome),
            _ => Err(reason(&reply)),
        })
    }

    /// Makes the base, called by its identifier until the desk gives it a better name.
    fn make_base(&self) -> Result<(), Failure> {
        let label = |text: &str| Label { ja: text.to_owned(), en: text.to_owned() };
        let base = NewBase {
            name: label(&self.base),
            description: label(""),
            position: 100,
            services: Vec::new(),
        };
        let base = serde_json::to_value(base).unwrap_or_default();
        let reply = self.put(&format!("bases/{}", segment(&self.base)), &base)?;
        if reply.status.is_success() {
            Ok(())
        } else {
            Err(Failure::NotAllowed(format!("the base {}: {}", self.base, reason(&reply))))
        }
    }

    /// Sends until there is an answer other than "later"; gives up after some tries.
    fn put(&self, path: &str, body: &Value) -> Result<Reply, Failure> {
        let address = format!("{}/api/desk/v1/{path}", self.url);
        let mut wait = Duration::from_millis(200);
        for _ in 1..TRIES {
            let asked = match self.put_once(&address, body) {
                Ok(reply) if !matches!(reply.status.as_u16(), 429 | 503) => return Ok(reply),
                Ok(reply) => reply.retry_after.map(Duration::from_secs),
                Err(failure @ Failure::NotAllowed(_)) => return Err(failure),
                Err(_) => None,
            };
            std::thread::sleep(asked.unwrap_or(wait));
            wait *= 2;
        }
        self.put_once(&address, body)
    }

    fn put_once(&self, address: &str, body: &Value) -> Result<Reply, Failure> {
        let mut response = self
            .agent
            .put(address)
            .header("authorization", format!("Bearer {}", self.token))
            .send_json(body)
            .map_err(|error| Failure::Unreachable(format!("{address}: {error}")))?;
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok()?.parse().ok());
        let body = response.body_mut().read_to_string().unwrap_or_default();
        let reply = Reply { status: response.status(), retry_after, body };
        match reply.status.as_u16() {
            401 | 403 => Err(Failure::NotAllowed(reason(&reply))),
            _ => Ok(reply),
        }
    }
}

fn lacks_base(reply: &Reply) -> bool {
    problem(reply).is_some_and(|problem| {
        problem.errors.iter().any(|error| error.field == "base" && error.code == "unknown")
    })
}

fn problem(reply: &Reply) -> Option<Problem> {
    serde_json::from_str(&reply.body).ok()
}

/// Why a request was refused: `title: too_long`, or the problem's code.
fn reason(reply: &Reply) -> String {
    let Some(problem) = problem(reply) else {
        return format!("answered with {}", reply.status);
    };
    if problem.errors.is_empty() {
        let detail = problem.detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
        return format!("{}{detail}", problem.code);
    }
    let fields: Vec<String> = problem
        .errors
        .iter()
        .map(|error| {
            if error.field == "id" {
                format!("slug: {}", error.code)
            } else {
                format!("{}: {}", error.field, error.code)
            }
        })
        .collect();
    fields.join(", ")
}

/// Text as one segment of a path.
fn segment(text: &str) -> String {
    let mut segment = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_~".contains(&byte) {
            segment.push(char::from(byte));
        } else {
            segment.push_str(&format!("%{byte:02X}"));
        }
    }
    segment
}
