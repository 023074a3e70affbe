//! The desk's side of cases: categories, new cases, comments, changes of state.
//! The functions work inside a transaction of the caller; the sample world uses them too.

mod categories;
mod create;
mod message;
mod people;
mod write;

use utoipa_axum::{router::OpenApiRouter, routes};

pub use categories::upsert_category;
pub use create::create;
pub use message::Message;
pub use write::{comment, transition};

use crate::{app::AppState, desk::check::Checks};

/// The routes of cases.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(categories::put_category))
        .routes(routes!(create::post_case))
        .routes(routes!(write::post_comment))
        .routes(routes!(write::post_transition))
}

/// A moment in the past, `now` when none is given, in milliseconds; `in_future` for a later one.
fn moment(checks: &mut Checks, field: &str, given: Option<&str>, now: i64) -> i64 {
    let moment = checks.moment(field, given).unwrap_or(now);
    if moment > now {
        checks.wrong(field, "in_future");
    }
    moment
}
