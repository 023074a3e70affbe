//! The postman: takes due mails from the queue in their order and sends them, one at a time.
//! A mail is taken and marked in the database, so that it is neither lost nor sent twice: what a kill
//! may repeat is in `docs/security.md`. Time comes from the injected clock.

mod rows;

use std::{sync::Arc, time::Duration};

use tokio::sync::{Mutex, watch};

use self::rows::Outcome;
use super::{MailError, Mailer, message::Mark, queue::Queued};
use crate::{app::AppState, clock, problem::Problem};

pub use rows::{Failed, failed, purge};

/// How often the postman looks whether there is something to do.
const LOOKS: Duration = Duration::from_secs(1);

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// Longest wait after a mail was not taken.
const LONGEST_WAIT: i64 = 60 * MINUTE;

/// Longest wait after the mail server failed. Shorter: one attempt is made for all mails together,
/// and a code is worth little an hour later.
const LONGEST_PAUSE: i64 = 5 * MINUTE;

/// What the postman knows of the mail server, shared by all clones of the application's state.
#[derive(Clone, Debug, Default)]
pub struct Postman(Arc<Mutex<Pause>>);

/// A rest after the mail server failed, so that thousands of mails do not knock one after another.
#[derive(Debug, Default)]
struct Pause {
    failures: u32,
    until: i64,
}

/// Looks into the queue again and again until `stop` changes; finishes the mail that is being sent.
pub async fn run(state: AppState, mut stop: watch::Receiver<bool>) {
    let mut interval = tokio::time::interval(LOOKS);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            // In this order: after a long round both are ready, and then nothing new is begun.
            biased;
            _ = stop.changed() => return,
            _ = interval.tick() => {}
        }
        if let Err(problem) = round(&state, || *stop.borrow()).await {
            tracing::error!(%problem, "the queue of mails");
        }
    }
}

/// Sends everything that is due by the injected clock.
pub async fn run_due(state: &AppState) -> Result<(), Problem> {
    round(state, || false).await
}

/// Sends what is due, until nothing is, `stopped` says so, or the mail server fails.
async fn round(state: &AppState, stopped: impl Fn() -> bool) -> Result<(), Problem> {
    // Held for the whole round: there is one postman, whoever calls.
    let mut pause = state.postman.0.lock().await;
    let now = state.clock.now_millis();
    if now < pause.until || !rows::is_anything_due(state.store.read(), now).await? {
        return Ok(());
    }
    let mut tx = state.store.write().await?;
    for (id, event) in rows::end_overdue(&mut tx, now).await? {
        tracing::warn!(mail = id, event, "a mail was not sent in time");
    }
    let mut next = rows::take(&mut tx, now).await?;
    tx.commit().await?;
    let mut mailer = Mailer::new(&state.config.mail, &state.data);
    while let Some(mail) = next {
        let outcome = send(state, &mut mailer, &mail).await;
        let now = state.clock.now_millis();
        let failed = matches!(outcome, Outcome::ServerFailed(_) | Outcome::Broke(..));
        *pause = if failed { pause.prolonged(now) } else { Pause::default() };
        // Marking this one and taking the next is one transaction.
        let mut tx = state.store.write().await?;
        rows::mark(&mut tx, &mail, &outcome, now).await?;
        next = if failed || stopped() { None } else { rows::take(&mut tx, now).await? };
        tx.commit().await?;
    }
    mailer.close().await;
    Ok(())
}

/// Sends one mail, and logs how that went without saying to whom or what.
async fn send(state: &AppState, mailer: &mut Mailer<'_>, mail: &Queued) -> Outcome {
    let (id, event) = (mail.id, mail.event.as_str());
    let mark = Mark { id: mail.message_id.clone(), at: clock::timestamp(mail.created_at) };
    let sent = match mail.letter(&state.config) {
        Ok(letter) => mailer.send(&letter, &mark).await.map(drop),
        Err(why) => Err(MailError::Letter(why)),
    };
    let Err(error) = sent else {
        tracing::info!(mail = id, event, "mail sent");
        return Outcome::Sent;
    };
    let reason = error.reason();
    tracing::warn!(mail = id, event, reason, "mail not sent");
    let wait = back_off(mail.attempts.try_into().unwrap_or(u32::MAX), LONGEST_WAIT);
    match error {
        MailError::Letter(_) | MailError::Refused(_) => Outcome::Over(reason),
        MailError::Later(_) => Outcome::Later(reason, wait),
        MailError::Server(_) | MailError::Silent if mailer.is_tried() => {
            Outcome::Broke(reason, wait)
        }
        MailError::Server(_)
        | MailError::Silent
        | MailError::Authority(_)
        | MailError::Outbox(_) => Outcome::ServerFailed(reason),
    }
}

impl Pause {
    fn prolonged(&self, now: i64) -> Self {
        let failures = self.failures.saturating_add(1);
        Self { failures, until: now + back_off(failures, LONGEST_PAUSE) }
    }
}

/// How long to wait after so many attempts: half a minute, then one, two, four …, in milliseconds.
fn back_off(attempts: u32, longest: i64) -> i64 {
    let doubled = attempts.saturating_sub(1).min(16);
    ((30 * SECOND) << doubled).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let minutes = |attempts| back_off(attempts, LONGEST_WAIT) as f64 / MINUTE as f64;
        let waits: Vec<f64> = (1..=9).map(minutes).collect();
        assert_eq!(waits, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]);
        assert_eq!(minutes(u32::MAX), 60.0);
    }
}
