//! What can be configured: `portal.toml`, read once at the start and checked as a whole.
//! Every setting has the figure of the specification as its default; `portal.example.toml`
//! shows and explains all of them.

mod accounts;
mod brand;
mod cases;
mod limits;
mod mail;
mod password;
mod recovery;
mod server;
mod support;

use std::path::Path;

pub use accounts::{AccountKind, Accounts, Lock, Reset, SecondFactor, SessionTimes};
pub use brand::{Brand, Links, ServiceLink};
pub use cases::Cases;
pub use limits::Limits;
pub use mail::{Mail, Security, Smtp};
pub use password::Password;
pub use recovery::Recovery;
use serde::{Deserialize, Serialize};
pub use server::Server;
pub use support::{Support, Week};

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How the server is reached.
    pub server: Server,
    /// What the provider is called and looks like.
    pub brand: Brand,
    /// Where links lead.
    pub links: Links,
    /// When and how the desk can be reached.
    pub support: Support,
    /// User IDs.
    pub accounts: Accounts,
    /// What a password must be like.
    pub password: Password,
    /// How long a session lives.
    pub session: SessionTimes,
    /// What wrong attempts to sign in lead to.
    pub lock: Lock,
    /// Codes, trusted browsers.
    pub second_factor: SecondFactor,
    /// Reset and first password.
    pub reset: Reset,
    /// Rules of cases.
    pub cases: Cases,
    /// Who the portal's mails come from, and how they leave.
    pub mail: Mail,
    /// When the recovery site is open.
    pub recovery: Recovery,
    /// What a single request may cost.
    pub limits: Limits,
}

/// Why the settings cannot be used, in one sentence that names the setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(pub String);

impl std::fmt::Display for ConfigError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads and checks a file.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            ConfigError(format!("cannot read the configuration {}: {error}", path.display()))
        })?;
        Self::parse(&text).map_err(|error| ConfigError(format!("{}: {error}", path.display())))
    }

    /// Reads and checks the text of a file.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let deserializer = toml::Deserializer::parse(text).map_err(|error| {
            let begin = error.span().map_or(0, |span| span.start);
            let line = text.get(..begin).unwrap_or_default().matches('\n').count() + 1;
            ConfigError(format!("line {line} is not TOML: {}", error.message()))
        })?;
        let config: Self = serde_path_to_error::deserialize(deserializer).map_err(|error| {
            let setting = error.path().to_string();
            let why = error.into_inner();
            ConfigError(format!("setting {setting}: {}", why.message()))
        })?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        self.server.check()?;
        self.brand.check()?;
        self.links.check()?;
        self.support.check()?;
        self.accounts.check()?;
        self.password.check()?;
        self.session.check()?;
        self.lock.check()?;
        self.second_factor.check()?;
        self.reset.check()?;
        self.mail.check()?;
        self.recovery.check()?;
        self.limits.check()
    }
}

/// Refuses a setting: `setting` is its full name, `why` completes the sentence "it must …".
fn refuse<T>(setting: &str, why: &str) -> Result<T, ConfigError> {
    Err(ConfigError(format!("setting {setting}: it must {why}")))
}

/// Whether `text` is an absolute web address or a path on this origin.
fn is_link(text: &str) -> bool {
    let path = text.starts_with('/') && !text.starts_with("//");
    let web = text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
    (path || web) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests;
