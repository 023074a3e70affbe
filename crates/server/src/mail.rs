//! Outgoing mail: text and HTML in one message, by SMTP or into the outbox.
//! Whoever has something to tell puts it into the queue; only the postman sends.

pub mod about_announcements;
pub mod about_cases;
mod files;
pub mod message;
mod moments;
mod outbox;
mod paragraphs;
pub mod postman;
pub mod queue;
pub mod render;
mod smtp;
mod template;

pub use files::TEST;
pub use template::Template;

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use lettre::{Address, transport::smtp::Error};
use madoguchi_contract::Language;

use self::{message::Mark, smtp::Connection};
use crate::config;

/// The folder of the outbox in the data folder.
pub const OUTBOX: &str = "outbox";

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
    /// The mail server refuses this mail for good.
    Refused(Error),
    /// The mail server does not take this mail now.
    Later(Error),
    /// Something is wrong with the mail server, or with what the settings say of it.
    Server(Error),
    /// The mail server does not answer.
    Silent,
    /// The file with the certificate of its authority cannot be read.
    Authority(io::Error),
    /// It could not be written into the outbox.
    Outbox(io::Error),
}

impl MailError {
    /// Why, in a few words that name nobody: answers of mail servers repeat addresses, their codes
    /// do not.
    pub fn reason(&self) -> String {
        match self {
            Self::Refused(error) | Self::Later(error) | Self::Server(error) => {
                match error.status() {
                    Some(code) => format!("the mail server answered {code}"),
                    None => error.to_string(),
                }
            }
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for MailError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(why) => write!(out, "the mail cannot be written: {why}"),
            Self::Refused(error) | Self::Later(error) | Self::Server(error) => {
                write!(out, "the mail server did not take it: {error}")
            }
            Self::Silent => out.write_str("the mail server does not answer"),
            Self::Authority(error) => write!(out, "mail.smtp.authority cannot be read: {error}"),
            Self::Outbox(error) => write!(out, "the outbox cannot be written to: {error}"),
        }
    }
}

impl std::error::Error for MailError {}

/// Sends mails, one after the other and over one connection.
pub struct Mailer<'a> {
    settings: &'a config::Mail,
    outbox: PathBuf,
    connection: Option<Connection>,
    tried: bool,
}

impl<'a> Mailer<'a> {
    /// Ready to send as the settings say; `data` is the data folder.
    pub fn new(settings: &'a config::Mail, data: &Path) -> Self {
        Self { settings, outbox: data.join(OUTBOX), connection: None, tried: false }
    }

    /// Sends a mail; gives the file when it went into the outbox. Returns when the mail server has
    /// taken it, or when it is on disk.
    pub async fn send(
        &mut self,
        letter: &Letter,
        mark: &Mark,
    ) -> Result<Option<PathBuf>, MailError> {
        let (message, from, to) = message::build(self.settings, letter, mark)?;
        let message = message.formatted();
        if self.settings.smtp.host.is_empty() {
            let file = outbox::put(&self.outbox, mark, &message).await;
            return file.map(Some).map_err(MailError::Outbox);
        }
        self.send_by_smtp(&from, &to, &message).await?;
        Ok(None)
    }

    async fn send_by_smtp(
        &mut self,
        from: &Address,
        to: &Address,
        message: &[u8],
    ) -> Result<(), MailError> {
        self.tried = false;
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(&self.settings.smtp, from.domain()).await?,
        };
        self.tried = true;
        let sent = connection.send(from, to, message).await;
        if matches!(sent, Err(MailError::Server(_) | MailError::Silent)) {
            connection.close().await;
        } else {
            self.connection = Some(connection);
        }
        sent
    }

    /// Whether the mail server was there for the last mail, so that what went wrong may be due to it.
    pub fn is_tried(&self) -> bool {
        self.tried
    }

    /// Says goodbye to the mail server.
    pub async fn close(self) {
        if let Some(connection) = self.connection {
            connection.close().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn without_a_mail_server_mails_go_into_the_outbox() {
        let folder = tempfile::tempdir().unwrap();
        let settings = config::Mail::default();
        let mut mailer = Mailer::new(&settings, folder.path());
        let letter = Letter {
            to: "hanako@sample.example".to_owned(),
            language: Language::En,
            subject: "ようこそ".to_owned(),
            text: "Welcome".to_owned(),
            html: "<p>Welcome</p>".to_owned(),
        };
        let at = "2026-11-20T01:41:00Z".parse().unwrap();
        let mark = Mark { id: "0123abcd".to_owned(), at };
        let file = mailer.send(&letter, &mark).await.unwrap().unwrap();
        let again = mailer.send(&letter, &mark).await.unwrap().unwrap();
        assert_eq!(file, again, "an attempt that is repeated adds nothing");
        assert!(file.starts_with(folder.path().join("outbox")));
        let text = std::fs::read_to_string(file).unwrap();
        for line in [
            "From: \"Minato Service Desk\" <portal@minato.example>",
            "To: hanako@sample.example",
            "Date: Fri, 20 Nov 2026 01:41:00 +0000",
            "Message-ID: <0123abcd@minato.example>",
            "Auto-Submitted: auto-generated",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Type: text/html; charset=utf-8",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }

    #[tokio::test]
    async fn an_address_with_a_line_break_is_no_address() {
        let folder = tempfile::tempdir().unwrap();
        let settings = config::Mail::default();
        let mut mailer = Mailer::new(&settings, folder.path());
        let letter = Letter {
            to: "hanako@sample.example\r\nBcc: all@sample.example".to_owned(),
            language: Language::Ja,
            subject: "x".to_owned(),
            text: String::new(),
            html: String::new(),
        };
        let mark = Mark { id: "0123abcd".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let sent = mailer.send(&letter, &mark).await;
        assert!(matches!(sent, Err(MailError::Letter(_))));
    }
}
