//! The profile as it is stored.

use madoguchi_contract::profile::{PendingMail, Profile, ProfileChange};
use sqlx::Row;

use crate::{
    clock,
    request::{Viewer, etag},
    store::Tx,
};

/// Milliseconds for which a new mail address waits for its confirmation.
pub(super) const WAITING: i64 = 24 * 3_600_000;

/// The profile of the person. `now` in milliseconds.
pub(super) async fn load(tx: &mut Tx, viewer: &Viewer, now: i64) -> Result<Profile, sqlx::Error> {
    let row = sqlx::query(
        "SELECT u.family_name, u.given_name, u.title, u.work_telephone, u.mobile_telephone, \
         u.mail, u.second_factor, u.version, m.mail AS pending, m.created_at AS asked_at \
         FROM users u LEFT JOIN mail_changes m ON m.user_id = u.id AND m.created_at > ?2 \
         WHERE u.id = ?1",
    )
    .bind(viewer.user_id)
    .bind(now - WAITING)
    .fetch_one(&mut **tx)
    .await?;
    let pending: (Option<String>, Option<i64>) =
        (row.try_get("pending")?, row.try_get("asked_at")?);
    let pending_mail = match pending {
        (Some(mail), Some(at)) => Some(PendingMail { mail, until: clock::wire(at + WAITING) }),
        _ => None,
    };
    let version: i64 = row.try_get("version")?;
    Ok(Profile {
        user_id: viewer.login.clone(),
        family_name: row.try_get("family_name")?,
        given_name: row.try_get("given_name")?,
        title: row.try_get("title")?,
        work_telephone: row.try_get("work_telephone")?,
        mobile_telephone: row.try_get("mobile_telephone")?,
        mail: row.try_get("mail")?,
        pending_mail,
        company: viewer.company.clone(),
        role: viewer.role,
        second_factor: row.try_get("second_factor")?,
        etag: etag(&format!("profile {} {version}", viewer.user_id)),
    })
}

/// Stores what is given. `now` in milliseconds.
pub(super) async fn update(
    tx: &mut Tx,
    user_id: i64,
    change: &ProfileChange,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE users SET family_name = coalesce(?1, family_name), \
         given_name = coalesce(?2, given_name), title = coalesce(?3, title), \
         work_telephone = coalesce(?4, work_telephone), \
         mobile_telephone = coalesce(?5, mobile_telephone), \
         version = version + 1, updated_at = ?6 WHERE id = ?7",
    )
    .bind(&change.family_name)
    .bind(&change.given_name)
    .bind(&change.title)
    .bind(&change.work_telephone)
    .bind(&change.mobile_telephone)
    .bind(now)
    .bind(user_id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
