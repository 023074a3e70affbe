//! Forgetting what is over: sessions, steps, codes, browsers, old lines of the history.
//! Everything here has ended by its time already; a row that is still there opens nothing.

use super::{cookies::BROWSER_DAYS, rows::milliseconds};
use crate::{config::Config, store::Tx};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How long mailed codes are remembered, to count those of an hour.
pub(super) const CODES: i64 = HOUR;
/// How long an app can be paired after its secret was shown.
pub const UNPAIRED: i64 = 30 * MINUTE;
/// How long a passkey can be registered after the browser was asked for it.
pub const REGISTRATION: i64 = 10 * MINUTE;
/// How long the history goes back.
const HISTORY: i64 = 400 * DAY;

/// Removes what has ended. `now` in milliseconds.
pub async fn purge(tx: &mut Tx, now: i64, config: &Config) -> Result<(), sqlx::Error> {
    let factor = &config.second_factor;
    for (statement, lifetime) in [
        ("DELETE FROM sessions WHERE last_used_at <= ?", milliseconds(config.session.idle())),
        ("DELETE FROM sessions WHERE created_at <= ?", milliseconds(config.session.absolute())),
        (
            "DELETE FROM sign_in_steps WHERE created_at <= ?",
            i64::from(factor.step_minutes) * MINUTE,
        ),
        ("DELETE FROM mailed_codes WHERE sent_at <= ?", CODES),
        ("DELETE FROM authenticator_apps WHERE added_at IS NULL AND asked_at <= ?", UNPAIRED),
        ("DELETE FROM passkey_registrations WHERE created_at <= ?", REGISTRATION),
        (
            "DELETE FROM trusted_browsers WHERE created_at <= ?",
            i64::from(factor.trust_hours) * HOUR,
        ),
        ("DELETE FROM known_browsers WHERE seen_at <= ?", BROWSER_DAYS * DAY),
        // Written only to make their answers take as long as the others'.
        ("DELETE FROM sign_in_events WHERE user_id IS NULL AND at <= ?", DAY),
        ("DELETE FROM sign_in_events WHERE at <= ?", HISTORY),
    ] {
        sqlx::query(statement).bind(now - lifetime).execute(&mut **tx).await?;
    }
    Ok(())
}
