//! Bearer tokens of the desk's systems: made, listed and revoked on the command line.
//! The token itself is shown once; what is stored is its hash.

use sqlx::Row;

use crate::{request::scopes, session::tokens as secrets, store::Store};

/// What is stored of a token.
pub fn hash(token: &str) -> Vec<u8> {
    secrets::hash(token)
}

/// A token as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What `revoke` takes.
    pub id: i64,
    /// What it was called at its making.
    pub name: String,
    /// Comma-separated.
    pub scopes: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Milliseconds since 1970; none while it is good.
    pub revoked_at: Option<i64>,
}

/// The scopes among `asked` that do not exist.
pub fn unknown_scopes(asked: &[String]) -> Vec<&str> {
    asked.iter().map(String::as_str).filter(|scope| !scopes::ALL.contains(scope)).collect()
}

/// Makes a token good for `scopes` and gives it; this is the only time that it is seen.
/// `now` in milliseconds.
pub async fn create(
    store: &Store,
    name: &str,
    scopes: &[String],
    now: i64,
) -> Result<String, sqlx::Error> {
    let token = format!("mgd_{}", secrets::random_secret());
    let mut tx = store.write().await?;
    sqlx::query(
        "INSERT INTO desk_tokens (name, token_hash, scopes, created_at) VALUES (?, ?, ?, ?)",
    )
    .bind(name)
    .bind(hash(&token))
    .bind(scopes.join(","))
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(token)
}

/// All tokens, oldest first, revoked ones included.
pub async fn list(store: &Store) -> Result<Vec<Listed>, sqlx::Error> {
    sqlx::query("SELECT id, name, scopes, created_at, revoked_at FROM desk_tokens ORDER BY id")
        .fetch_all(store.read())
        .await?
        .into_iter()
        .map(|row| {
            Ok(Listed {
                id: row.try_get("id")?,
                name: row.try_get("name")?,
                scopes: row.try_get("scopes")?,
                created_at: row.try_get("created_at")?,
                revoked_at: row.try_get("revoked_at")?,
            })
        })
        .collect()
}

/// Revokes a token at once; false when there is no such good token. `now` in milliseconds.
pub async fn revoke(store: &Store, id: i64, now: i64) -> Result<bool, sqlx::Error> {
    let mut tx = store.write().await?;
    let revoked =
        sqlx::query("UPDATE desk_tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
            .bind(now)
            .bind(id)
            .execute(&mut *tx)
            .await?;
    tx.commit().await?;
    Ok(revoked.rows_affected() == 1)
}
