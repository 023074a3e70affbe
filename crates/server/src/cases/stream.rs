//! Writing into a case: the only code that adds to its stream, changes its state or its version.
//! Customers, the desk and the portal itself all come through here, within a write transaction.

mod rows;

use madoguchi_contract::{
    cases::{Activity, ActivityEvent, Attachment, CaseState, Side},
    rich_text::Document,
};
use sqlx::{AssertSqlSafe, Row, sqlite::SqliteRow};

use rows::insert_file;
pub use rows::{Said, insert_entry};

use super::files::Stored;
use crate::{clock, problem::Problem, store::Tx};

/// A case under the write lock: as long as the transaction lives, nobody else changes it.
#[derive(Clone, Debug)]
pub struct Open {
    /// Internal id.
    pub id: i64,
    /// ケース番号.
    pub number: String,
    /// Internal id of the customer number.
    pub customer_number_id: i64,
    /// 状況.
    pub state: CaseState,
    /// 更新日時, milliseconds.
    pub updated_at: i64,
    /// Entries of the stream.
    pub activity_count: i64,
    /// Files.
    pub attachment_count: i64,
}

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Customer, desk, or the portal itself.
    pub side: Side,
    /// The user, by internal id, where it is one.
    pub user_id: Option<i64>,
    /// The name as it stands in the stream.
    pub name: Option<String>,
}

impl By {
    /// A user of the portal.
    pub fn customer(user_id: i64, name: impl Into<String>) -> Self {
        Self { side: Side::Customer, user_id: Some(user_id), name: Some(name.into()) }
    }

    /// Somebody of the desk.
    pub fn desk(name: Option<String>) -> Self {
        Self { side: Side::Desk, user_id: None, name }
    }

    /// The portal itself.
    pub fn system() -> Self {
        Self { side: Side::System, user_id: None, name: None }
    }
}

impl Open {
    /// The columns [`Open::from_row`] reads.
    pub const COLUMNS: &'static str =
        "id, number, customer_number_id, state, updated_at, activity_count, attachment_count";

    /// Reads a row of `cases`.
    pub fn from_row(row: &SqliteRow) -> Result<Self, Problem> {
        Ok(Self {
            id: row.try_get("id")?,
            number: row.try_get("number")?,
            customer_number_id: row.try_get("customer_number_id")?,
            state: state(row.try_get("state")?)?,
            updated_at: row.try_get("updated_at")?,
            activity_count: row.try_get("activity_count")?,
            attachment_count: row.try_get("attachment_count")?,
        })
    }

    /// The case of that number, whoever's it is; for the desk and the portal itself.
    pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Self, Problem> {
        let sql = format!("SELECT {} FROM cases WHERE number = ?", Self::COLUMNS);
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(number)
            .fetch_optional(&mut **tx)
            .await?
            .ok_or_else(Problem::not_found)?;
        Self::from_row(&row)
    }

    /// Adds a comment with its files. Whether it may be added is for the caller to know.
    /// `at` in milliseconds; time in a stream never runs backwards.
    pub async fn comment(
        &mut self,
        tx: &mut Tx,
        at: i64,
        by: &By,
        body: &Document,
        files: &[Stored],
    ) -> Result<Activity, Problem> {
        let at = at.max(self.updated_at);
        let position = self.activity_count + 1;
        let (json, text) = (to_json(body)?, body.plain_text());
        let said = Said::Comment { json: &json, text: &text };
        insert_entry(tx, (self.id, position), at, by, said).await?;
        let mut attachments = Vec::with_capacity(files.len());
        for file in files {
            self.attachment_count += 1;
            insert_file(tx, (self.id, self.attachment_count), position, file, at, by).await?;
            attachments.push(Attachment {
                id: self.attachment_count as u64,
                name: file.name.clone(),
                size: file.size as u64,
                author: by.name.clone(),
                at: clock::wire(at),
            });
        }
        self.written(tx, at).await?;
        let event = ActivityEvent::Comment { body: body.clone(), attachments };
        Ok(entry(position, at, by, event))
    }

    /// Changes the state and says so in the stream. Whether it may change so is for the caller to
    /// know, from the tables of [`CaseState`]. `at` in milliseconds.
    pub async fn move_to(
        &mut self,
        tx: &mut Tx,
        at: i64,
        by: &By,
        to: CaseState,
        reason: Option<String>,
    ) -> Result<Activity, Problem> {
        let at = at.max(self.updated_at);
        let position = self.activity_count + 1;
        let from = self.state;
        let said = Said::State { from, to, reason: reason.as_deref() };
        insert_entry(tx, (self.id, position), at, by, said).await?;
        self.state = to;
        self.written(tx, at).await?;
        Ok(entry(position, at, by, ActivityEvent::State { from: Some(from), to, reason }))
    }

    /// Brings the case's row up to date after one entry.
    async fn written(&mut self, tx: &mut Tx, at: i64) -> Result<(), Problem> {
        self.activity_count += 1;
        self.updated_at = at;
        let resolved = self.state == CaseState::Resolved;
        sqlx::query(
            "UPDATE cases SET state = ?1, updated_at = ?2, activity_count = ?3, \
             attachment_count = ?4, version = version + 1, \
             resolved_at = CASE WHEN ?5 THEN coalesce(resolved_at, ?2) END, \
             closing_told_at = CASE WHEN ?5 THEN closing_told_at END \
             WHERE id = ?6",
        )
        .bind(self.state.id())
        .bind(at)
        .bind(self.activity_count)
        .bind(self.attachment_count)
        .bind(resolved)
        .bind(self.id)
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}

fn entry(position: i64, at: i64, by: &By, event: ActivityEvent) -> Activity {
    Activity {
        id: position as u64,
        at: clock::wire(at),
        side: by.side,
        author: by.name.clone(),
        event,
    }
}

/// The state that the database names `id`.
pub fn state(id: &str) -> Result<CaseState, Problem> {
    CaseState::from_id(id).ok_or_else(|| {
        tracing::error!("the database holds an unknown state");
        Problem::internal()
    })
}

/// The side that the database names `id`.
pub fn side(id: &str) -> Side {
    match id {
        "customer" => Side::Customer,
        "desk" => Side::Desk,
        _ => Side::System,
    }
}

/// A text as the database holds it.
pub fn to_json(body: &Document) -> Result<String, Problem> {
    serde_json::to_string(body).map_err(|error| {
        tracing::error!(%error, "a text has no JSON form");
        Problem::internal()
    })
}
