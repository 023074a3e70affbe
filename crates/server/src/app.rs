//! The whole application: what handlers share, and the router with everything around it.
//! Tests and other programs embed the server through [`router`].

use std::{path::Path, sync::Arc};

use axum::{Router, extract::Request, http::StatusCode, middleware, response::Response};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    cases,
    clock::Clock,
    compression,
    config::Config,
    contacts, desk, home, knowledge,
    mail::postman::Postman,
    openapi, password_resets,
    problem::Problem,
    profile, second_factor,
    security::{self, addresses::Addresses},
    session::{self, passwords::Passwords},
    sign_ins, static_files,
    store::Store,
};

/// What handlers share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The database.
    pub store: Store,
    /// All settings.
    pub config: Arc<Config>,
    /// The only source of time.
    pub clock: Clock,
    /// Hashes and checks passwords, a few at a time.
    pub passwords: Passwords,
    /// Counts failures to sign in per network address.
    pub addresses: Addresses,
    /// Counts per network address the requests for links, whatever came of them (a limit on
    /// mismatches alone would tell them from matches), and tries of links that are none.
    pub link_addresses: Addresses,
    /// Sends the mails of the queue.
    pub postman: Postman,
    /// The folder of the database and of everything else that is kept.
    pub data: Arc<Path>,
    /// The folder of the built app; none serves the API alone.
    pub dist: Option<Arc<Path>>,
}

impl AppState {
    /// Opens the database in `data` and gets everything ready.
    pub async fn open(data: &Path, config: Config, clock: Clock) -> Result<Self, sqlx::Error> {
        Ok(Self {
            store: Store::open(data).await?,
            config: Arc::new(config),
            clock,
            passwords: Passwords::new(),
            addresses: Addresses::default(),
            link_addresses: Addresses::default(),
            postman: Postman::default(),
            data: data.into(),
            dist: None,
        })
    }

    /// Serves the built app in `dist` beside the API.
    pub fn with_dist(mut self, dist: &Path) -> Self {
        self.dist = Some(dist.into());
        self
    }
}

/// Everything under `/api`, with its description.
pub fn api() -> OpenApiRouter<AppState> {
    let portal = OpenApiRouter::new()
        .merge(session::router())
        .merge(password_resets::router())
        .merge(profile::router())
        .merge(second_factor::router())
        .merge(sign_ins::router())
        .merge(contacts::router())
        .merge(home::router())
        .merge(cases::router())
        .merge(knowledge::router());
    OpenApiRouter::with_openapi(openapi::base())
        .nest("/api/v1", portal)
        .nest("/api/desk/v1", desk::router())
}

/// The application, ready to be served. Expects the client's address as `ConnectInfo`.
pub fn router(state: AppState) -> Router {
    let (router, document) = api().split_for_parts();
    router
        .merge(openapi::router(document))
        .layer(compression::layer())
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(anything_else)
        .layer(middleware::from_fn(security::finishing::run))
        .layer(middleware::from_fn_with_state(state.clone(), security::cross_site::refuse))
        .layer(middleware::from_fn_with_state(state.clone(), security::time_limit::apply))
        .layer(security::panics::layer())
        .layer(middleware::from_fn_with_state(state.clone(), security::headers::add))
        .layer(middleware::from_fn(security::request_id::assign))
        .with_state(state)
}

async fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
}

/// What no route answers: an unknown path of the API, or a file of the app.
async fn anything_else(
    axum::extract::State(state): axum::extract::State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return Err(Problem::not_found());
    }
    static_files::serve(&state, request).await
}
