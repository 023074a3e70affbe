//! Outgoing mail: text and HTML in one message, by SMTP or into the outbox.
//! Date and file names come from the injected clock.

mod files;
mod moments;
mod paragraphs;
pub mod queue;
pub mod render;
mod template;

pub use template::Template;

use std::{
    fmt, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use jiff::Timestamp;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::authentication::Credentials,
};
use madoguchi_contract::Language;
use tokio::io::AsyncWriteExt;

use crate::{
    config::{self, Security},
    session::tokens,
};

/// The folder of the outbox in the data folder.
pub const OUTBOX: &str = "outbox";

/// How long the mail server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The reader's address.
    pub to: String,
    /// The reader's language, for the sender's name.
    pub language: Language,
    /// The subject.
    pub subject: String,
    /// The text for readers without HTML.
    pub text: String,
    /// The same as HTML; everything in it is escaped already.
    pub html: String,
}

/// Why a mail did not leave.
#[derive(Debug)]
pub enum MailError {
    /// An address or a subject that no mail can have.
    Letter(String),
    /// The mail server did not take it.
    Smtp(lettre::transport::smtp::Error),
    /// It could not be written into the outbox.
    Outbox(io::Error),
}

impl fmt::Display for MailError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(why) => write!(out, "the mail cannot be written: {why}"),
            Self::Smtp(error) => write!(out, "the mail server did not take it: {error}"),
            Self::Outbox(error) => write!(out, "the outbox cannot be written to: {error}"),
        }
    }
}

impl std::error::Error for MailError {}

/// Sends mails. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    settings: config::Mail,
    way: Way,
}

#[derive(Clone, Debug)]
enum Way {
    Outbox(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mailer {
    /// Ready to send as the settings say; `data` is the data folder.
    pub fn new(settings: &config::Mail, data: &Path) -> Result<Self, MailError> {
        let smtp = &settings.smtp;
        let way = if smtp.host.is_empty() {
            Way::Outbox(data.join(OUTBOX))
        } else {
            Way::Smtp(transport(smtp).map_err(MailError::Smtp)?)
        };
        Ok(Self { settings: settings.clone(), way })
    }

    /// Sends a mail; gives the file when it went into the outbox. Returns when the mail server has
    /// taken it, or when it is on disk.
    pub async fn send(
        &self,
        letter: &Letter,
        now: Timestamp,
    ) -> Result<Option<PathBuf>, MailError> {
        let message = self.message(letter, now)?;
        match &self.way {
            Way::Smtp(transport) => {
                transport.send(message).await.map_err(MailError::Smtp)?;
                Ok(None)
            }
            Way::Outbox(folder) => {
                let name = format!("{}-{}.eml", now.as_millisecond(), tokens::random_hex());
                let file = folder.join(name);
                put(&file, &message.formatted()).await.map_err(MailError::Outbox)?;
                Ok(Some(file))
            }
        }
    }

    fn message(&self, letter: &Letter, now: Timestamp) -> Result<Message, MailError> {
        let wrong = |error: &dyn fmt::Display| MailError::Letter(error.to_string());
        let address = |text: &str| text.parse::<Address>().map_err(|error| wrong(&error));
        let from = address(&self.settings.from)?;
        let id = format!("<{}@{}>", tokens::random_hex(), from.domain());
        let name = self.settings.name.in_language(letter.language).to_owned();
        Message::builder()
            .from(Mailbox::new(Some(name), from))
            .to(Mailbox::new(None, address(&letter.to)?))
            .subject(&letter.subject)
            .message_id(Some(id))
            .date(SystemTime::from(now))
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(|error| wrong(&error))
    }
}

fn transport(
    smtp: &config::Smtp,
) -> Result<AsyncSmtpTransport<Tokio1Executor>, lettre::transport::smtp::Error> {
    type Transport = AsyncSmtpTransport<Tokio1Executor>;
    let mut builder = match smtp.security {
        Security::Starttls => Transport::starttls_relay(&smtp.host)?,
        Security::Tls => Transport::relay(&smtp.host)?,
        Security::None => Transport::builder_dangerous(&smtp.host),
    };
    if smtp.port != 0 {
        builder = builder.port(smtp.port);
    }
    if !smtp.user.is_empty() {
        builder = builder.credentials(Credentials::new(smtp.user.clone(), smtp.password.clone()));
    }
    Ok(builder.timeout(Some(PATIENCE)).build())
}

/// Writes a file that is there as a whole or not at all, and on disk.
async fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = file.with_extension("part");
    if let Some(folder) = file.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let mut out = tokio::fs::File::create(&unfinished).await?;
    out.write_all(bytes).await?;
    out.sync_all().await?;
    tokio::fs::rename(unfinished, file).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn without_a_mail_server_mails_go_into_the_outbox() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = Mailer::new(&config::Mail::default(), folder.path()).unwrap();
        let letter = Letter {
            to: "hanako@sample.example".to_owned(),
            language: Language::En,
            subject: "ようこそ".to_owned(),
            text: "Welcome".to_owned(),
            html: "<p>Welcome</p>".to_owned(),
        };
        let now = "2026-11-20T01:41:00Z".parse().unwrap();
        let file = mailer.send(&letter, now).await.unwrap().unwrap();
        assert!(file.starts_with(folder.path().join("outbox")));
        let text = std::fs::read_to_string(file).unwrap();
        for line in [
            "From: \"Minato Service Desk\" <portal@minato.example>",
            "To: hanako@sample.example",
            "Date: Fri, 20 Nov 2026 01:41:00 +0000",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Type: text/html; charset=utf-8",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }

    #[tokio::test]
    async fn an_address_with_a_line_break_is_no_address() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = Mailer::new(&config::Mail::default(), folder.path()).unwrap();
        let letter = Letter {
            to: "hanako@sample.example\r\nBcc: all@sample.example".to_owned(),
            language: Language::Ja,
            subject: "x".to_owned(),
            text: String::new(),
            html: String::new(),
        };
        let sent = mailer.send(&letter, Timestamp::UNIX_EPOCH).await;
        assert!(matches!(sent, Err(MailError::Letter(_))));
    }
}
