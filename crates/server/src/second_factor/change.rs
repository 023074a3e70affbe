//! What every change of the second factor brings with it, and how it stands then.

use madoguchi_contract::{
    second_factor::{Added, SecondFactor},
    sign_ins::{Event, Outcome},
};
use serde_json::json;

use super::{devices, recovery_codes};
use crate::{
    mail::{Template, queue},
    masked,
    request::Viewer,
    session::{self, confirmation, history, origin::Origin},
    store::Tx,
};

/// Notes a change: trusted browsers are forgotten, the history has a line, the person gets a mail.
/// `what` is one of those that the mail has words for. `now` in milliseconds.
pub(super) async fn note(
    tx: &mut Tx,
    viewer: &Viewer,
    origin: &Origin,
    what: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    let (event, outcome) = (Event::SecondFactorChange, Outcome::Success);
    history::record(tx, Some(viewer.user_id), event, outcome, origin, now).await?;
    follow(tx, viewer, origin, what, now).await
}

/// Like [`note`], for a change that stands in the history already.
pub(super) async fn follow(
    tx: &mut Tx,
    viewer: &Viewer,
    origin: &Origin,
    what: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    session::forget_trusted_browsers(tx, viewer.user_id).await?;
    sqlx::query("UPDATE users SET version = version + 1, updated_at = ? WHERE id = ?")
        .bind(now)
        .bind(viewer.user_id)
        .execute(&mut **tx)
        .await?;
    let to = queue::recipient(tx, viewer.user_id).await?;
    let facts = json!({
        "user_id": viewer.login, "what": what, "at": now,
        "browser": origin.browser, "address": origin.address,
    });
    queue::enqueue(tx, Template::SecondFactorChanged, &to, facts, now, None).await
}

/// An app or a passkey was added. The first one switches the second factor on and brings recovery
/// codes.
pub(super) async fn added(
    tx: &mut Tx,
    viewer: &Viewer,
    origin: &Origin,
    what: &str,
    now: i64,
) -> Result<Added, sqlx::Error> {
    let (apps, passkeys): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM authenticator_apps \
         WHERE user_id = ?1 AND added_at IS NOT NULL), \
         (SELECT count(*) FROM passkeys WHERE user_id = ?1)",
    )
    .bind(viewer.user_id)
    .fetch_one(&mut **tx)
    .await?;
    let mut codes = Vec::new();
    if apps + passkeys == 1 {
        sqlx::query("UPDATE users SET second_factor = 1 WHERE id = ?")
            .bind(viewer.user_id)
            .execute(&mut **tx)
            .await?;
        codes = recovery_codes::replace(tx, viewer.user_id).await?;
    }
    note(tx, viewer, origin, what, now).await?;
    Ok(Added { second_factor: state(tx, viewer, now).await?, recovery_codes: codes })
}

/// How it stands. `now` in milliseconds.
pub(super) async fn state(
    tx: &mut Tx,
    viewer: &Viewer,
    now: i64,
) -> Result<SecondFactor, sqlx::Error> {
    let user_id = viewer.user_id;
    let (on, set_by_administrator, mail): (bool, bool, String) = sqlx::query_as(
        "SELECT second_factor, second_factor_required, mail FROM users WHERE id = ?",
    )
    .bind(user_id)
    .fetch_one(&mut **tx)
    .await?;
    let confirmed = confirmation::until(tx, viewer.session_id).await? - now;
    Ok(SecondFactor {
        on,
        set_by_administrator: on && set_by_administrator,
        apps: devices::list(tx, devices::Kind::App, user_id).await?,
        passkeys: devices::list(tx, devices::Kind::Passkey, user_id).await?,
        recovery_codes_left: recovery_codes::left(tx, user_id).await?,
        mail: masked::mail(&mail),
        confirmed_seconds: u32::try_from(confirmed.max(0) / 1_000).unwrap_or(u32::MAX),
    })
}
