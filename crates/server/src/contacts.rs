//! An administrator's people: all users of the company, whatever anybody is linked to.
//! Everybody else is refused with 403, and other companies' people do not exist.

mod actions;
mod change;
mod create;
mod fields;
mod last_administrator;
mod list;
mod one;
mod order;
mod rows;
pub mod welcome;

use madoguchi_contract::me::Role;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::AppState, problem::Problem, request::Viewer, store::Tx};

/// The routes.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(one::read, change::change))
        .routes(routes!(actions::switch_sign_in))
        .routes(routes!(actions::reset_second_factor))
        .routes(routes!(actions::send_welcome_mail))
        .routes(routes!(one::options))
}

/// 403 for everybody but administrators.
fn administrators_only(viewer: &Viewer) -> Result<(), Problem> {
    if viewer.role == Role::Administrator { Ok(()) } else { Err(Problem::forbidden()) }
}

/// Begins a change: whoever was demoted or disabled a moment ago changes nothing any more.
async fn begin(state: &AppState, viewer: &Viewer) -> Result<Tx, Problem> {
    administrators_only(viewer)?;
    let mut tx = state.store.write().await?;
    let still: bool =
        sqlx::query_scalar("SELECT administrator AND enabled FROM users WHERE id = ?")
            .bind(viewer.user_id)
            .fetch_one(&mut *tx)
            .await?;
    if still { Ok(tx) } else { Err(Problem::forbidden()) }
}
