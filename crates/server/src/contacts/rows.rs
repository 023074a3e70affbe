//! People as they are stored, and whether they can sign in.

use std::collections::HashMap;

use madoguchi_contract::{
    Language,
    contacts::{Contact, ContactFields, ContactState, ContactSummary},
};
use sqlx::{Row, sqlite::SqliteRow};

use super::last_administrator;
use crate::{
    clock,
    problem::Problem,
    request::{Viewer, etag},
    session::tokens,
    store::Tx,
};

/// The columns of [`summary`].
pub(super) const COLUMNS: &str = "u.id, u.login, u.login_key, u.family_name, u.given_name, \
     u.mail, u.administrator, u.second_factor, u.enabled, \
     u.password_hash IS NOT NULL AS has_password, u.last_sign_in_at";

/// User IDs that are locked, by the hash they are kept under, and until when in milliseconds.
pub(super) struct Locks(HashMap<Vec<u8>, i64>);

impl Locks {
    /// All locks that have not opened yet. `now` in milliseconds.
    pub async fn load(tx: &mut Tx, now: i64) -> Result<Self, sqlx::Error> {
        let locks = sqlx::query_as(
            "SELECT login_hash, locked_until FROM sign_in_locks WHERE locked_until > ?",
        )
        .bind(now)
        .fetch_all(&mut **tx)
        .await?;
        Ok(Self(locks.into_iter().collect()))
    }

    fn seconds(&self, login_key: &str, now: i64) -> Option<u32> {
        if self.0.is_empty() {
            return None;
        }
        let until = self.0.get(&tokens::hash(login_key))?;
        // A part of a second is still locked.
        Some(u32::try_from((until - now + 999) / 1_000).unwrap_or(u32::MAX))
    }
}

/// Reads [`COLUMNS`]. `now` in milliseconds.
pub(super) fn summary(
    row: &SqliteRow,
    viewer: &Viewer,
    locks: &Locks,
    now: i64,
) -> Result<ContactSummary, sqlx::Error> {
    let id: i64 = row.try_get("id")?;
    let family: String = row.try_get("family_name")?;
    let given: String = row.try_get("given_name")?;
    let state = if !row.try_get::<bool, _>("enabled")? {
        ContactState::Disabled
    } else if let Some(seconds) = locks.seconds(row.try_get("login_key")?, now) {
        ContactState::Locked { seconds }
    } else if row.try_get::<bool, _>("has_password")? {
        ContactState::Enabled
    } else {
        ContactState::Invited
    };
    Ok(ContactSummary {
        id: id.to_string(),
        name: format!("{family} {given}").trim().to_owned(),
        user_id: row.try_get("login")?,
        mail: row.try_get("mail")?,
        administrator: row.try_get("administrator")?,
        second_factor: row.try_get("second_factor")?,
        state,
        own: id == viewer.user_id,
        last_sign_in_at: row.try_get::<Option<i64>, _>("last_sign_in_at")?.map(clock::wire),
    })
}

/// The internal id that a path names; 404 unless it is a user of the reader's company.
pub(super) async fn find(tx: &mut Tx, viewer: &Viewer, id: &str) -> Result<i64, Problem> {
    let known: i64 = id.parse().map_err(|_| Problem::not_found())?;
    sqlx::query_scalar("SELECT id FROM users WHERE id = ? AND company_id = ?")
        .bind(known)
        .bind(viewer.scope.company_id)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(Problem::not_found)
}

/// Everything about the contact `id`. `now` in milliseconds.
pub(super) async fn load(
    tx: &mut Tx,
    viewer: &Viewer,
    id: i64,
    now: i64,
) -> Result<Contact, Problem> {
    let row = sqlx::query(
        "SELECT u.id, u.login, u.login_key, u.family_name, u.given_name, u.mail, u.administrator, \
         u.second_factor, u.enabled, u.password_hash IS NOT NULL AS has_password, \
         u.last_sign_in_at, u.title, u.work_telephone, u.mobile_telephone, u.language, \
         u.time_zone, u.all_customer_numbers, u.welcome_mail_at, u.version, \
         (SELECT count(*) FROM authenticator_apps a \
         WHERE a.user_id = u.id AND a.added_at IS NOT NULL) AS apps, \
         (SELECT count(*) FROM passkeys p WHERE p.user_id = u.id) AS passkeys, \
         (SELECT count(*) FROM recovery_codes r WHERE r.user_id = u.id) AS codes \
         FROM users u WHERE u.id = ? AND u.company_id = ?",
    )
    .bind(id)
    .bind(viewer.scope.company_id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let locks = Locks::load(tx, now).await?;
    let summary = summary(&row, viewer, &locks, now)?;
    let customer_numbers =
        if row.try_get("all_customer_numbers")? { None } else { Some(linked(tx, id).await?) };
    Ok(Contact {
        fields: ContactFields {
            family_name: row.try_get("family_name")?,
            given_name: row.try_get("given_name")?,
            title: row.try_get("title")?,
            company: viewer.company.clone(),
            mail: summary.mail.clone(),
            work_telephone: row.try_get("work_telephone")?,
            mobile_telephone: row.try_get("mobile_telephone")?,
            language: Language::from_id(row.try_get("language")?).unwrap_or_default(),
            time_zone: row.try_get("time_zone")?,
            user_id: summary.user_id.clone(),
            administrator: summary.administrator,
            second_factor: summary.second_factor,
            customer_numbers,
        },
        summary,
        apps: row.try_get("apps")?,
        passkeys: row.try_get("passkeys")?,
        recovery_codes_left: row.try_get("codes")?,
        welcome_mail_at: row.try_get::<Option<i64>, _>("welcome_mail_at")?.map(clock::wire),
        last_administrator: last_administrator::is_last(tx, id).await?,
        etag: tag(id, row.try_get("version")?),
    })
}

/// The entity tag of a contact.
pub(super) fn tag(id: i64, version: i64) -> String {
    etag(&format!("contact {id} {version}"))
}

async fn linked(tx: &mut Tx, id: i64) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT n.number FROM user_customer_numbers l \
         JOIN customer_numbers n ON n.id = l.customer_number_id WHERE l.user_id = ? \
         ORDER BY n.number",
    )
    .bind(id)
    .fetch_all(&mut **tx)
    .await
}
