//! Apps and passkeys as things with a name: listed, counted, renamed, removed.

use madoguchi_contract::{Language, limits, second_factor::Device};
use sqlx::{Row, SqliteConnection};

use crate::{clock, desk::check::Checks, problem::Problem, store::Tx};

/// The two kinds of devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An authenticator app.
    App,
    /// A passkey.
    Passkey,
}

/// All devices of a kind, oldest first.
pub(super) async fn list(
    connection: &mut SqliteConnection,
    kind: Kind,
    user_id: i64,
) -> Result<Vec<Device>, sqlx::Error> {
    let statement = match kind {
        Kind::App => {
            "SELECT id, name, added_at, used_at FROM authenticator_apps \
             WHERE user_id = ? AND added_at IS NOT NULL ORDER BY added_at, id"
        }
        Kind::Passkey => {
            "SELECT id, name, added_at, used_at FROM passkeys WHERE user_id = ? \
             ORDER BY added_at, id"
        }
    };
    let rows = sqlx::query(statement).bind(user_id).fetch_all(connection).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Device {
                id: row.try_get::<i64, _>("id")?.to_string(),
                name: row.try_get("name")?,
                added_at: clock::wire(row.try_get("added_at")?),
                last_used_at: row.try_get::<Option<i64>, _>("used_at")?.map(clock::wire),
            })
        })
        .collect()
}

/// The name of a device that is added: as given, or one that tells it from the others. 409
/// `too_many_devices` when there is no room for one more.
pub(super) async fn name_for_new(
    tx: &mut Tx,
    kind: Kind,
    user_id: i64,
    given: &str,
    language: Language,
) -> Result<String, Problem> {
    let mut checks = Checks::new();
    checks.optional_line("name", given.trim(), limits::DEVICE_NAME);
    checks.finish()?;
    let others = list(tx, kind, user_id).await?;
    if others.len() >= limits::DEVICES {
        return Err(Problem::conflict("too_many_devices"));
    }
    if !given.trim().is_empty() {
        return Ok(given.trim().to_owned());
    }
    let plain = match (kind, language) {
        (Kind::App, Language::Ja) => "認証アプリ",
        (Kind::App, Language::En) => "Authenticator app",
        (Kind::Passkey, Language::Ja) => "パスキー",
        (Kind::Passkey, Language::En) => "Passkey",
    };
    let mut name = plain.to_owned();
    let mut number = 1;
    while others.iter().any(|other| other.name == name) {
        number += 1;
        name = format!("{plain} {number}");
    }
    Ok(name)
}

/// Gives a device another name; 404 when the user has none of that id.
pub(super) async fn rename(
    tx: &mut Tx,
    kind: Kind,
    user_id: i64,
    id: i64,
    name: &str,
) -> Result<(), Problem> {
    let mut checks = Checks::new();
    checks.line("name", name.trim(), limits::DEVICE_NAME);
    checks.finish()?;
    let statement = match kind {
        Kind::App => {
            "UPDATE authenticator_apps SET name = ? \
             WHERE id = ? AND user_id = ? AND added_at IS NOT NULL"
        }
        Kind::Passkey => "UPDATE passkeys SET name = ? WHERE id = ? AND user_id = ?",
    };
    let renamed =
        sqlx::query(statement).bind(name.trim()).bind(id).bind(user_id).execute(&mut **tx).await?;
    if renamed.rows_affected() == 1 { Ok(()) } else { Err(Problem::not_found()) }
}

/// Removes a device; 404 when the user has none of that id.
pub(super) async fn remove(tx: &mut Tx, kind: Kind, user_id: i64, id: i64) -> Result<(), Problem> {
    let statement = match kind {
        Kind::App => {
            "DELETE FROM authenticator_apps WHERE id = ? AND user_id = ? AND added_at IS NOT NULL"
        }
        Kind::Passkey => "DELETE FROM passkeys WHERE id = ? AND user_id = ?",
    };
    let removed = sqlx::query(statement).bind(id).bind(user_id).execute(&mut **tx).await?;
    if removed.rows_affected() == 1 { Ok(()) } else { Err(Problem::not_found()) }
}

/// Removes all devices of a user, those being added included.
pub(super) async fn remove_all(tx: &mut Tx, user_id: i64) -> Result<(), sqlx::Error> {
    for statement in [
        "DELETE FROM authenticator_apps WHERE user_id = ?",
        "DELETE FROM passkeys WHERE user_id = ?",
        "DELETE FROM passkey_registrations \
         WHERE session_id IN (SELECT id FROM sessions WHERE user_id = ?)",
    ] {
        sqlx::query(statement).bind(user_id).execute(&mut **tx).await?;
    }
    Ok(())
}
