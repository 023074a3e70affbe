//! Passkeys (WebAuthn): registering them, asking for them, looking at what they answer.
//! Questions are kept on the server and asked once.

use madoguchi_contract::Language;
use serde_json::from_str;
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{
    CredentialID, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Uuid,
};

use super::{
    proof::Proof,
    relying_party::{internal, relying_party},
};
use crate::{app::AppState, problem::Problem, request::Viewer, session, store::Tx};

/// A question for the browser, and what is needed to check the answer.
pub(crate) struct Question {
    /// For the browser, as JSON.
    pub(crate) options: String,
    /// For the server, as JSON.
    pub(crate) state: String,
}

/// Asks the browser for a new passkey. `now` in milliseconds.
pub(super) async fn ask_for_new(
    tx: &mut Tx,
    state: &AppState,
    viewer: &Viewer,
    now: i64,
) -> Result<Question, Problem> {
    let portal = relying_party(&state.config, viewer.language)?;
    let known: Vec<CredentialID> =
        stored(tx, viewer.user_id).await?.iter().map(|(_, key)| key.cred_id().clone()).collect();
    let created_at: i64 = sqlx::query_scalar("SELECT created_at FROM users WHERE id = ?")
        .bind(viewer.user_id)
        .fetch_one(&mut **tx)
        .await?;
    let user = handle(viewer.user_id, created_at);
    let (challenge, registration) = portal
        .start_passkey_registration(user, &viewer.login, &viewer.name, Some(known))
        .map_err(internal)?;
    let question = question(&challenge.public_key, &registration)?;
    sqlx::query(
        "INSERT INTO passkey_registrations (session_id, state, created_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (session_id) DO UPDATE SET state = ?2, created_at = ?3",
    )
    .bind(viewer.session_id)
    .bind(&question.state)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(question)
}

/// Registers the passkey that the browser made: 422 on `credential` with `invalid` when it does not
/// answer the question, with `taken` when it is there already.
pub(super) async fn register(
    tx: &mut Tx,
    state: &AppState,
    viewer: &Viewer,
    name: &str,
    credential: &str,
    now: i64,
) -> Result<(), Problem> {
    let invalid = || Problem::field("credential", "invalid");
    let question: Option<String> = sqlx::query_scalar(
        "DELETE FROM passkey_registrations WHERE session_id = ? AND created_at > ? RETURNING state",
    )
    .bind(viewer.session_id)
    .bind(now - session::REGISTRATION)
    .fetch_optional(&mut **tx)
    .await?;
    let answer: RegisterPublicKeyCredential = from_str(credential).map_err(|_| invalid())?;
    let question: PasskeyRegistration =
        question.and_then(|state| from_str(&state).ok()).ok_or_else(invalid)?;
    let passkey = relying_party(&state.config, viewer.language)?
        .finish_passkey_registration(&answer, &question)
        .map_err(|_| invalid())?;
    let added = sqlx::query(
        "INSERT INTO passkeys (user_id, name, credential_id, credential, added_at) \
         VALUES (?, ?, ?, ?, ?) ON CONFLICT (credential_id) DO NOTHING",
    )
    .bind(viewer.user_id)
    .bind(name)
    .bind(passkey.cred_id().to_vec())
    .bind(json(&passkey)?)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if added.rows_affected() == 0 {
        return Err(Problem::field("credential", "taken"));
    }
    Ok(())
}

/// Asks for one of the user's passkeys at sign-in; 404 when there is none.
pub(crate) async fn ask(tx: &mut Tx, state: &AppState, user_id: i64) -> Result<Question, Problem> {
    let keys: Vec<Passkey> =
        stored(tx, user_id).await?.into_iter().map(|(_, passkey)| passkey).collect();
    if keys.is_empty() {
        return Err(Problem::not_found());
    }
    let portal = relying_party(&state.config, Language::default())?;
    let (challenge, authentication) =
        portal.start_passkey_authentication(&keys).map_err(internal)?;
    question(&challenge.public_key, &authentication)
}

/// Looks at the answer to `question`, if one was asked.
pub(crate) async fn look(
    tx: &mut Tx,
    state: &AppState,
    user_id: i64,
    question: Option<&str>,
    answer: &str,
) -> Result<Option<Proof>, Problem> {
    let question: Option<PasskeyAuthentication> = question.and_then(|text| from_str(text).ok());
    let answer: Option<PublicKeyCredential> = from_str(answer).ok();
    let (Some(question), Some(answer)) = (question, answer) else { return Ok(None) };
    let portal = relying_party(&state.config, Language::default())?;
    let Ok(result) = portal.finish_passkey_authentication(&answer, &question) else {
        return Ok(None);
    };
    // As it is now: it may have been removed, or used elsewhere, since the question was asked.
    let own = stored(tx, user_id).await?;
    let found = own.into_iter().find(|(_, passkey)| passkey.cred_id() == result.cred_id());
    Ok(found.map(|(id, mut passkey)| {
        passkey.update_credential(&result);
        Proof::Passkey(id, Box::new(passkey))
    }))
}

/// The passkey was used; its counter stands in `passkey`.
pub(super) async fn note_use(
    tx: &mut Tx,
    id: i64,
    passkey: &Passkey,
    now: i64,
) -> Result<(), Problem> {
    sqlx::query("UPDATE passkeys SET credential = ?, used_at = ? WHERE id = ?")
        .bind(json(passkey)?)
        .bind(now)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn stored(tx: &mut Tx, user_id: i64) -> Result<Vec<(i64, Passkey)>, Problem> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, credential FROM passkeys WHERE user_id = ? ORDER BY id")
            .bind(user_id)
            .fetch_all(&mut **tx)
            .await?;
    rows.into_iter()
        .map(|(id, text)| from_str(&text).map(|passkey| (id, passkey)))
        .collect::<Result<_, _>>()
        .map_err(|_| Problem::internal())
}

/// What authenticators keep of a user: always the same, and nothing that says who it is.
fn handle(user_id: i64, created_at: i64) -> Uuid {
    let digest = Sha256::digest(format!("passkeys of user {user_id} since {created_at}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(bytes)
}

fn question(
    options: &impl serde::Serialize,
    state: &impl serde::Serialize,
) -> Result<Question, Problem> {
    Ok(Question { options: json(options)?, state: json(state)? })
}

fn json(value: &impl serde::Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|_| Problem::internal())
}
