//! Opening a case: its number and its row. What is said in it comes through `stream`.
//! Numbers grow; one that came with a case from elsewhere moves the portal's own beyond it.

use madoguchi_contract::cases::CaseState;

use crate::{cases::stream::Open, problem::Problem, store::Tx};

/// The largest number there can be: seven digits.
const LARGEST: i64 = 9_999_999;

/// A new row of `cases`.
#[derive(Clone, Copy, Debug)]
pub struct NewRow<'a> {
    /// `MD` and seven digits, given by [`next_number`] or announced to [`note_number`].
    pub number: &'a str,
    /// Internal id of the customer number.
    pub customer_number_id: i64,
    /// Internal id of the service.
    pub service_id: Option<i64>,
    /// Internal id of the category.
    pub category_id: i64,
    /// 件名.
    pub subject: &'a str,
    /// Internal id and name of the contact.
    pub contact: Option<(i64, &'a str)>,
    /// 状況.
    pub state: CaseState,
    /// 作成日時, milliseconds.
    pub created_at: i64,
    /// 更新日時, milliseconds.
    pub updated_at: i64,
    /// Since when it is resolved, milliseconds; given exactly in that state.
    pub resolved_at: Option<i64>,
    /// How many entries its stream has or will have in the same transaction.
    pub activity_count: i64,
}

/// Adds the row.
pub async fn insert(tx: &mut Tx, new: &NewRow<'_>) -> Result<Open, Problem> {
    let id = sqlx::query_scalar(
        "INSERT INTO cases (number, customer_number_id, service_id, category_id, subject, \
         contact_id, contact_name, state, created_at, updated_at, resolved_at, activity_count) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(new.number)
    .bind(new.customer_number_id)
    .bind(new.service_id)
    .bind(new.category_id)
    .bind(new.subject)
    .bind(new.contact.map(|(id, _)| id))
    .bind(new.contact.map(|(_, name)| name))
    .bind(new.state.id())
    .bind(new.created_at)
    .bind(new.updated_at)
    .bind(new.resolved_at)
    .bind(new.activity_count)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Open {
        id,
        number: new.number.to_owned(),
        customer_number_id: new.customer_number_id,
        state: new.state,
        updated_at: new.updated_at,
        activity_count: new.activity_count,
        attachment_count: 0,
    })
}

/// The next free number; 409 `numbers_exhausted` after ten million cases.
pub async fn next_number(tx: &mut Tx) -> Result<String, Problem> {
    loop {
        let next: i64 = sqlx::query_scalar(
            "UPDATE case_number_sequence SET next = next + 1 RETURNING next - 1",
        )
        .fetch_one(&mut **tx)
        .await?;
        if next > LARGEST {
            return Err(Problem::conflict("numbers_exhausted"));
        }
        let number = format!("MD{next:07}");
        if !is_taken(tx, &number).await? {
            return Ok(number);
        }
    }
}

/// Takes note of a number that came with a case; false when another case has it.
pub async fn note_number(tx: &mut Tx, number: &str) -> Result<bool, Problem> {
    if is_taken(tx, number).await? {
        return Ok(false);
    }
    let after = number.get(2..).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or(0) + 1;
    // The very last number does not count: it would end the sequence.
    if after <= LARGEST {
        sqlx::query("UPDATE case_number_sequence SET next = max(next, ?)")
            .bind(after)
            .execute(&mut **tx)
            .await?;
    }
    Ok(true)
}

async fn is_taken(tx: &mut Tx, number: &str) -> Result<bool, Problem> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM cases WHERE number = ?)")
        .bind(number)
        .fetch_one(&mut **tx)
        .await?)
}
