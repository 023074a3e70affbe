//! `/profile` and what lies below it: the person, password, second factor, own sessions.

pub mod mfa;
pub mod overview;
pub mod password;
pub mod sessions;
