//! The only door to the server: one file per resource, one client, one kind of error.
//! Nothing else in the app knows an API path or touches the network.

pub mod announcements;
pub mod cases;
pub mod client;
pub mod contacts;
pub mod error;
pub mod knowledge;
pub mod mail_confirmations;
pub mod me;
pub mod password_resets;
pub mod profile;
pub mod second_factor;
pub mod session;
pub mod sign_ins;
pub mod site;

pub use error::{ApiError, ErrorKind};
