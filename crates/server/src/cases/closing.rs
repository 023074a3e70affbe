//! Resolved cases that nobody answers close by themselves after the configured days.
//! Housekeeping looks for them; time comes from the injected clock, so that tests need not wait.

use madoguchi_contract::cases::CaseState;

use super::stream::{By, Open};
use crate::{app::AppState, mail::about_cases, problem::Problem, store::Tx};

/// Most cases that are closed in one transaction, so that customers never wait long for it.
const AT_ONCE: i64 = 200;

const DAY: i64 = 86_400_000;

/// Days before closing by itself at which people are told.
const TOLD_BEFORE: i64 = 3;

/// Closes every resolved case that is due now; says how many they were.
pub async fn close_due(state: &AppState) -> Result<u64, Problem> {
    let days = i64::from(state.config.cases.auto_close_days);
    if days == 0 {
        return Ok(0);
    }
    let mut closed = 0;
    loop {
        let now = state.clock.now_millis();
        let mut tx = state.store.write().await?;
        let due: Vec<String> = sqlx::query_scalar(
            "SELECT number FROM cases WHERE resolved_at <= ? ORDER BY resolved_at LIMIT ?",
        )
        .bind(now - days * DAY)
        .bind(AT_ONCE)
        .fetch_all(&mut *tx)
        .await?;
        if due.is_empty() {
            return Ok(closed);
        }
        for number in &due {
            let mut case = Open::by_number(&mut tx, number).await?;
            close(&mut tx, &mut case, now).await?;
            about_cases::state_may_have_changed(&mut tx, number, now).await?;
            closed += 1;
        }
        tx.commit().await?;
    }
}

/// Tells the people of every resolved case that it closes by itself in three days, once each.
pub async fn tell_due(state: &AppState) -> Result<(), Problem> {
    let days = i64::from(state.config.cases.auto_close_days);
    // Otherwise the mail that it is resolved has just told them.
    if days <= TOLD_BEFORE {
        return Ok(());
    }
    loop {
        let now = state.clock.now_millis();
        let mut tx = state.store.write().await?;
        let due: Vec<(String, i64)> = sqlx::query_as(
            "UPDATE cases SET closing_told_at = ?1 WHERE id IN (SELECT id FROM cases \
             WHERE resolved_at > ?2 AND resolved_at <= ?3 AND closing_told_at IS NULL LIMIT ?4) \
             RETURNING number, resolved_at",
        )
        .bind(now)
        .bind(now - days * DAY)
        .bind(now - (days - TOLD_BEFORE) * DAY)
        .bind(AT_ONCE)
        .fetch_all(&mut *tx)
        .await?;
        for (number, resolved_at) in &due {
            about_cases::closes_soon(&mut tx, number, resolved_at + days * DAY, now).await?;
        }
        tx.commit().await?;
        if due.is_empty() {
            return Ok(());
        }
    }
}

/// The portal itself closes a resolved case. `at` in milliseconds.
pub async fn close(tx: &mut Tx, case: &mut Open, at: i64) -> Result<(), Problem> {
    case.move_to(tx, at, &By::system(), CaseState::Closed, None).await.map(drop)
}
