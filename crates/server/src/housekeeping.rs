//! What the server does by itself, once a minute: forgetting what is over.
//! Every task is safe to repeat and safe to miss.

use std::time::Duration;

use crate::{
    app::AppState, cases::closing, mail, password_resets, problem::Problem, request, session,
};

/// Repeats [`once`] until it is dropped.
pub async fn run(state: AppState) {
    let mut interval = tokio::time::interval(Duration::from_secs(60));
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        if let Err(problem) = once(&state).await {
            tracing::error!(%problem, "housekeeping");
        }
    }
}

/// Does everything that is due by the injected clock.
pub async fn once(state: &AppState) -> Result<(), Problem> {
    let now = state.clock.now_millis();
    let mut tx = state.store.write().await?;
    session::purge(&mut tx, now, &state.config).await?;
    session::locks::purge(&mut tx, now).await?;
    password_resets::purge(&mut tx, state.config.reset.link_minutes, now).await?;
    request::purge_idempotency_keys(&mut tx, now).await?;
    mail::postman::purge(&mut tx, now).await?;
    tx.commit().await?;
    mail::about_announcements::tell_due(state).await?;
    closing::tell_due(state).await?;
    let closed = closing::close_due(state).await?;
    if closed > 0 {
        tracing::info!(closed, "resolved cases closed by themselves");
    }
    Ok(())
}
