//! What another mail address of a person brings with it, whoever changed it.

use madoguchi_contract::sign_ins::{Event, Outcome};
use serde_json::json;

use crate::{
    mail::{Template, queue},
    masked,
    session::{self, history, origin::Origin},
    store::Tx,
};

/// The mail address of `user_id` is another one than `old` now: what is under way to the old one
/// is worthless, the history has a line, and both addresses are told. `now` in milliseconds.
pub async fn changed(
    tx: &mut Tx,
    user_id: i64,
    old: &str,
    by_administrator: bool,
    origin: &Origin,
    now: i64,
) -> Result<(), sqlx::Error> {
    session::revoke_links(tx, user_id).await?;
    sqlx::query("DELETE FROM sign_in_steps WHERE user_id = ?")
        .bind(user_id)
        .execute(&mut **tx)
        .await?;
    let (event, outcome) = (Event::MailChange, Outcome::Success);
    history::record(tx, Some(user_id), event, outcome, origin, now).await?;
    let login: String = sqlx::query_scalar("SELECT login FROM users WHERE id = ?")
        .bind(user_id)
        .fetch_one(&mut **tx)
        .await?;
    let to = queue::recipient(tx, user_id).await?;
    let facts = json!({
        "user_id": login, "masked": masked::mail(&to.mail), "at": now,
        "by_administrator": by_administrator,
    });
    for to in [to.clone(), to.at(old)] {
        queue::enqueue(tx, Template::MailChanged, &to, facts.clone(), now, None).await?;
    }
    Ok(())
}
