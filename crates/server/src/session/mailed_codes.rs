//! Codes by mail. Only the newest of a user counts, for five minutes, and only at the step that
//! asked for it.

use madoguchi_contract::{limits, session::MailedCode};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{FromRow, SqliteConnection};

use super::{purge, steps::Step};
use crate::{
    config::SecondFactor,
    mail::{Template, queue},
    problem::Problem,
    store::Tx,
};

#[derive(FromRow)]
struct Newest {
    step_id: Option<i64>,
    code_hash: Vec<u8>,
    sent_at: i64,
}

/// Mails a code for `step`; 429 while the one before is too young or there were too many in an hour.
/// `now` in milliseconds.
pub(super) async fn send(
    tx: &mut Tx,
    step: &Step,
    now: i64,
    settings: &SecondFactor,
) -> Result<MailedCode, Problem> {
    let too_early = |until: i64| {
        let seconds = u64::try_from((until - now + 999) / 1_000).unwrap_or(1);
        Problem::too_many_requests(seconds)
    };
    if let Some(newest) = newest(tx, step.user_id).await? {
        let again_at = newest.sent_at + i64::from(settings.resend_seconds) * 1_000;
        // One whose step is over was used, or its sign-in given up. One of the future is from before
        // the clock was set back, which is no reason to wait for it.
        if newest.step_id.is_some() && (newest.sent_at..again_at).contains(&now) {
            return Err(too_early(again_at));
        }
    }
    let oldest: Option<i64> = sqlx::query_scalar(
        "SELECT sent_at FROM mailed_codes WHERE user_id = ? AND sent_at > ? \
         ORDER BY sent_at DESC LIMIT 1 OFFSET ?",
    )
    .bind(step.user_id)
    .bind(now - purge::CODES)
    .bind(settings.codes_an_hour - 1)
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(oldest) = oldest {
        return Err(too_early(oldest + purge::CODES));
    }
    let digits = limits::CODE_DIGITS;
    let code = format!("{:0digits$}", rand::random_range(0..1_000_000_u32));
    sqlx::query(
        "INSERT INTO mailed_codes (user_id, step_id, code_hash, sent_at) VALUES (?, ?, ?, ?)",
    )
    .bind(step.user_id)
    .bind(step.id)
    .bind(hash(step, &code))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let to = queue::recipient(tx, step.user_id).await?;
    let facts = json!({ "code": code, "minutes": settings.code_minutes });
    queue::enqueue(tx, Template::Code, &to, facts, now, Some(now + lifetime(settings))).await?;
    Ok(view(now, now, settings))
}

/// The code of `step` that still counts, if there is one.
pub(super) async fn under_way(
    connection: &mut SqliteConnection,
    step: &Step,
    now: i64,
    settings: &SecondFactor,
) -> Result<Option<MailedCode>, sqlx::Error> {
    let newest = newest(connection, step.user_id).await?;
    Ok(newest
        .filter(|code| code.step_id == Some(step.id) && now < code.sent_at + lifetime(settings))
        .map(|code| view(code.sent_at, now, settings)))
}

/// Whether `code` is the one that was mailed for `step`. A code is used up with its step.
pub(super) async fn matches(
    tx: &mut Tx,
    step: &Step,
    code: &str,
    now: i64,
    settings: &SecondFactor,
) -> Result<bool, sqlx::Error> {
    let newest = newest(tx, step.user_id).await?;
    Ok(newest.is_some_and(|newest| {
        newest.step_id == Some(step.id)
            && now < newest.sent_at + lifetime(settings)
            && newest.code_hash == hash(step, code)
    }))
}

async fn newest(
    connection: &mut SqliteConnection,
    user_id: i64,
) -> Result<Option<Newest>, sqlx::Error> {
    sqlx::query_as(
        "SELECT step_id, code_hash, sent_at FROM mailed_codes WHERE user_id = ? \
         ORDER BY id DESC LIMIT 1",
    )
    .bind(user_id)
    .fetch_optional(connection)
    .await
}

fn view(sent_at: i64, now: i64, settings: &SecondFactor) -> MailedCode {
    let seconds = |milliseconds: i64| u32::try_from(milliseconds / 1_000).unwrap_or_default();
    let again_at = sent_at + i64::from(settings.resend_seconds) * 1_000;
    MailedCode {
        valid_seconds: seconds(sent_at + lifetime(settings) - now),
        resend_seconds: seconds(again_at - now + 999),
    }
}

fn lifetime(settings: &SecondFactor) -> i64 {
    i64::from(settings.code_minutes) * 60_000
}

/// What is stored of a code: worth nothing at another step.
fn hash(step: &Step, code: &str) -> Vec<u8> {
    Sha256::new().chain_update(&step.token_hash).chain_update(code).finalize().to_vec()
}
