//! What the portal shows before anything else: sign-in options, configuration, support hours and
//! announcements.

mod announcements;
mod configuration;
mod sign_in_options;
mod support_hours;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::AppState;

/// The routes of the home page and of the page before sign-in.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sign_in_options::read_sign_in_options))
        .routes(routes!(configuration::read_configuration))
        .routes(routes!(support_hours::read_support_hours))
        .routes(routes!(announcements::list_announcements))
        .routes(routes!(announcements::read_announcement))
        .routes(routes!(announcements::mark_announcement_read))
        .routes(routes!(announcements::dismiss_announcement))
        .routes(routes!(announcements::acknowledge_announcement))
}
