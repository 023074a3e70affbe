//! A mail in the form in which mail servers and outbox files have it.
//! It is the same at every attempt: identifier and date belong to the mail, not to the attempt.

use std::{fmt, time::SystemTime};

use jiff::Timestamp;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::{Letter, MailError};
use crate::config;

/// What tells a mail from every other one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What its `Message-ID` begins with.
    pub id: String,
    /// When it was written.
    pub at: Timestamp,
}

/// The message, its sender and its recipient.
pub fn build(
    settings: &config::Mail,
    letter: &Letter,
    mark: &Mark,
) -> Result<(Message, Address, Address), MailError> {
    let wrong = |error: &dyn fmt::Display| MailError::Letter(error.to_string());
    let address = |text: &str| text.parse::<Address>().map_err(|error| wrong(&error));
    let (from, to) = (address(&settings.from)?, address(&letter.to)?);
    let name = settings.name.in_language(letter.language).to_owned();
    let message = Message::builder()
        .from(Mailbox::new(Some(name), from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(&letter.subject)
        .message_id(Some(format!("<{}@{}>", mark.id, from.domain())))
        .date(SystemTime::from(mark.at))
        // Holiday notices and the like are not to be answered with (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
        .map_err(|error| wrong(&error))?;
    Ok((message, from, to))
}
