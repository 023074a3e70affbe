//! `[mail]` and `[mail.smtp]`: who the portal's mails come from, and how they leave.
//! Without an SMTP server they are put into `outbox/*.eml` under the data folder.

use madoguchi_contract::Label;
use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse};

/// Who the portal's mails come from, and how they leave.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// The sender's address, to be allowed in customers' mail filters.
    pub from: String,
    /// The sender's name, in the reader's language.
    pub name: Label,
    /// The server that takes the mails.
    pub smtp: Smtp,
}

/// The server that takes the mails.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// Its name; empty to put mails into the outbox instead.
    pub host: String,
    /// Its port; 0 for the usual one: 587, 465 with `tls`, 25 with `none`.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// A file with the certificate of the authority that vouches for the server, where that is not
    /// a public one; PEM. Empty otherwise.
    pub authority: String,
    /// Name to log in with; empty for none.
    pub user: String,
    /// Password to log in with.
    pub password: String,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// Plain at first, then TLS, which must succeed.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// Not at all: for a server on the same machine.
    None,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            from: "portal@minato.example".to_owned(),
            name: Label {
                ja: "ミナト サービスデスク".to_owned(),
                en: "Minato Service Desk".to_owned(),
            },
            smtp: Smtp::default(),
        }
    }
}

impl Default for Smtp {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 0,
            security: Security::Starttls,
            authority: String::new(),
            user: String::new(),
            password: String::new(),
        }
    }
}

impl Mail {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.from.parse::<lettre::Address>().is_err() {
            return refuse("mail.from", "be a mail address");
        }
        let Smtp { host, security, user, password, .. } = &self.smtp;
        if host.contains(|c: char| c.is_whitespace() || c == '/' || c == ':') {
            return refuse("mail.smtp.host", "be a name or an address, without a port");
        }
        if user.is_empty() && !password.is_empty() {
            return refuse("mail.smtp.user", "be given with mail.smtp.password");
        }
        if *security == Security::None && !user.is_empty() {
            return refuse("mail.smtp.security", "be starttls or tls when a password is sent");
        }
        Ok(())
    }
}
