//! The description of the API (OpenAPI 3.1), generated from the code.
//! Served at `/api/v1/openapi.json`, printed by `madoguchi-server openapi`.

mod complete;

use axum::{Json, Router, routing::get};
use utoipa::{
    OpenApi,
    openapi::{
        self,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::{
    app::{self, AppState},
    request::SESSION_COOKIE,
    session::cookies::STEP as STEP_COOKIE,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Madoguchi",
        description = "The customers' support portal. `/api/v1` is for the portal's app (session \
                       cookie), `/api/desk/v1` for the provider's systems (bearer token)."
    ),
    components(schemas(madoguchi_contract::problem::Problem))
)]
struct Base;

/// The description without any path.
pub fn base() -> openapi::OpenApi {
    let mut document = Base::openapi();
    let components = document.components.get_or_insert_with(Default::default);
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE))),
    );
    components.add_security_scheme(
        "sign_in_step",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(STEP_COOKIE))),
    );
    components.add_security_scheme(
        "desk_token",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
    );
    document
}

/// The whole description.
pub fn document() -> openapi::OpenApi {
    completed(app::api().into_openapi())
}

fn completed(mut document: openapi::OpenApi) -> openapi::OpenApi {
    complete::complete(&mut document);
    document
}

/// The whole description as indented JSON with a final newline, as it is kept in `docs/`.
pub fn text() -> String {
    let mut text = document().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Serves the description that the routes left in `document`.
pub fn router(document: openapi::OpenApi) -> Router<AppState> {
    let document = completed(document);
    Router::new().route("/api/v1/openapi.json", get(async move || Json(document.clone())))
}
