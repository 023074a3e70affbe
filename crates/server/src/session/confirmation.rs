//! The password typed once more before something that opens the account is changed. It holds for
//! some minutes of one session.

use axum::http::StatusCode;
use madoguchi_contract::problem::code;

use crate::{problem::Problem, store::Tx};

/// Refuses with 403 `confirmation_required` unless the password was typed again in this session
/// and still holds. `now` in milliseconds.
pub async fn require(tx: &mut Tx, session_id: i64, now: i64) -> Result<(), Problem> {
    if until(tx, session_id).await? > now {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, code::CONFIRMATION_REQUIRED))
}

/// Until when the typed password holds, in milliseconds; 0 when it has to be typed first.
pub async fn until(tx: &mut Tx, session_id: i64) -> Result<i64, sqlx::Error> {
    let until: Option<Option<i64>> =
        sqlx::query_scalar("SELECT confirmed_until FROM sessions WHERE id = ?")
            .bind(session_id)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(until.flatten().unwrap_or_default())
}

/// The password was typed again: it holds until `until`, in milliseconds.
pub async fn hold(tx: &mut Tx, session_id: i64, until: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sessions SET confirmed_until = ? WHERE id = ?")
        .bind(until)
        .bind(session_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
