//! What the portal is called and when its desk answers: `sign-in-options` (public),
//! `configuration` (signed in) and `support-hours` (public).

use serde::{Deserialize, Serialize};

use crate::{Label, Timestamp, password::PasswordRule};

/// `GET /sign-in-options`: what the page before sign-in needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInOptions {
    /// Name, logo and links of the provider.
    pub brand: Brand,
    /// How to reach the desk.
    pub support: Support,
    /// Wrong attempts in a row that lock an ID.
    pub lock_attempts: u32,
    /// Minutes the lock lasts.
    pub lock_minutes: u32,
    /// Whether the recovery site is open to customers that have not moved yet.
    #[serde(default)]
    pub recovery_open: bool,
    /// The kinds of accounts a person chooses from; empty where there is only one.
    #[serde(default)]
    pub account_kinds: Vec<AccountKind>,
    /// What a new password must be like.
    #[serde(default)]
    pub password: PasswordRule,
    /// The figures of the password reset.
    #[serde(default)]
    pub reset: ResetFigures,
    /// Whether the accounts serve the provider's other portals too, so that a password changes there
    /// as well.
    #[serde(default)]
    pub shared_accounts: bool,
    /// Who helps to get an account.
    #[serde(default)]
    pub access_help: AccessHelp,
}

/// A set of accounts of its own (specification, sign-in).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountKind {
    /// Its name on the wire.
    pub id: String,
    /// Such as ビジネスアカウント.
    pub name: Label,
}

/// The figures of the password reset, all of them configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetFigures {
    /// Mismatches of user ID and address that block the ID.
    pub attempts: u32,
    /// Minutes the block lasts.
    pub block_minutes: u32,
    /// Minutes a link lives.
    pub link_minutes: u32,
    /// Hours from a completed reset until the next one.
    pub again_hours: u32,
}

impl Default for ResetFigures {
    fn default() -> Self {
        Self { attempts: 5, block_minutes: 20, link_minutes: 30, again_hours: 24 }
    }
}

/// Who helps to get an account (`/access-help`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessHelp {
    /// Address of the portal's mails, to be allowed in mail filters.
    pub sender: String,
    /// Where resellers register their accounts: a mail address.
    #[serde(default)]
    pub registration_mail: Option<String>,
    /// The portal of resellers' and distributors' partners.
    #[serde(default)]
    pub partner_portal_url: Option<String>,
}

/// The provider as customers know it; white-label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Brand {
    /// Such as ミナト サービスデスク.
    pub name: Label,
    /// What stands beside the name, such as サポートポータル.
    pub tagline: Label,
    /// Path of the logo on this origin; without one the portal's own mark is shown.
    pub logo: Option<String>,
    /// The brand colour as `#rrggbb`; without one the portal's own.
    pub colour: Option<String>,
    /// Privacy policy.
    pub privacy_url: Option<String>,
    /// Accessibility statement.
    pub accessibility_url: Option<String>,
    /// Who holds the copyright.
    pub copyright: String,
}

/// How to reach the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Support {
    /// Mail address.
    pub mail: String,
    /// Telephone number as it is shown.
    pub telephone: String,
}

/// `GET /configuration`: what the signed-in portal needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Configuration {
    /// Portals of the single services, in order.
    pub service_links: Vec<ServiceLink>,
    /// Days after which a resolved case closes by itself; 0 = never.
    pub auto_close_days: u32,
    /// What is added to a mail address to propose a user ID.
    #[serde(default)]
    pub user_id_suffix: String,
}

/// A link to the portal of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceLink {
    /// What the link says.
    pub label: Label,
    /// An `https` address.
    pub url: String,
}

/// `GET /support-hours`: when the desk answers (specification, services).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportHours {
    /// Whether the desk answers now.
    pub open: bool,
    /// Today's hours; none on a day without service.
    pub today: Option<Hours>,
    /// Why today has no service, where it is not a weekend.
    pub closed_because: Option<Closure>,
    /// When the desk opens next; none while it is open.
    pub opens_at: Option<Timestamp>,
    /// The desk's time zone, IANA name.
    pub time_zone: String,
}

/// From and to on one day, local time of the desk, `HH:MM`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hours {
    /// First minute of service.
    pub from: String,
    /// First minute without service.
    pub to: String,
}

/// Why there is no service on a weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Closure {
    /// A Japanese public holiday.
    Holiday {
        /// Its name.
        name: Label,
    },
    /// The closure at the turn of the year.
    YearEnd,
    /// A reason this version does not know.
    #[serde(other)]
    Unknown,
}
