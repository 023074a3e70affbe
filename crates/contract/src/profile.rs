//! What a person changes about themselves (`/api/v1/me/…`; specification, profile).
//! How they like the portal is in [`crate::me`], the second factor in [`crate::second_factor`].

use serde::{Deserialize, Serialize};

use crate::{Timestamp, me::Role};

/// `GET /me/profile`, and the answer to its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// The user ID; only administrators change it.
    pub user_id: String,
    /// 姓.
    pub family_name: String,
    /// 名.
    pub given_name: String,
    /// 役職; empty for none.
    pub title: String,
    /// 勤務先電話; empty for none.
    pub work_telephone: String,
    /// 携帯; empty for none.
    pub mobile_telephone: String,
    /// Where mails go.
    pub mail: String,
    /// A new address that has not been confirmed yet.
    #[serde(default)]
    pub pending_mail: Option<PendingMail>,
    /// The company's name.
    pub company: String,
    /// General user or administrator.
    pub role: Role,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// The entity tag to send as `If-Match` with `PATCH /me/profile`.
    pub etag: String,
}

/// A new mail address that waits for its confirmation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingMail {
    /// The new address.
    pub mail: String,
    /// Until when it can be confirmed: 24 hours after it was asked for.
    pub until: Timestamp,
}

/// `PATCH /me/profile`: only what is given changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ProfileChange {
    /// Required: cannot become empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// Required: cannot become empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Empty for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Empty for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_telephone: Option<String>,
    /// Empty for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_telephone: Option<String>,
}

/// `POST /me/confirmation`: the password once more, before something that opens the account is
/// changed. Holds for ten minutes of this session. A wrong one counts like one at sign-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The password; 422 on field `password` with `wrong` when it is not.
    pub password: String,
}

/// `PUT /me/password`. Ends every other session, forgets trusted browsers, renews this session's
/// cookie.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now; 422 on field `current` with `wrong` when it is not, or the ID is
    /// locked.
    pub current: String,
    /// The new one; codes of [`crate::password::Complaint`] on field `new`, or `same`.
    pub new: String,
}

/// `POST /me/mail-change` (needs a confirmed password): asks for another mail address. It counts
/// once it is confirmed from there; asked again, the last one counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MailChange {
    /// The new address.
    pub mail: String,
}

/// `POST /mail-confirmations` (no session needed): the link that went to the new address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MailConfirmation {
    /// What stands in the fragment of the link.
    pub token: String,
}

/// The answer to [`MailConfirmation`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmedMail {
    /// The address that counts from now on.
    pub mail: String,
}

/// One of the person's sessions (`GET /me/sessions`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSession {
    /// To end it by (`DELETE /me/sessions/{id}`).
    pub id: String,
    /// Whether it is the one that asks.
    pub current: bool,
    /// The browser in words, such as `Firefox (Windows)`; empty when it did not say.
    pub browser: String,
    /// The network address it was opened from.
    pub address: String,
    /// When it was opened.
    pub signed_in_at: Timestamp,
    /// When the person did something in it last.
    pub last_used_at: Timestamp,
}

/// `GET /me/sessions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSessions {
    /// Alive ones, the current one first, then by last use.
    pub items: Vec<OwnSession>,
}
