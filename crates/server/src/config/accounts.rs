//! `[accounts]`, `[session]`, `[lock]`, `[second_factor]` and `[reset]`: user IDs, time-outs, wrong
//! attempts, codes and links. The figures are those of the specification, section sign-in.

use jiff::SignedDuration;
use madoguchi_contract::{Label, site::ResetFigures};
use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse};

/// User IDs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Accounts {
    /// What is added to a mail address to propose a user ID.
    pub user_id_suffix: String,
    /// The kinds of accounts that the sign-in page offers; none where there is only one.
    pub kinds: Vec<AccountKind>,
    /// Whether the accounts open the provider's other portals too.
    pub shared: bool,
    /// Where resellers register their accounts: a mail address; empty for none.
    pub registration_mail: String,
    /// The portal of resellers' and distributors' partners: a web address; empty for none.
    pub partner_portal: String,
}

/// A set of accounts of its own, with a button on the sign-in page.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AccountKind {
    /// Its stable name, which users carry.
    pub id: String,
    /// What the button says before で ログイン.
    pub name: Label,
}

impl Default for Accounts {
    fn default() -> Self {
        Self {
            user_id_suffix: ".mg".to_owned(),
            kinds: Vec::new(),
            shared: false,
            registration_mail: String::new(),
            partner_portal: String::new(),
        }
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
        for (index, kind) in self.kinds.iter().enumerate() {
            let name = kind.id.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '-');
            if kind.id.is_empty() || !name || self.kinds[..index].iter().any(|k| k.id == kind.id) {
                return refuse("accounts.kinds", "have ids of small letters, each different");
            }
            if kind.name.ja.trim().is_empty() || kind.name.en.trim().is_empty() {
                return refuse("accounts.kinds", "have a name in both languages each");
            }
        }
        if !self.registration_mail.is_empty()
            && self.registration_mail.parse::<lettre::Address>().is_err()
        {
            return refuse("accounts.registration_mail", "be a mail address or empty");
        }
        if !self.partner_portal.is_empty() && !super::is_link(&self.partner_portal) {
            return refuse("accounts.partner_portal", "be an https address or empty");
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

/// The second factor.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SecondFactor {
    /// Minutes from the password until it has to be typed again.
    pub step_minutes: u32,
    /// Minutes a mailed code lives.
    pub code_minutes: u32,
    /// Seconds from one mailed code until the next can be sent.
    pub resend_seconds: u32,
    /// Codes mailed to one person in an hour at most.
    pub codes_an_hour: u32,
    /// Hours for which a trusted browser is not asked.
    pub trust_hours: u32,
    /// Minutes for which a password typed again opens changes of the second factor.
    pub confirmation_minutes: u32,
}

impl Default for SecondFactor {
    fn default() -> Self {
        Self {
            step_minutes: 15,
            code_minutes: 5,
            resend_seconds: 30,
            codes_an_hour: 10,
            trust_hours: 8,
            confirmation_minutes: 10,
        }
    }
}

impl SecondFactor {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let figures = [
            ("second_factor.step_minutes", self.step_minutes, 1..=60),
            ("second_factor.code_minutes", self.code_minutes, 1..=60),
            ("second_factor.resend_seconds", self.resend_seconds, 1..=3600),
            ("second_factor.codes_an_hour", self.codes_an_hour, 1..=100),
            ("second_factor.trust_hours", self.trust_hours, 1..=168),
            ("second_factor.confirmation_minutes", self.confirmation_minutes, 1..=60),
        ];
        for (setting, figure, range) in figures {
            if !range.contains(&figure) {
                let (from, to) = range.into_inner();
                return refuse(setting, &format!("be between {from} and {to}"));
            }
        }
        Ok(())
    }
}

/// The password reset.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reset {
    /// Mismatches of user ID and address in a row that block an ID.
    pub attempts: u32,
    /// Minutes the block lasts.
    pub block_minutes: u32,
    /// Minutes a link lives.
    pub link_minutes: u32,
    /// Hours from a completed reset until the next one.
    pub again_hours: u32,
    /// Links mailed to one person in an hour at most.
    pub links_an_hour: u32,
}

impl Default for Reset {
    fn default() -> Self {
        let ResetFigures { attempts, block_minutes, link_minutes, again_hours } =
            ResetFigures::default();
        Self { attempts, block_minutes, link_minutes, again_hours, links_an_hour: 5 }
    }
}

impl Reset {
    /// What the page says of it.
    pub fn figures(&self) -> ResetFigures {
        let Self { attempts, block_minutes, link_minutes, again_hours, .. } = *self;
        ResetFigures { attempts, block_minutes, link_minutes, again_hours }
    }

    /// The ladder of mismatches, to be counted like failures to sign in.
    pub fn lock(&self) -> Lock {
        Lock { attempts: self.attempts, minutes: self.block_minutes, ..Lock::default() }
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let figures = [
            ("reset.attempts", self.attempts),
            ("reset.block_minutes", self.block_minutes),
            ("reset.link_minutes", self.link_minutes),
            ("reset.again_hours", self.again_hours),
            ("reset.links_an_hour", self.links_an_hour),
        ];
        for (setting, figure) in figures {
            if !(1..=10_000).contains(&figure) {
                return refuse(setting, "be between 1 and 10000");
            }
        }
        Ok(())
    }
}
