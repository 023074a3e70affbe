//! The rows of a stream as they are written: entries and the files that came with them.
//! The case's own row is brought up to date by whoever writes them.

use madoguchi_contract::cases::{CaseState, Side};

use super::By;
use crate::{cases::files::Stored, store::Tx};

/// What an entry of the stream says.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    /// A comment: the contract's rich text as JSON, and the same in plain text.
    Comment {
        /// The rich text.
        json: &'a str,
        /// The plain text.
        text: &'a str,
    },
    /// The state changed.
    State {
        /// From which.
        from: CaseState,
        /// To which.
        to: CaseState,
        /// Why.
        reason: Option<&'a str>,
    },
}

/// Adds a row to the stream of a case, at `(case, position)`. `at` in milliseconds. The case's own
/// row is for the caller to bring up to date.
pub async fn insert_entry(
    tx: &mut Tx,
    (case, position): (i64, i64),
    at: i64,
    by: &By,
    said: Said<'_>,
) -> Result<(), sqlx::Error> {
    let (kind, json, text, from, to, reason) = match said {
        Said::Comment { json, text } => ("comment", Some(json), Some(text), None, None, None),
        Said::State { from, to, reason } => {
            ("state", None, None, Some(from.id()), Some(to.id()), reason)
        }
    };
    sqlx::query(
        "INSERT INTO case_activity (case_id, position, at, side, author_id, author, kind, \
         body, body_text, from_state, to_state, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(case)
    .bind(position)
    .bind(at)
    .bind(side_id(by.side))
    .bind(by.user_id)
    .bind(by.name.as_deref())
    .bind(kind)
    .bind(json)
    .bind(text)
    .bind(from)
    .bind(to)
    .bind(reason)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_file(
    tx: &mut Tx,
    (case, position): (i64, i64),
    comment: i64,
    file: &Stored,
    at: i64,
    by: &By,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO case_attachments \
         (case_id, position, activity, name, size, sha256, file, author, at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(case)
    .bind(position)
    .bind(comment)
    .bind(&file.name)
    .bind(file.size)
    .bind(&file.sha256[..])
    .bind(&file.file)
    .bind(&by.name)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How the database names a side.
fn side_id(side: Side) -> &'static str {
    match side {
        Side::Customer => "customer",
        Side::Desk => "desk",
        Side::System => "system",
    }
}
