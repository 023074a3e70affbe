//! Writing the sign-in history. Reading it is `sign_ins.rs`.
//! A line is written in the transaction of what it tells about.

use madoguchi_contract::sign_ins::{Event, Outcome};

use super::origin::Origin;
use crate::store::Tx;

/// Notes what happened to the account `user_id`; gives the line's id. Without a user (an ID that
/// nobody has) the line is written all the same, which keeps the answer equally slow. `now` in
/// milliseconds.
pub async fn record(
    tx: &mut Tx,
    user_id: Option<i64>,
    event: Event,
    outcome: Outcome,
    origin: &Origin,
    now: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO sign_in_events (user_id, at, event, result, browser, address) \
         VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(user_id)
    .bind(now)
    .bind(event.id())
    .bind(outcome.id())
    .bind(&origin.browser)
    .bind(&origin.address)
    .fetch_one(&mut **tx)
    .await
}
