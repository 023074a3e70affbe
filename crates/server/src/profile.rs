//! `/api/v1/me/…` and `/api/v1/mail-confirmations`: what people change about themselves.
//! What opens the account (password, mail address) asks for the password again, is mailed to the
//! person, and stands in the sign-in history.

mod confirm;
mod mail_change;
mod mail_confirmation;
mod password;
mod routes;
mod rows;
mod sessions;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::AppState;

/// The routes.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(routes::read, routes::change))
        .routes(routes!(confirm::confirm))
        .routes(routes!(password::change))
        .routes(routes!(mail_change::ask, mail_change::withdraw))
        .routes(routes!(mail_confirmation::confirm))
        .routes(routes!(sessions::list, sessions::end_others))
        .routes(routes!(sessions::end_one))
}
