//! The person who is signed in (`/api/v1/me`).
//! Preferences change by `PATCH /me/preferences` with `If-Match`.

use serde::{Deserialize, Serialize};

use crate::Language;

/// Who is signed in, what they may do, and how they like the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The user ID, unique over the whole portal.
    pub user_id: String,
    /// Family and given name, in the order they are shown.
    pub name: String,
    /// The company's name.
    pub company: String,
    /// General user or administrator.
    pub role: Role,
    /// The customer numbers the person is linked to.
    pub customer_numbers: Vec<CustomerNumberOption>,
    /// How the person likes the portal.
    pub preferences: Preferences,
    /// The entity tag to send as `If-Match` when preferences change.
    pub preferences_etag: String,
}

/// What a person may do in their company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 一般ユーザー.
    GeneralUser,
    /// 管理者: also manages all users of the company.
    Administrator,
    /// A role this version does not know; treated as a general user.
    #[serde(other)]
    Unknown,
}

/// A customer number with the services it contracts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerNumberOption {
    /// Such as `A100000001`.
    pub number: String,
    /// Names of the contracted services.
    pub services: Vec<String>,
}

/// How a person likes the portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Preferences {
    /// The language of screens and mails.
    pub language: Language,
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// IANA name, such as `Asia/Tokyo`.
    pub time_zone: String,
    /// Larger text.
    pub large_text: bool,
    /// No motion, whatever the system says.
    pub reduced_motion: bool,
    /// Stronger lines and text.
    pub high_contrast: bool,
    /// Events of which the person wants no mail.
    pub muted: Vec<MailEvent>,
    /// Columns of the case list in their order ([`crate::cases::CaseColumn::id`]); empty = the portal's own.
    pub case_columns: Vec<String>,
    /// Order of the case list, as in its `sort` parameter; empty = the portal's own.
    pub case_sort: String,
}

/// An event that the portal mails about and that a person can switch off (specification, outgoing
/// mail). Those of later versions read as [`MailEvent::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailEvent {
    /// An enquiry was received.
    EnquiryReceived,
    /// The desk commented.
    DeskComment,
    /// The state of a case changed.
    StateChange,
    /// A resolved case will close by itself in three days.
    ClosingSoon,
    /// A new alert.
    NewAlert,
    /// A maintenance or an incident of a service.
    Announcement,
    /// A monthly report is there (customer administrators).
    MonthlyReport,
    /// An event this version does not know.
    #[serde(other)]
    Unknown,
}

impl MailEvent {
    /// All that a person can switch off.
    pub const ALL: [Self; 7] = [
        Self::EnquiryReceived,
        Self::DeskComment,
        Self::StateChange,
        Self::ClosingSoon,
        Self::NewAlert,
        Self::Announcement,
        Self::MonthlyReport,
    ];

    /// The name on the wire and in the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::EnquiryReceived => "enquiry_received",
            Self::DeskComment => "desk_comment",
            Self::StateChange => "state_change",
            Self::ClosingSoon => "closing_soon",
            Self::NewAlert => "new_alert",
            Self::Announcement => "announcement",
            Self::MonthlyReport => "monthly_report",
            Self::Unknown => "unknown",
        }
    }

    /// The event of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.id() == id)
    }
}

/// `PATCH /me/preferences`: only what is given changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PreferencesChange {
    /// See [`Preferences::language`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// See [`Preferences::theme`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// See [`Preferences::time_zone`]; an unknown name is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// See [`Preferences::large_text`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub large_text: Option<bool>,
    /// See [`Preferences::reduced_motion`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reduced_motion: Option<bool>,
    /// See [`Preferences::high_contrast`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high_contrast: Option<bool>,
    /// See [`Preferences::muted`]; unknown events are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub muted: Option<Vec<MailEvent>>,
    /// See [`Preferences::case_columns`]; a column twice is refused, and so is a list without the
    /// subject, which is the link to the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_columns: Option<Vec<String>>,
    /// See [`Preferences::case_sort`]; an order the list does not know is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_sort: Option<String>,
}

impl Preferences {
    /// Takes over what `change` gives.
    pub fn take(&mut self, change: PreferencesChange) {
        fn set<T>(value: &mut T, given: Option<T>) {
            if let Some(given) = given {
                *value = given;
            }
        }
        set(&mut self.language, change.language);
        set(&mut self.theme, change.theme);
        set(&mut self.time_zone, change.time_zone);
        set(&mut self.large_text, change.large_text);
        set(&mut self.reduced_motion, change.reduced_motion);
        set(&mut self.high_contrast, change.high_contrast);
        set(&mut self.muted, change.muted);
        set(&mut self.case_columns, change.case_columns);
        set(&mut self.case_sort, change.case_sort);
    }
}

/// The colours of the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Follow the system.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}
