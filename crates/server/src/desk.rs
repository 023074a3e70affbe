//! The desk API, `/api/desk/v1`: what the provider's systems send. One file per resource; the
//! functions that write are used by the handlers and by the sample world alike.

pub mod announcements;
pub mod articles;
pub mod bases;
pub mod cases;
pub mod check;
pub mod companies;
pub mod customer_numbers;
pub mod services;
pub mod tokens;
pub mod users;

use axum::http::StatusCode;
use madoguchi_contract::desk::{Outcome, Written};
use utoipa_axum::router::OpenApiRouter;

use crate::{app::AppState, request::Answer};

/// The routes of the desk API.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(companies::router())
        .merge(customer_numbers::router())
        .merge(services::router())
        .merge(users::router())
        .merge(announcements::router())
        .merge(cases::router())
        .merge(bases::router())
        .merge(articles::router())
}

/// The answer of a `PUT`: 201 when it did not exist, else 200.
pub fn written(outcome: Outcome, number: Option<String>) -> Answer {
    let status = match outcome {
        Outcome::Created => StatusCode::CREATED,
        Outcome::Changed | Outcome::Unchanged => StatusCode::OK,
    };
    Answer::new(status, &Written { outcome, number })
}
