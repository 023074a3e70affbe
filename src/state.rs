//! What outlives a page: who is signed in, how the portal looks, what it is called, counts in the
//! frame, and short messages. Provided once by `app.rs`, taken by `use_…()`.

pub mod counts;
pub mod look;
pub mod navigation;
pub mod session;
pub mod site;
pub mod toasts;
