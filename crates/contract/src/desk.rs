//! What the provider's systems send (`/api/desk/v1`, bearer token).
//! Everything is keyed by the provider's own stable identifiers and may be sent again: `PUT`
//! creates or replaces, and sending the same thing twice changes nothing.

use serde::{Deserialize, Serialize};

use crate::{Label, Language, Timestamp, announcements::AnnouncementKind, cases::CaseState};

/// `PUT /companies/{id}`: a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// ご契約者名.
    pub name: String,
}

/// `PUT /products/{id}`: what services belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Its name.
    pub name: Label,
}

/// `PUT /services/{id}`: what a customer number can contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// サービス名.
    pub name: Label,
    /// Identifier of the product.
    pub product: String,
}

/// `PUT /customer-numbers/{number}`: one contract of a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustomerNumber {
    /// Identifier of the company; cannot change.
    pub company: String,
    /// Identifiers of the contracted services.
    pub services: Vec<String>,
}

/// `PUT /users/{user_id}`: a person of a company.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct User {
    /// Identifier of the company; cannot change.
    pub company: String,
    /// 姓.
    pub family_name: String,
    /// 名.
    pub given_name: String,
    /// Registered mail address.
    pub mail: String,
    /// 管理者.
    #[serde(default)]
    pub administrator: bool,
    /// 多要素認証を有効化: the person cannot switch it off. One that the person switched on stays on.
    #[serde(default)]
    pub second_factor: bool,
    /// The account kind, one of those configured; none = the first one.
    #[serde(default)]
    pub kind: Option<String>,
    /// Linked customer numbers; none = all of the company.
    #[serde(default)]
    pub customer_numbers: Option<Vec<String>>,
    /// Customer numbers for which the person is お客様管理者.
    #[serde(default)]
    pub customer_administrator_of: Vec<String>,
    /// Language of screens and mails.
    #[serde(default)]
    pub language: Language,
    /// Whether sign-in is switched off.
    #[serde(default)]
    pub disabled: bool,
}

/// `PUT /categories/{id}`: a category of cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name.
    pub name: Label,
    /// Whether customers can choose it for an enquiry.
    #[serde(default)]
    pub enquiry: bool,
    /// Whether it counts for the rule of one enquiry at a time.
    #[serde(default)]
    pub counts: bool,
}

/// The answer of `POST /users` (with `Idempotency-Key`), which opens an account under a user ID of
/// the portal's own making; see [`crate::user_id::propose`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedAccount {
    /// The user ID.
    pub user_id: String,
}

/// `POST /cases` (with `Idempotency-Key`): a case the desk opens, such as an alert, or one taken
/// over from another system with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    /// The number, where another system gave it; else the next free one.
    #[serde(default)]
    pub number: Option<String>,
    /// お客様番号.
    pub customer_number: String,
    /// Identifier of a service of that customer number.
    #[serde(default)]
    pub service: Option<String>,
    /// Identifier of the category.
    pub category: String,
    /// 件名.
    pub subject: String,
    /// The description, Markdown.
    pub body: String,
    /// User ID of the contact who asked; none for a case of the desk's own.
    #[serde(default)]
    pub contact: Option<String>,
    /// The desk's author where there is no contact.
    #[serde(default)]
    pub author: Option<String>,
    /// User IDs of colleagues who watch it.
    #[serde(default)]
    pub watchers: Vec<String>,
    /// When it was opened; default now. More than a day ago: taken over, nobody gets a mail.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// Files sent with the description.
    #[serde(default)]
    pub attachments: Vec<NewAttachment>,
}

/// The answer of `POST /cases`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Created {
    /// The number it got.
    pub number: String,
}

/// `POST /cases/{number}/comments` (with `Idempotency-Key`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDeskComment {
    /// Markdown.
    pub body: String,
    /// Who of the desk writes; none when a customer's words are taken over, see `contact`.
    #[serde(default)]
    pub author: Option<String>,
    /// User ID of the customer whose words are taken over from another system.
    #[serde(default)]
    pub contact: Option<String>,
    /// When it was written; default now. More than a day ago: taken over, nobody gets a mail.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Files sent with it.
    #[serde(default)]
    pub attachments: Vec<NewAttachment>,
}

/// A small file inside a request of the desk; large ones come by upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAttachment {
    /// File name, without any path.
    pub name: String,
    /// The bytes, base64 with padding (RFC 4648, section 4).
    pub content: String,
}

/// `POST /cases/{number}/transitions` (with `Idempotency-Key`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDeskTransition {
    /// The state after it; see [`CaseState::desk_may_move_to`].
    pub to: CaseState,
    /// Who of the desk did it.
    #[serde(default)]
    pub author: Option<String>,
    /// User ID of the customer whose act is taken over from another system; then the table of
    /// what customers may do holds, see [`CaseState::after`].
    #[serde(default)]
    pub contact: Option<String>,
    /// Why the customer rejected a solution; only with `contact`.
    #[serde(default)]
    pub reason: Option<String>,
    /// When; default now. More than a day ago: taken over, nobody gets a mail.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

/// `PUT /announcements/{external_id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAnnouncement {
    /// What it is.
    pub kind: AnnouncementKind,
    /// Title and text in each language; at least one.
    pub texts: Vec<AnnouncementText>,
    /// Who wrote it.
    pub author: String,
    /// Whom it is aimed at.
    #[serde(default)]
    pub audience: Audience,
    /// Whether it shows as a banner.
    #[serde(default)]
    pub banner: bool,
    /// Whether it asks readers to acknowledge it.
    #[serde(default)]
    pub acknowledge: bool,
    /// When it appears; default now. A maintenance or an incident that is not over is then mailed to
    /// those whose services or customer numbers it names, unless that was more than a day ago.
    #[serde(default)]
    pub published_at: Option<Timestamp>,
    /// Start of the planned work.
    #[serde(default)]
    pub starts_at: Option<Timestamp>,
    /// End of the planned work.
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
    /// Whether an incident is over.
    #[serde(default)]
    pub solved: bool,
    /// What it does to each service.
    #[serde(default)]
    pub impacts: Vec<NewImpact>,
}

/// An announcement in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnouncementText {
    /// Which.
    pub language: Language,
    /// The title.
    pub title: String,
    /// The text, Markdown.
    pub body: String,
}

/// Whom something is aimed at; empty = everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Audience {
    /// Identifiers of services.
    pub services: Vec<String>,
    /// Customer numbers.
    pub customer_numbers: Vec<String>,
}

/// What an announcement says of one service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewImpact {
    /// Identifier of the service.
    pub service: String,
    /// What its users notice.
    pub text: Label,
}

/// `PUT /bases/{id}`: a knowledge base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewBase {
    /// Its name.
    pub name: Label,
    /// What it holds, in a line.
    pub description: Label,
    /// Place in the list, smallest first.
    #[serde(default)]
    pub position: u32,
    /// Identifiers of services it is limited to; empty = everyone.
    #[serde(default)]
    pub services: Vec<String>,
}

/// `PUT /articles/{external_id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewArticle {
    /// Identifier of the base.
    pub base: String,
    /// The title, at most 300 characters.
    pub title: String,
    /// The language.
    pub language: Language,
    /// The text, Markdown; becomes a tree of typed nodes.
    pub markdown: String,
    /// Numbered category, such as `01. サービス仕様書`.
    #[serde(default)]
    pub category: String,
    /// Who wrote it.
    #[serde(default)]
    pub author: String,
    /// Identifiers of services it is limited to; empty = general.
    #[serde(default)]
    pub services: Vec<String>,
    /// When it was first published; default now.
    #[serde(default)]
    pub published_at: Option<Timestamp>,
    /// When it changed last; default now.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
}

/// What a `PUT` did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It did not exist.
    Created,
    /// It was different.
    Changed,
    /// It was the same already.
    Unchanged,
}

/// The answer of a `PUT`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Written {
    /// What happened.
    pub outcome: Outcome,
    /// The portal's own number, where the thing has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}
