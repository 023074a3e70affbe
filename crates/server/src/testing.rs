//! For tests of this crate and of programs that embed it: the application on a temporary
//! database with a clock moved by hand, and a client that signs in and keeps the cookie.
//!
//! Failing here fails a test, so everything panics instead of returning errors.

mod client;
mod mails;
pub mod world;

use std::path::PathBuf;

use axum::{Router, http::StatusCode};
use jiff::{SignedDuration, Timestamp};

pub use self::{
    client::{Client, Reply},
    mails::SentMail,
};

use crate::{
    app::{self, AppState},
    clock::Clock,
    config::Config,
    session::tokens,
};

/// The moment at which the clock of a [`TestApp`] stands at first: a Friday, 10:41 in Tokyo.
pub const START: &str = "2026-11-20T01:41:00Z";

/// The password of the users of the sample world, and of those that tests make.
pub const PASSWORD: &str = "Madoguchi-2026!";

/// The application on a database of its own, which is removed when this is dropped.
#[derive(Debug)]
pub struct TestApp {
    /// What handlers share: store, clock, configuration.
    pub state: AppState,
    router: Router,
    folder: PathBuf,
}

impl TestApp {
    /// An empty database and the default configuration.
    pub async fn start() -> Self {
        Self::start_with(Config::default()).await
    }

    /// An empty database and a configuration of one's own.
    pub async fn start_with(config: Config) -> Self {
        let folder = std::env::temp_dir().join(format!("madoguchi-test-{}", tokens::random_hex()));
        std::fs::create_dir(&folder).expect("a temporary folder");
        let start: Timestamp = START.parse().expect("a valid time");
        Self::open(folder, config, Clock::manual(start)).await
    }

    async fn open(folder: PathBuf, config: Config, clock: Clock) -> Self {
        let state = AppState::open(&folder, config, clock).await.expect("a database");
        Self { router: app::router(state.clone()), state, folder }
    }

    /// Stops and starts again on the same database, as after a crash or an update.
    pub async fn restart(mut self) -> Self {
        self.state.store.close().await;
        let folder = std::mem::take(&mut self.folder);
        let config = Config::clone(&self.state.config);
        Self::open(folder, config, self.state.clock.clone()).await
    }

    /// Serves the built app in `dist` beside the API.
    pub fn serving(mut self, dist: &std::path::Path) -> Self {
        self.state = self.state.clone().with_dist(dist);
        self.router = app::router(self.state.clone());
        self
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        self.state.clock.advance(by);
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A browser in which `user_id` has signed in with [`PASSWORD`].
    pub async fn signed_in(&self, user_id: &str) -> Client {
        let mut browser = self.browser();
        let answer = browser.sign_in(user_id, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        browser
    }

    /// A system of the desk with a new token for `scopes`.
    pub async fn desk(&self, scopes: &[&str]) -> Client {
        let token = crate::desk::tokens::create(
            &self.state.store,
            "test",
            &scopes.iter().map(|scope| (*scope).to_owned()).collect::<Vec<_>>(),
            self.state.clock.now_millis(),
        )
        .await
        .expect("a token");
        self.browser().with_header("authorization", &format!("Bearer {token}"))
    }

    /// A system of the desk that may do everything.
    pub async fn desk_for_everything(&self) -> Client {
        self.desk(crate::request::scopes::ALL).await
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if !self.folder.as_os_str().is_empty() {
            // Left-overs in the folder for temporary files are no reason to fail a test.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}
