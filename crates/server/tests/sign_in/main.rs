//! Signing in: the password, the lock, the kinds of accounts, and what the history says of it.

mod history;
mod kinds;
mod password;
