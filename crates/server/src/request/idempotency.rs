//! Creating requests that can be retried: the first answer is kept under the client's key, in the
//! same transaction as what was created, and given again to whoever repeats the request.

use axum::{
    extract::{FromRequestParts, MatchedPath, OriginalUri, RawPathParams},
    http::{StatusCode, request::Parts},
};
use madoguchi_contract::cases::case_number;
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::Row;

use super::answer::Answer;
use crate::{app::AppState, problem::Problem, store::Tx};

/// Days after which a key is forgotten.
const KEPT_DAYS: i64 = 30;

/// Whose keys they are: keys of different clients never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A signed-in user, by internal id.
    User(i64),
    /// A desk token, by id.
    Token(i64),
}

impl std::fmt::Display for Owner {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::User(id) => write!(out, "user:{id}"),
            Self::Token(id) => write!(out, "token:{id}"),
        }
    }
}

/// The `Idempotency-Key` of a creating request; 400 without one.
#[derive(Clone, Debug)]
pub struct Idempotency {
    key: String,
    route: String,
}

/// Whether a creating request is new.
#[derive(Debug)]
pub enum Begun {
    /// It is: do the work, then [`Pending::finish`].
    First(Pending),
    /// It was answered before: this is that answer. Commit nothing.
    Again(Answer),
}

/// A creating request that is being worked on.
#[derive(Debug)]
pub struct Pending {
    owner: String,
    route: String,
    key: String,
    body_hash: Vec<u8>,
}

impl Idempotency {
    /// Looks the key up within the write transaction that is going to create. The same key with
    /// another body is refused with 422 `idempotency_key_reused`.
    pub async fn begin(
        self,
        tx: &mut Tx,
        owner: Owner,
        body: &impl Serialize,
    ) -> Result<Begun, Problem> {
        let owner = owner.to_string();
        let body_hash = Sha256::digest(serde_json::to_vec(body).unwrap_or_default()).to_vec();
        let kept = sqlx::query(
            "SELECT body_hash, status, location, etag, answer FROM idempotency_keys \
             WHERE owner = ? AND route = ? AND key = ?",
        )
        .bind(&owner)
        .bind(&self.route)
        .bind(&self.key)
        .fetch_optional(&mut **tx)
        .await?;
        let Some(row) = kept else {
            let Self { key, route } = self;
            return Ok(Begun::First(Pending { owner, route, key, body_hash }));
        };
        if row.try_get::<Vec<u8>, _>("body_hash")? != body_hash {
            return Err(Problem::invalid("idempotency_key_reused"));
        }
        Ok(Begun::Again(Answer {
            status: StatusCode::from_u16(row.try_get("status")?).unwrap_or(StatusCode::OK),
            location: row.try_get("location")?,
            etag: row.try_get("etag")?,
            body: row.try_get("answer")?,
        }))
    }
}

impl Pending {
    /// Keeps the answer in the same transaction as what was created; commit afterwards.
    /// `now` in milliseconds.
    pub async fn finish(self, tx: &mut Tx, answer: Answer, now: i64) -> Result<Answer, Problem> {
        sqlx::query(
            "INSERT INTO idempotency_keys \
             (owner, route, key, body_hash, status, location, etag, answer, created_at) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(self.owner)
        .bind(self.route)
        .bind(self.key)
        .bind(self.body_hash)
        .bind(answer.status.as_u16())
        .bind(&answer.location)
        .bind(&answer.etag)
        .bind(&answer.body)
        .bind(now)
        .execute(&mut **tx)
        .await?;
        Ok(answer)
    }
}

/// Forgets keys older than 30 days. `now` in milliseconds.
pub async fn purge(tx: &mut Tx, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM idempotency_keys WHERE created_at < ?")
        .bind(now - KEPT_DAYS * 86_400_000)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

impl FromRequestParts<AppState> for Idempotency {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let key = parts
            .headers
            .get("idempotency-key")
            .ok_or_else(|| Problem::bad_request("idempotency_key_required"))?
            .to_str()
            .ok()
            .map(str::trim)
            .filter(|key| (1..=200).contains(&key.len()))
            .ok_or_else(|| Problem::bad_request("idempotency_key_invalid"))?
            .to_owned();
        let path = OriginalUri::from_request_parts(parts, state)
            .await
            .map_or_else(|_| parts.uri.path().to_owned(), |uri| uri.path().to_owned());
        // A case number is the same in any width and case, so a retry may spell it differently.
        let numbers: Vec<String> = RawPathParams::from_request_parts(parts, state)
            .await
            .iter()
            .flatten()
            .map(|(_, value)| case_number(value).unwrap_or_else(|| value.to_owned()))
            .collect();
        let path = match parts.extensions.get::<MatchedPath>() {
            Some(matched) if !numbers.is_empty() => {
                format!("{} {}", matched.as_str(), numbers.join(" "))
            }
            _ => path,
        };
        Ok(Self { key, route: format!("{} {path}", parts.method) })
    }
}
