//! Recovery codes: shown once, stored hashed, each good for one use.

use madoguchi_contract::limits;
use serde_json::json;
use sqlx::SqliteConnection;

use crate::{
    mail::{Template, queue},
    session::{origin::Origin, tokens},
    store::Tx,
};

/// 32 characters that nobody takes for one another: 5 bits each.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Characters of a code: 80 bits, which is why a fast hash is enough.
const LENGTH: usize = 16;
/// Characters between two hyphens.
const GROUP: usize = 4;

/// Makes new codes in the place of the ones before; gives them as they are shown.
pub(super) async fn replace(tx: &mut Tx, user_id: i64) -> Result<Vec<String>, sqlx::Error> {
    delete(tx, user_id).await?;
    let mut shown = Vec::with_capacity(limits::RECOVERY_CODES);
    for _ in 0..limits::RECOVERY_CODES {
        let code: String = rand::random::<[u8; LENGTH]>()
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
            .collect();
        sqlx::query("INSERT INTO recovery_codes (user_id, code_hash) VALUES (?, ?)")
            .bind(user_id)
            .bind(tokens::hash(&code))
            .execute(&mut **tx)
            .await?;
        let groups: Vec<&str> =
            (0..LENGTH).step_by(GROUP).map(|begin| &code[begin..begin + GROUP]).collect();
        shown.push(groups.join("-"));
    }
    Ok(shown)
}

/// Forgets all codes of a user.
pub(super) async fn delete(tx: &mut Tx, user_id: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM recovery_codes WHERE user_id = ?")
        .bind(user_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The hash of `code` when it is one of the user's.
pub(super) async fn look(
    tx: &mut Tx,
    user_id: i64,
    code: &str,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar("SELECT code_hash FROM recovery_codes WHERE user_id = ? AND code_hash = ?")
        .bind(user_id)
        .bind(tokens::hash(code))
        .fetch_optional(&mut **tx)
        .await
}

/// The code has been used.
pub(super) async fn use_up(tx: &mut Tx, user_id: i64, hash: &[u8]) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM recovery_codes WHERE user_id = ? AND code_hash = ?")
        .bind(user_id)
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How many codes are left.
pub(super) async fn left(
    connection: &mut SqliteConnection,
    user_id: i64,
) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM recovery_codes WHERE user_id = ?")
        .bind(user_id)
        .fetch_one(connection)
        .await
}

/// Mails the person that a code opened the account. `now` in milliseconds.
pub(crate) async fn tell(
    tx: &mut Tx,
    user_id: i64,
    login: &str,
    origin: &Origin,
    now: i64,
) -> Result<(), sqlx::Error> {
    let to = queue::recipient(tx, user_id).await?;
    let facts = json!({
        "user_id": login, "left": left(tx, user_id).await?, "at": now,
        "browser": origin.browser, "address": origin.address,
    });
    queue::enqueue(tx, Template::RecoveryCodeUsed, &to, facts, now, None).await
}
