//! What proves the second factor. Finding it changes nothing; using it up makes it worthless, so
//! that the same code never opens anything twice.

use webauthn_rs::prelude::Passkey;

use super::{apps, passkeys, recovery_codes, typed};
use crate::{problem::Problem, store::Tx};

/// Something that proves who a person is.
#[derive(Clone, Debug)]
pub(crate) enum Proof {
    /// A code of an app: the app, and the time step the code belongs to.
    App(i64, i64),
    /// The code that was mailed for the step; it goes with the step.
    Mail,
    /// A recovery code, by its hash.
    RecoveryCode(Vec<u8>),
    /// A passkey with what it says of itself now.
    Passkey(i64, Box<Passkey>),
}

impl Proof {
    /// A code that one of the user's apps shows now. `now` in milliseconds.
    pub(crate) async fn by_app(
        tx: &mut Tx,
        user_id: i64,
        typed: &str,
        now: i64,
    ) -> Result<Option<Self>, sqlx::Error> {
        let Some(code) = typed::digits(typed) else { return Ok(None) };
        let found = apps::look(tx, user_id, &code, now).await?;
        Ok(found.map(|(app, step)| Self::App(app, step)))
    }

    /// One of the user's recovery codes.
    pub(crate) async fn by_recovery_code(
        tx: &mut Tx,
        user_id: i64,
        typed: &str,
    ) -> Result<Option<Self>, sqlx::Error> {
        let Some(code) = typed::recovery_code(typed) else { return Ok(None) };
        Ok(recovery_codes::look(tx, user_id, &code).await?.map(Self::RecoveryCode))
    }

    /// Makes the proof worthless. `now` in milliseconds.
    pub(crate) async fn use_up(&self, tx: &mut Tx, user_id: i64, now: i64) -> Result<(), Problem> {
        match self {
            Self::App(app, step) => apps::use_up(tx, *app, *step, now).await?,
            Self::Mail => {}
            Self::RecoveryCode(hash) => recovery_codes::use_up(tx, user_id, hash).await?,
            Self::Passkey(id, passkey) => passkeys::note_use(tx, *id, passkey, now).await?,
        }
        Ok(())
    }
}
