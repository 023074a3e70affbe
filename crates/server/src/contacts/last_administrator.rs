//! A company is never left without an administrator who can sign in.
//! Asked within the transaction that would do it, so that two at once cannot.

use madoguchi_contract::problem::code;

use crate::{problem::Problem, store::Tx};

/// Whether `user_id` is an administrator who can sign in, and the only one of the company.
pub(super) async fn is_last(tx: &mut Tx, user_id: i64) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = ?1 AND u.administrator = 1 \
         AND u.enabled = 1 AND u.password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users o \
         WHERE o.company_id = u.company_id AND o.id <> u.id AND o.administrator = 1 \
         AND o.enabled = 1 AND o.password_hash IS NOT NULL))",
    )
    .bind(user_id)
    .fetch_one(&mut **tx)
    .await
}

/// 409 when `user_id` is the last one; asked before they are demoted or disabled.
pub(super) async fn spare(tx: &mut Tx, user_id: i64) -> Result<(), Problem> {
    if is_last(tx, user_id).await? {
        return Err(Problem::conflict(code::LAST_ADMINISTRATOR));
    }
    Ok(())
}
