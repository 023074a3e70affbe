//! The second factor of the person who is signed in: apps, passkeys, recovery codes.
//! Every change needs the password typed again, is mailed to the person, and makes every browser be
//! asked for the second factor again.

mod app_routes;
mod apps;
mod change;
mod devices;
mod passkey_routes;
pub(crate) mod passkeys;
pub(crate) mod proof;
pub(crate) mod recovery_codes;
mod relying_party;
mod routes;
mod totp;
pub(crate) mod typed;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::AppState, session, store::Tx};

/// The routes.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(routes::read, routes::switch_off))
        .routes(routes!(routes::renew_recovery_codes))
        .routes(routes!(app_routes::ask_for_secret))
        .routes(routes!(app_routes::pair))
        .routes(routes!(app_routes::rename))
        .routes(routes!(app_routes::remove))
        .routes(routes!(passkey_routes::ask_browser))
        .routes(routes!(passkey_routes::register))
        .routes(routes!(passkey_routes::rename, passkey_routes::remove))
}

/// Takes away every app, passkey and recovery code of a user who lost them, and ends the user's
/// sessions. Whether a second factor is asked for stays as it is: the mailed code is left.
pub async fn reset(tx: &mut Tx, user_id: i64) -> Result<(), sqlx::Error> {
    remove_everything(tx, user_id).await?;
    session::end_all(tx, user_id, None).await
}

/// Pairs an app whose secret (Base32) is known already, as in the sample; false when it is none.
/// `now` in milliseconds.
pub async fn pair_secret(
    tx: &mut Tx,
    user_id: i64,
    secret: &str,
    name: &str,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let Some(secret) = totp::from_base32(secret) else { return Ok(false) };
    apps::add(tx, user_id, &secret, name, now).await?;
    Ok(true)
}

/// Takes away every app, passkey, recovery code and trusted browser of a user.
pub async fn remove_everything(tx: &mut Tx, user_id: i64) -> Result<(), sqlx::Error> {
    devices::remove_all(tx, user_id).await?;
    recovery_codes::delete(tx, user_id).await?;
    session::forget_trusted_browsers(tx, user_id).await
}
