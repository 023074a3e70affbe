//! The welcome mail: an account was opened, and how its first password is set.

use serde_json::json;

use crate::{
    mail::{Template, queue},
    store::Tx,
};

/// The page on which a person asks for the link that sets a password.
const PAGE: &str = "/password-reset";

/// Puts the mail into the queue and notes when. `now` in milliseconds.
pub async fn send(tx: &mut Tx, user_id: i64, now: i64) -> Result<(), sqlx::Error> {
    let login: String = sqlx::query_scalar(
        "UPDATE users SET welcome_mail_at = ?, version = version + 1 WHERE id = ? RETURNING login",
    )
    .bind(now)
    .bind(user_id)
    .fetch_one(&mut **tx)
    .await?;
    let to = queue::recipient(tx, user_id).await?;
    let facts = json!({ "user_id": login, "page": PAGE });
    queue::enqueue(tx, Template::Welcome, &to, facts, now, None).await
}
