//! `[password]`: what a password must be like.
//! The rule itself is the contract's, so that the form and the server check alike.

use madoguchi_contract::{limits, password::PasswordRule};
use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse};

/// What a password must be like.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Password {
    /// Fewest characters.
    pub shortest: usize,
    /// Most characters.
    pub longest: usize,
    /// The signs of which one is needed; with letters and digits, all that is allowed.
    pub signs: String,
}

impl Default for Password {
    fn default() -> Self {
        let PasswordRule { shortest, longest, signs } = PasswordRule::default();
        Self { shortest, longest, signs }
    }
}

impl Password {
    /// The rule.
    pub fn rule(&self) -> PasswordRule {
        PasswordRule { shortest: self.shortest, longest: self.longest, signs: self.signs.clone() }
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if !(8..=limits::PASSWORD).contains(&self.shortest) {
            return refuse("password.shortest", "be between 8 and 128");
        }
        if !(self.shortest..=limits::PASSWORD).contains(&self.longest) {
            return refuse("password.longest", "be between password.shortest and 128");
        }
        if self.signs.is_empty() || !self.signs.chars().all(|c| c.is_ascii_punctuation()) {
            return refuse("password.signs", "be signs of a keyboard, such as !#%");
        }
        Ok(())
    }
}
