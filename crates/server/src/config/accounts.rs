//! `[accounts]`, `[session]` and `[lock]`: user IDs, time-outs and wrong attempts.
//! The figures are those of the specification, section sign-in.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse};

/// User IDs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Accounts {
    /// What is added to a mail address to propose a user ID.
    pub user_id_suffix: String,
}

impl Default for Accounts {
    fn default() -> Self {
        Self { user_id_suffix: ".mg".to_owned() }
    }
}

impl Accounts {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let printable = self.user_id_suffix.chars().all(|c| c.is_ascii_graphic());
        if !printable || self.user_id_suffix.len() > 20 {
            return refuse(
                "accounts.user_id_suffix",
                "be at most 20 letters, digits and signs without spaces",
            );
        }
        Ok(())
    }
}

/// How long a session lives.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionTimes {
    /// Minutes without use after which a session ends.
    pub idle_minutes: u32,
    /// Minutes after which a session ends in any case.
    pub absolute_minutes: u32,
}

impl Default for SessionTimes {
    fn default() -> Self {
        Self { idle_minutes: 30, absolute_minutes: 8 * 60 }
    }
}

impl SessionTimes {
    /// Time without use after which a session ends.
    pub fn idle(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.idle_minutes))
    }

    /// Time after which a session ends in any case.
    pub fn absolute(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.absolute_minutes))
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if !(5..=24 * 60).contains(&self.idle_minutes) {
            return refuse("session.idle_minutes", "be between 5 and 1440");
        }
        if self.absolute_minutes < self.idle_minutes || self.absolute_minutes > 7 * 24 * 60 {
            return refuse(
                "session.absolute_minutes",
                "be at least session.idle_minutes and at most 10080",
            );
        }
        Ok(())
    }
}

/// What wrong attempts to sign in lead to.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lock {
    /// Wrong attempts in a row that lock a user ID.
    pub attempts: u32,
    /// Minutes a locked user ID stays locked.
    pub minutes: u32,
    /// Wrong attempts from one network address that shut it out.
    pub address_attempts: u32,
    /// Minutes in which those attempts are counted, and minutes the address is shut out.
    pub address_minutes: u32,
}

impl Default for Lock {
    fn default() -> Self {
        Self { attempts: 5, minutes: 20, address_attempts: 30, address_minutes: 10 }
    }
}

impl Lock {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let figures = [
            ("lock.attempts", self.attempts),
            ("lock.minutes", self.minutes),
            ("lock.address_attempts", self.address_attempts),
            ("lock.address_minutes", self.address_minutes),
        ];
        for (setting, figure) in figures {
            if !(1..=100_000).contains(&figure) {
                return refuse(setting, "be between 1 and 100000");
            }
        }
        Ok(())
    }
}
