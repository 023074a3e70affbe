//! What handlers ask of a request: who it comes from, its body, its query, its conditions.
//! Every extractor refuses with a problem, never with a framework's own text.

mod answer;
mod conditional;
pub mod cursor;
mod desk_token;
mod idempotency;
mod json_body;
mod keyset;
mod parameters;
mod path;
mod query;
mod viewer;

pub use answer::Answer;
pub use conditional::{etag, if_match};
pub use desk_token::{DeskScope, DeskToken, scopes};
pub use idempotency::{Begun, Idempotency, Owner, Pending, purge as purge_idempotency_keys};
pub use json_body::JsonBody;
pub use keyset::Keyset;
pub use parameters::Parameters;
pub use path::Path;
pub use query::{NoQuery, Query};
pub use viewer::{SESSION_COOKIE, Viewer, session_token};
