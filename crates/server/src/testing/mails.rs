//! What the portal has to say to people by mail, as they would read it.

use sqlx::{AssertSqlSafe, Row};

use super::TestApp;
use crate::mail::queue::Queued;

/// A mail that waits to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMail {
    /// The template's name, such as `welcome`.
    pub event: String,
    /// The recipient's address.
    pub to: String,
    /// `ja` or `en`.
    pub language: String,
    /// The subject.
    pub subject: String,
    /// The text for readers without HTML.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

impl SentMail {
    /// The first line of the text that is an address of the portal with `path` at its beginning,
    /// without scheme and host: what a link in the mail opens.
    pub fn link(&self, path: &str) -> String {
        let links = self.text.lines().filter_map(|line| {
            let (_, rest) = line.split_once("://")?;
            rest.find('/').map(|slash| &rest[slash..])
        });
        let found = links.into_iter().find(|link| link.starts_with(path));
        found.unwrap_or_else(|| panic!("no link to {path} in\n{}", self.text)).to_owned()
    }

    /// The first line of the text that is nothing but six digits: a code to sign in with.
    pub fn code(&self) -> String {
        let is_code = |line: &&str| line.len() == 6 && line.bytes().all(|c| c.is_ascii_digit());
        let found = self.text.lines().find(is_code);
        found.unwrap_or_else(|| panic!("no code in\n{}", self.text)).to_owned()
    }
}

impl TestApp {
    /// The mails that wait to leave, in the order in which they were put into the queue. Nothing
    /// sends them in a test that does not do it itself.
    pub async fn mails(&self) -> Vec<SentMail> {
        let sql =
            format!("SELECT {} FROM mails WHERE next_at IS NOT NULL ORDER BY id", Queued::COLUMNS);
        let rows = sqlx::query(AssertSqlSafe(sql))
            .fetch_all(self.state.store.read())
            .await
            .expect("the queue");
        let mail = |row| {
            let queued = Queued::from_row(row).expect("a mail");
            let letter = queued
                .letter(&self.state.config)
                .unwrap_or_else(|why| panic!("{} cannot be written: {why}", queued.event));
            SentMail {
                event: queued.event,
                to: letter.to,
                language: row.try_get("language").expect("a language"),
                subject: letter.subject,
                text: letter.text,
                html: letter.html,
            }
        };
        rows.iter().map(mail).collect()
    }
}
