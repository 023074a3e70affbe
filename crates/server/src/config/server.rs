//! `[server]`: how the server is reached from outside.
//! Listening address, data folder and the app's folder are options of the command line.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse};

/// How the server is reached.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Scheme, host and port under which browsers see the portal, without a path.
    pub public_address: String,
    /// Reverse proxies whose `X-Forwarded-For` is believed; empty when there is none.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Default for Server {
    fn default() -> Self {
        Self { public_address: "http://localhost:8080".to_owned(), trusted_proxies: Vec::new() }
    }
}

impl Server {
    /// Whether browsers can reach the portal so.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        let origin = self.public_address.split_once("://").is_some_and(|(scheme, authority)| {
            matches!(scheme, "http" | "https")
                && !authority.is_empty()
                && !authority.contains(|c: char| c == '/' || c == '@' || c.is_whitespace())
        });
        if !origin {
            return refuse(
                "server.public_address",
                "be scheme, host and port without a path, such as https://portal.example.com",
            );
        }
        Ok(())
    }
}
