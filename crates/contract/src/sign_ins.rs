//! Sign-in history (`/api/v1/sign-ins`; specification, account management).
//! A person sees their own, an administrator the company's.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
    /// How it ended.
    pub result: Outcome,
    /// Whose account.
    pub user_id: String,
    /// Family and given name of its owner.
    pub name: String,
    /// The browser in words, such as `Firefox (Windows)`; empty when it did not say.
    pub browser: String,
    /// The network address.
    pub address: String,
    /// Whether this browser had never signed in to this account before.
    #[serde(default)]
    pub new_browser: bool,
}

/// What happened to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// User ID and password; a success without a second factor is a complete sign-in.
    SignIn,
    /// The second factor; a success is a complete sign-in.
    Verification,
    /// The person signed out.
    SignOut,
    /// Sessions were ended: by the owner from elsewhere, or by a change that ends them.
    SessionsEnded,
    /// The owner changed the password.
    PasswordChange,
    /// The password was set by a link.
    PasswordReset,
    /// The mail address changed.
    MailChange,
    /// An app, a passkey or recovery codes changed, or the second factor was switched.
    SecondFactorChange,
    /// An administrator switched sign-in off.
    Disabled,
    /// An administrator switched sign-in on, or opened a lock.
    Enabled,
    /// An event this version does not know.
    #[serde(other)]
    Unknown,
}

impl Event {
    /// All that can be filtered by.
    pub const ALL: [Self; 10] = [
        Self::SignIn,
        Self::Verification,
        Self::SignOut,
        Self::SessionsEnded,
        Self::PasswordChange,
        Self::PasswordReset,
        Self::MailChange,
        Self::SecondFactorChange,
        Self::Disabled,
        Self::Enabled,
    ];

    /// The name on the wire and in the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Verification => "verification",
            Self::SignOut => "sign_out",
            Self::SessionsEnded => "sessions_ended",
            Self::PasswordChange => "password_change",
            Self::PasswordReset => "password_reset",
            Self::MailChange => "mail_change",
            Self::SecondFactorChange => "second_factor_change",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::Unknown => "unknown",
        }
    }

    /// The event of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.id() == id)
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It worked.
    Success,
    /// It was refused.
    Failure,
    /// It was refused, and locked the user ID, or the ID was locked already.
    Locked,
    /// An outcome this version does not know.
    #[serde(other)]
    Unknown,
}

impl Outcome {
    /// All that can be filtered by.
    pub const ALL: [Self; 3] = [Self::Success, Self::Failure, Self::Locked];

    /// The name on the wire and in the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Locked => "locked",
            Self::Unknown => "unknown",
        }
    }

    /// The outcome of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.id() == id)
    }
}

/// In which shape the history is exported (`GET /sign-ins/export?format=`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// UTF-8 with byte-order mark.
    Csv,
    /// Excel.
    Xlsx,
    /// PDF.
    Pdf,
}

impl ExportFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Pdf];

    /// The value of `format`, and the ending of the file.
    pub fn id(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// Most lines in a file; beyond that the answer is 422 `too_many`.
    pub fn most(self) -> u64 {
        match self {
            Self::Csv => 100_000,
            Self::Xlsx => 50_000,
            Self::Pdf => 10_000,
        }
    }

    /// The shape of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }
}
