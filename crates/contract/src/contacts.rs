//! An administrator's people (`/api/v1/contacts`; specification, account management).
//! Everybody else is refused with 403. Contacts cannot be deleted.

use serde::{Deserialize, Serialize};

use crate::{Language, Timestamp};

/// A row of 連絡先一覧.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactSummary {
    /// Stable; what `/contacts/{id}` takes.
    pub id: String,
    /// Family and given name.
    pub name: String,
    /// The user ID.
    pub user_id: String,
    /// The registered mail address.
    pub mail: String,
    /// 管理者.
    pub administrator: bool,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// Whether the person can sign in.
    pub state: ContactState,
    /// Whether it is the reader.
    pub own: bool,
    /// The last complete sign-in.
    #[serde(default)]
    pub last_sign_in_at: Option<Timestamp>,
}

/// Whether a person can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ContactState {
    /// Yes.
    Enabled,
    /// Not yet: the first password is not set.
    Invited,
    /// Not now: too many failures.
    Locked {
        /// Seconds until the lock opens by itself.
        seconds: u32,
    },
    /// No: switched off by an administrator or the desk.
    Disabled,
    /// A state this version does not know.
    #[serde(other)]
    Unknown,
}

/// `GET /contacts/{id}`, and the answer to its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// The row of the list.
    pub summary: ContactSummary,
    /// The fields of the form.
    pub fields: ContactFields,
    /// Paired authenticator apps.
    pub apps: u32,
    /// Registered passkeys.
    pub passkeys: u32,
    /// Recovery codes that have not been used.
    pub recovery_codes_left: u32,
    /// When the welcome mail went out last.
    #[serde(default)]
    pub welcome_mail_at: Option<Timestamp>,
    /// Whether it is the last administrator who can sign in: cannot be disabled or demoted.
    pub last_administrator: bool,
    /// The entity tag to send as `If-Match`.
    pub etag: String,
}

/// The fields of a contact: the body of `POST /contacts` (201 [`Contact`]) and of
/// `PUT /contacts/{id}` (with `If-Match`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactFields {
    /// 姓, required.
    pub family_name: String,
    /// 名, required.
    pub given_name: String,
    /// 役職; empty for none.
    #[serde(default)]
    pub title: String,
    /// ご契約者名, required: the name of the administrator's own company.
    pub company: String,
    /// メール, required. Changed here it counts at once, and both addresses are told.
    pub mail: String,
    /// 勤務先電話; empty for none.
    #[serde(default)]
    pub work_telephone: String,
    /// 携帯; empty for none.
    #[serde(default)]
    pub mobile_telephone: String,
    /// 言語.
    pub language: Language,
    /// タイムゾーン, IANA name.
    pub time_zone: String,
    /// ユーザーID, unique over the whole portal: `taken` when somebody has it.
    pub user_id: String,
    /// 管理者.
    pub administrator: bool,
    /// 多要素認証を有効化.
    pub second_factor: bool,
    /// Linked customer numbers; `null` = all of the company, also those to come. Must be said: nobody
    /// is linked to everything by leaving it out.
    #[serde(deserialize_with = "Option::deserialize")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub customer_numbers: Option<Vec<String>>,
}

/// `PUT /contacts/{id}/sign-in`: ログインを無効化, ログインを有効化. Switching on opens a lock too;
/// switching off ends the person's sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInSwitch {
    /// Whether the person may sign in.
    pub enabled: bool,
}

/// `GET /contact-options`: what the form of a contact offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactOptions {
    /// The companies to choose from: the administrator's own.
    pub companies: Vec<String>,
    /// All customer numbers of the company, whatever the administrator is linked to.
    pub customer_numbers: Vec<crate::me::CustomerNumberOption>,
    /// What is added to a mail address to propose a user ID ([`crate::user_id::propose`]).
    pub user_id_suffix: String,
}
