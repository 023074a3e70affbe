//! `[limits]`: what a single request may cost the server.
//! Limits of the domain (lengths of texts, page sizes) are part of the contract instead.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse};

/// What a single request may cost.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Largest request body of the portal's API, in bytes.
    pub body_bytes: usize,
    /// Largest request body of the desk's API, in bytes.
    pub desk_body_bytes: usize,
    /// Seconds within which a client must have sent the head of a request; also how long a
    /// connection may stay open unused.
    pub head_seconds: u32,
    /// Seconds within which a request must be answered, its body included.
    pub request_seconds: u32,
    /// Seconds after which a connection ends whose client takes nothing of an answer.
    pub stalled_seconds: u32,
    /// Connections served at the same time; further ones wait.
    pub connections: usize,
    /// Connections of one network address at the same time; further ones are closed. Trusted
    /// proxies may have any number.
    pub connections_per_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1 << 20,
            desk_body_bytes: 4 << 20,
            head_seconds: 30,
            request_seconds: 30,
            stalled_seconds: 30,
            connections: 2_000,
            connections_per_address: 1_000,
        }
    }
}

impl Limits {
    /// Time within which a client must have sent the head of a request.
    pub fn head(&self) -> Duration {
        Duration::from_secs(u64::from(self.head_seconds))
    }

    /// Time within which a request must be answered.
    pub fn request(&self) -> Duration {
        Duration::from_secs(u64::from(self.request_seconds))
    }

    /// Time after which a connection ends whose client takes nothing of an answer.
    pub fn stalled(&self) -> Duration {
        Duration::from_secs(u64::from(self.stalled_seconds))
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.body_bytes < 128 << 10 {
            return refuse("limits.body_bytes", "be at least 131072");
        }
        if self.desk_body_bytes < self.body_bytes {
            return refuse("limits.desk_body_bytes", "be at least limits.body_bytes");
        }
        if !(1..=600).contains(&self.head_seconds) {
            return refuse("limits.head_seconds", "be between 1 and 600");
        }
        if !(1..=3_600).contains(&self.request_seconds) {
            return refuse("limits.request_seconds", "be between 1 and 3600");
        }
        if !(1..=600).contains(&self.stalled_seconds) {
            return refuse("limits.stalled_seconds", "be between 1 and 600");
        }
        if self.connections_per_address == 0 {
            return refuse("limits.connections_per_address", "be at least 1");
        }
        if self.connections == 0 {
            return refuse("limits.connections", "be at least 1");
        }
        Ok(())
    }
}
