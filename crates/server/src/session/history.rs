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
        "INSERT INTO sign_in_events (user_id, company_id, at, event, result, browser, address) \
         VALUES (?1, (SELECT company_id FROM users WHERE id = ?1), ?2, ?3, ?4, ?5, ?6) \
         RETURNING id",
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

/// What was noted as a failure before it was looked at has succeeded.
pub async fn succeed(tx: &mut Tx, event_id: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sign_in_events SET result = ? WHERE id = ?")
        .bind(Outcome::Success.id())
        .bind(event_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The browser of a complete sign-in had never signed in to the account before.
pub async fn mark_new_browser(tx: &mut Tx, event_id: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sign_in_events SET new_browser = 1 WHERE id = ?")
        .bind(event_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
