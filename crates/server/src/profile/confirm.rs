//! The password typed once more: `POST /me/confirmation`, and the same look before a new password.
//! A wrong one counts like one at sign-in, against the ID and against the network address; while
//! the ID is locked, the right one is wrong too.

use axum::extract::State;
use madoguchi_contract::{problem::Problem as ProblemBody, profile::Confirmation, sign_ins::Event};

use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, JsonBody, NoQuery, Viewer},
    security::addresses::Address,
    session::{
        confirmation, history,
        locks::{self, Attempt},
        login_key,
        origin::Origin,
    },
    store::Tx,
};

/// Confirms that it is still the same person: opens changes for some minutes of this session.
#[utoipa::path(
    post, path = "/me/confirmation", tag = "me", security(("session" = [])),
    request_body = Confirmation,
    responses(
        (status = 204),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "cross_site", body = ProblemBody),
        (status = 422, description = "invalid: password is wrong", body = ProblemBody),
        (status = 429, description = "too_many_requests", body = ProblemBody),
    )
)]
pub(super) async fn confirm(
    State(state): State<AppState>,
    viewer: Viewer,
    address: Address,
    origin: Origin,
    _: NoQuery,
    JsonBody(typed): JsonBody<Confirmation>,
) -> Result<Answer, Problem> {
    let look = Look { state: &state, viewer: &viewer, address, origin: &origin, field: "password" };
    let known = look.at(typed.password, Event::Verification).await?;
    let minutes = i64::from(state.config.second_factor.confirmation_minutes);
    let until = state.clock.now_millis() + minutes * 60_000;
    let mut tx = state.store.write().await?;
    look.succeed(&mut tx, &known).await?;
    confirmation::hold(&mut tx, viewer.session_id, until).await?;
    tx.commit().await?;
    Ok(Answer::nothing())
}

/// A look at the password that the person of this session typed.
pub(super) struct Look<'a> {
    pub(super) state: &'a AppState,
    pub(super) viewer: &'a Viewer,
    /// What failures are counted under.
    pub(super) address: Address,
    pub(super) origin: &'a Origin,
    /// The field that is wrong when the password is.
    pub(super) field: &'static str,
}

/// A password that was the right one when it was looked at.
pub(super) struct Known {
    attempt: Attempt,
    line: i64,
    hash: String,
}

impl Look<'_> {
    /// Counts the attempt, notes it as failed, and looks.
    pub(super) async fn at(&self, password: String, event: Event) -> Result<Known, Problem> {
        let (state, user_id) = (self.state, self.viewer.user_id);
        let (now, limits) = (state.clock.now_millis(), &state.config.lock);
        state.addresses.reserve(self.address, now, limits).map_err(Problem::too_many_requests)?;
        let mut tx = state.store.write().await?;
        let key = login_key(&self.viewer.login);
        let attempt = locks::reserve(&mut tx, &key, now, limits).await?;
        let outcome = attempt.outcome();
        let user = Some(user_id);
        let line = history::record(&mut tx, user, event, outcome, self.origin, now).await?;
        let hash: Option<String> =
            sqlx::query_scalar("SELECT password_hash FROM users WHERE id = ?")
                .bind(user_id)
                .fetch_one(&mut *tx)
                .await?;
        tx.commit().await?;
        let matches = state.passwords.matches(password, hash.clone()).await?;
        match hash.filter(|_| matches && attempt.may_look) {
            Some(hash) => {
                state.addresses.forgive(self.address, now);
                Ok(Known { attempt, line, hash })
            }
            None => {
                state.addresses.fail(self.address, now);
                Err(self.wrong())
            }
        }
    }

    /// The attempt was none: it is not counted, and stands in the history as a success. Refuses
    /// when the session has ended, or the password changed, while it was looked at.
    pub(super) async fn succeed(&self, tx: &mut Tx, known: &Known) -> Result<(), Problem> {
        let hash: Option<Option<String>> = sqlx::query_scalar(
            "SELECT u.password_hash FROM sessions s JOIN users u ON u.id = s.user_id \
             WHERE s.id = ? AND u.id = ? AND u.enabled = 1",
        )
        .bind(self.viewer.session_id)
        .bind(self.viewer.user_id)
        .fetch_optional(&mut **tx)
        .await?;
        let hash = hash.ok_or_else(Problem::session_required)?;
        if hash.as_ref() != Some(&known.hash) {
            return Err(self.wrong());
        }
        locks::forgive(tx, &known.attempt, &self.state.config.lock).await?;
        history::succeed(tx, known.line).await?;
        Ok(())
    }

    fn wrong(&self) -> Problem {
        Problem::field(self.field, "wrong")
    }
}
