//! Mails that wait to leave. They are put in here by whoever has something to tell, in the
//! transaction of what they tell about, and sent by the postman (`postman.rs`).

use madoguchi_contract::{Language, me::MailEvent};
use serde_json::Value;
use sqlx::{Row, sqlite::SqliteRow};

use super::{
    Letter, Template,
    render::{self, Reader},
};
use crate::{config::Config, session::tokens, store::Tx};

/// Who gets a mail, and how they read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The mail address.
    pub mail: String,
    /// Family and given name.
    pub name: String,
    /// The language of the mail.
    pub language: Language,
    /// IANA name of the zone its times are told in.
    pub time_zone: String,
}

impl Recipient {
    /// The same person at another address.
    pub fn at(self, mail: impl Into<String>) -> Self {
        Self { mail: mail.into(), ..self }
    }
}

/// The user `user_id` as a reader of mails.
pub async fn recipient(tx: &mut Tx, user_id: i64) -> Result<Recipient, sqlx::Error> {
    let row = sqlx::query(
        "SELECT mail, trim(family_name || ' ' || given_name) AS name, language, time_zone \
         FROM users WHERE id = ?",
    )
    .bind(user_id)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Recipient {
        mail: row.try_get("mail")?,
        name: row.try_get("name")?,
        language: Language::from_id(row.try_get("language")?).unwrap_or_default(),
        time_zone: row.try_get("time_zone")?,
    })
}

/// Whether the user wants no mail about `event`.
pub async fn is_muted(tx: &mut Tx, user_id: i64, event: MailEvent) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM users, json_each(users.muted) \
         WHERE users.id = ? AND json_each.value = ?)",
    )
    .bind(user_id)
    .bind(event.id())
    .fetch_one(&mut **tx)
    .await
}

/// Puts a mail into the queue. `facts` is an object with what the template says beside the reader's
/// name; `expires_at` the moment after which it is not worth sending. Times in milliseconds.
pub async fn enqueue(
    tx: &mut Tx,
    template: Template,
    to: &Recipient,
    mut facts: Value,
    now: i64,
    expires_at: Option<i64>,
) -> Result<(), sqlx::Error> {
    if let Some(facts) = facts.as_object_mut() {
        facts.insert("name".to_owned(), Value::from(to.name.as_str()));
    }
    sqlx::query(
        "INSERT INTO mails (message_id, event, recipient, language, time_zone, facts, created_at, \
         expires_at, next_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7)",
    )
    .bind(tokens::random_hex())
    .bind(template.id())
    .bind(&to.mail)
    .bind(to.language.id())
    .bind(&to.time_zone)
    .bind(facts.to_string())
    .bind(now)
    .bind(expires_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A mail that waits to leave.
#[derive(Clone, Debug)]
pub struct Queued {
    /// Internal id.
    pub id: i64,
    /// What its `Message-ID` begins with, the same at every attempt.
    pub message_id: String,
    /// The template's name.
    pub event: String,
    /// When it was put into the queue, milliseconds.
    pub created_at: i64,
    /// Attempts so far, the one that is being made included.
    pub attempts: i64,
    recipient: String,
    language: Language,
    time_zone: String,
    facts: Value,
}

impl Queued {
    /// The columns [`Queued::from_row`] reads.
    pub const COLUMNS: &'static str = "id, message_id, event, created_at, attempts, recipient, \
        language, time_zone, facts";

    /// Reads a row of `mails`.
    pub fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            message_id: row.try_get("message_id")?,
            event: row.try_get("event")?,
            created_at: row.try_get("created_at")?,
            attempts: row.try_get("attempts")?,
            recipient: row.try_get("recipient")?,
            language: Language::from_id(row.try_get("language")?).unwrap_or_default(),
            time_zone: row.try_get("time_zone")?,
            facts: serde_json::from_str(row.try_get("facts")?).unwrap_or_default(),
        })
    }

    /// What the recipient gets to read; the reason when it cannot be written, without any fact.
    pub fn letter(&self, config: &Config) -> Result<Letter, String> {
        let file = format!("{}/{}.txt", self.language.id(), self.event);
        let reader =
            Reader { mail: &self.recipient, language: self.language, time_zone: &self.time_zone };
        render::letter(config, &file, reader, &self.facts)
    }
}
