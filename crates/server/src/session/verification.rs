//! The second factor at sign-in. A wrong code counts like a wrong password, on the same counter;
//! wrong, too old, used before and locked are answered alike.

use axum::http::StatusCode;
use madoguchi_contract::{
    problem::code,
    session::{Method, Verification},
    sign_ins::Event,
};

use super::{
    browser::Browser,
    browsers,
    enter::{self, Entry},
    history, locks, mailed_codes,
    steps::{self, Step},
};
use crate::{
    app::AppState,
    problem::Problem,
    second_factor::{passkeys, proof::Proof, recovery_codes, typed},
    store::Tx,
};

/// A sign-in that is complete.
pub(super) struct Verified {
    pub(super) entry: Entry,
    /// Whether an app or a passkey is offered now.
    pub(super) offer: bool,
}

/// There is no step, or it has ended.
pub(super) fn expired() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code::VERIFICATION_EXPIRED)
}

/// Checks the second factor and opens a session. Counting, looking and using up are one
/// transaction: parallel guesses get no more looks than the counter allows, and a code opens one
/// session.
pub(super) async fn verify(
    state: &AppState,
    browser: &Browser,
    typed: Verification,
) -> Result<Verified, Problem> {
    if typed.method == Method::Unknown {
        return Err(Problem::field("method", "invalid"));
    }
    let now = state.clock.now_millis();
    let (limits, settings) = (&state.config.lock, &state.config.second_factor);
    let mut tx = state.store.write().await?;
    let step = steps::find(&mut tx, browser.step.as_deref(), now, settings).await?;
    let step = step.ok_or_else(expired)?;
    state.addresses.reserve(browser.address, now, limits).map_err(Problem::too_many_requests)?;
    let attempt = locks::reserve(&mut tx, &step.login_key, now, limits).await?;
    let (user_id, outcome) = (step.user_id, attempt.outcome());
    let event =
        history::record(&mut tx, Some(user_id), Event::Verification, outcome, &browser.origin, now)
            .await?;
    let proof = look(&mut tx, state, &step, &typed, now).await?;
    let Some(proof) = proof.filter(|_| attempt.may_look) else {
        tx.commit().await?;
        state.addresses.fail(browser.address, now);
        return Err(Problem::new(StatusCode::UNAUTHORIZED, code::VERIFICATION_FAILED));
    };
    proof.use_up(&mut tx, user_id, now).await?;
    if let Proof::RecoveryCode(_) = proof {
        recovery_codes::tell(&mut tx, user_id, &step.login, &browser.origin, now).await?;
    }
    locks::clear(&mut tx, &attempt).await?;
    history::succeed(&mut tx, event).await?;
    let offer = typed.method == Method::Mail && is_offered(&mut tx, user_id, now).await?;
    let mut entry = enter::enter(&mut tx, state, browser, user_id, event, now).await?;
    if typed.trust_browser {
        let cookie = browsers::trust(&mut tx, user_id, settings.trust_hours, now).await?;
        entry.cookies.push(cookie);
    }
    tx.commit().await?;
    state.addresses.forgive(browser.address, now);
    Ok(Verified { entry, offer })
}

/// What proves that the person is who they say; `None` when nothing does.
async fn look(
    tx: &mut Tx,
    state: &AppState,
    step: &Step,
    typed: &Verification,
    now: i64,
) -> Result<Option<Proof>, Problem> {
    let proof = match typed.method {
        Method::App => Proof::by_app(tx, step.user_id, &typed.proof, now).await?,
        Method::RecoveryCode => Proof::by_recovery_code(tx, step.user_id, &typed.proof).await?,
        Method::Mail => match typed::digits(&typed.proof) {
            Some(code) => {
                let settings = &state.config.second_factor;
                mailed_codes::matches(tx, step, &code, now, settings).await?.then_some(Proof::Mail)
            }
            None => None,
        },
        Method::Passkey => {
            // A question is asked once, whatever the answer.
            steps::keep_challenge(tx, step.id, None).await?;
            let question = step.passkey_challenge.as_deref();
            passkeys::look(tx, state, step.user_id, question, &typed.proof).await?
        }
        Method::Unknown => None,
    };
    Ok(proof)
}

/// Whether to offer an app or a passkey: once in a lifetime, to who has neither.
async fn is_offered(tx: &mut Tx, user_id: i64, now: i64) -> Result<bool, sqlx::Error> {
    let offered = sqlx::query(
        "UPDATE users SET second_factor_offered_at = ?1 \
         WHERE id = ?2 AND second_factor_offered_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM passkeys WHERE user_id = ?2) \
         AND NOT EXISTS \
         (SELECT 1 FROM authenticator_apps WHERE user_id = ?2 AND added_at IS NOT NULL)",
    )
    .bind(now)
    .bind(user_id)
    .execute(&mut **tx)
    .await?;
    Ok(offered.rows_affected() == 1)
}
