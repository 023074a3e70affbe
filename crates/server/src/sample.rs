//! The sample world: customers, users, cases, announcements and articles that make every screen
//! meaningful. It goes in through the functions of the desk API and is the same every time, except
//! that its dates are relative to today. Acceptance tests rely on it (specification, sample data).

mod announcements;
mod articles;
mod bulk;
mod cases;
mod categories;
mod customers;
mod files;
mod sign_ins;
mod story;

use crate::{app::AppState, problem::Problem, store::Tx};

/// Fills an empty database; false, and nothing happens, when it holds a customer already. With
/// `cases` it goes on until the first company has that many, for measuring.
pub async fn fill(state: &AppState, cases: Option<u32>) -> Result<bool, Problem> {
    let filled: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM companies)")
        .fetch_one(state.store.read())
        .await?;
    if filled {
        return Ok(false);
    }
    let hashes = customers::hash_passwords(state).await?;
    let now = state.clock.now_millis();
    let stories = cases::all(now);
    let messages = story::prepare(state, &stories).await?;
    // One transaction: a world that is half there would never be completed.
    let mut tx = state.store.write().await?;
    customers::fill(&mut tx, now, &hashes).await?;
    sign_ins::fill(&mut tx, now).await?;
    categories::fill(&mut tx).await?;
    for (story, messages) in stories.iter().zip(&messages) {
        story::tell(&mut tx, now, story, messages).await?;
    }
    announcements::fill(&mut tx, now).await?;
    articles::fill(&mut tx, now).await?;
    if let Some(cases) = cases {
        bulk::fill(&mut tx, now, cases).await?;
    }
    keep_quiet(&mut tx, now).await?;
    tx.commit().await?;
    for message in messages.into_iter().flatten() {
        message.keep();
    }
    Ok(true)
}

/// What is in the sample world has been told already: nobody gets mails about it.
async fn keep_quiet(tx: &mut Tx, now: i64) -> Result<(), Problem> {
    for statement in [
        "UPDATE announcements SET told_at = ?",
        "UPDATE cases SET closing_told_at = ? WHERE resolved_at IS NOT NULL",
    ] {
        sqlx::query(statement).bind(now).execute(&mut **tx).await?;
    }
    Ok(())
}
