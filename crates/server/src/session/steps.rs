//! The step between password and session: the password was right, the second factor is to come.
//! A step opens nothing. It ends by time, and when the user is disabled or gets another password.

use madoguchi_contract::session::{Method, SecondFactorStep};
use sqlx::{FromRow, SqliteConnection};

use super::{mailed_codes, tokens};
use crate::{config::SecondFactor, masked, store::Tx};

/// A step that is alive.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Step {
    pub(crate) id: i64,
    pub(crate) token_hash: Vec<u8>,
    pub(crate) passkey_challenge: Option<String>,
    pub(super) created_at: i64,
    pub(crate) user_id: i64,
    pub(super) login: String,
    pub(super) login_key: String,
    pub(super) mail: String,
}

/// Makes a step for a user whose password has been checked; gives its secret. `now` in milliseconds.
pub(super) async fn create(
    tx: &mut Tx,
    user_id: i64,
    password_hash: &str,
    now: i64,
) -> Result<String, sqlx::Error> {
    let secret = tokens::random_secret();
    sqlx::query(
        "INSERT INTO sign_in_steps (token_hash, user_id, password_hash, created_at) \
         VALUES (?, ?, ?, ?)",
    )
    .bind(tokens::hash(&secret))
    .bind(user_id)
    .bind(password_hash)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(secret)
}

/// The step behind `secret`; `None` when it is not alive.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    secret: Option<&str>,
    now: i64,
    settings: &SecondFactor,
) -> Result<Option<Step>, sqlx::Error> {
    sqlx::query_as(
        "SELECT s.id, s.token_hash, s.passkey_challenge, s.created_at, s.user_id, u.login, \
         u.login_key, u.mail FROM sign_in_steps s JOIN users u ON u.id = s.user_id \
         WHERE s.token_hash = ? AND s.created_at > ? AND u.enabled = 1 \
         AND u.password_hash = s.password_hash",
    )
    .bind(secret.map(tokens::hash))
    .bind(now - lifetime(settings))
    .fetch_optional(connection)
    .await
}

/// Ends the step behind `secret`; no such step is fine.
pub(super) async fn delete(tx: &mut Tx, secret: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sign_in_steps WHERE token_hash = ?")
        .bind(tokens::hash(secret))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Keeps the question that a passkey has to answer; `None` forgets it.
pub(crate) async fn keep_challenge(
    tx: &mut Tx,
    step_id: i64,
    challenge: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sign_in_steps SET passkey_challenge = ? WHERE id = ?")
        .bind(challenge)
        .bind(step_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The step as the app sees it.
pub(super) async fn view(
    connection: &mut SqliteConnection,
    step: &Step,
    now: i64,
    settings: &SecondFactor,
) -> Result<SecondFactorStep, sqlx::Error> {
    let (passkey, app, recovery_code): (bool, bool, bool) = sqlx::query_as(
        "SELECT EXISTS (SELECT 1 FROM passkeys WHERE user_id = ?1), \
         EXISTS (SELECT 1 FROM authenticator_apps WHERE user_id = ?1 AND added_at IS NOT NULL), \
         EXISTS (SELECT 1 FROM recovery_codes WHERE user_id = ?1)",
    )
    .bind(step.user_id)
    .fetch_one(&mut *connection)
    .await?;
    let methods = [
        (passkey, Method::Passkey),
        (app, Method::App),
        (true, Method::Mail),
        (recovery_code, Method::RecoveryCode),
    ];
    let left = (step.created_at + lifetime(settings) - now).max(0) / 1_000;
    Ok(SecondFactorStep {
        user_id: step.login.clone(),
        methods: methods.into_iter().filter(|(has, _)| *has).map(|(_, way)| way).collect(),
        mail: masked::mail(&step.mail),
        mailed_code: mailed_codes::under_way(connection, step, now, settings).await?,
        trust_hours: settings.trust_hours,
        seconds: u32::try_from(left).unwrap_or_default(),
    })
}

fn lifetime(settings: &SecondFactor) -> i64 {
    i64::from(settings.step_minutes) * 60_000
}
