//! Announcements: what the desk tells customers (`/api/v1/announcements`; specification, home).
//! Those aimed at what the reader does not have are in no answer.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, rich_text::Document};

/// One row of the list, a banner, or an entry of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnnouncementSummary {
    /// Article number, such as `KA0000012`.
    pub number: String,
    /// What it is.
    pub kind: AnnouncementKind,
    /// In the reader's language where there is one.
    pub title: String,
    /// The services it concerns, by name; empty when it is for everyone.
    pub services: Vec<String>,
    /// When it was published.
    pub published_at: Timestamp,
    /// Whether the reader has not opened it yet.
    pub unread: bool,
    /// Whether the reader has put its banner away.
    pub dismissed: bool,
    /// Whether it asks to be shown as a banner.
    pub banner: bool,
    /// Whether it asks readers to acknowledge it (`PUT …/acknowledgement`).
    #[serde(default)]
    pub acknowledge: bool,
    /// When the reader did.
    #[serde(default)]
    pub acknowledged_at: Option<Timestamp>,
}

/// What an announcement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementKind {
    /// Planned work.
    Maintenance,
    /// Something is broken.
    Incident,
    /// Anything else, and kinds this version does not know.
    #[serde(other)]
    Notice,
}

/// `GET /announcements`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Announcements {
    /// Newest first.
    pub items: Vec<AnnouncementSummary>,
    /// How many of them the reader has not opened.
    pub unread: u64,
}

/// `GET /announcements/{number}`: the full notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Announcement {
    /// What the list shows of it.
    #[serde(flatten)]
    pub summary: AnnouncementSummary,
    /// The language of title and body.
    pub language: crate::Language,
    /// Who wrote it.
    pub author: String,
    /// Readers, once per person.
    pub views: u64,
    /// 予定日時 of a maintenance.
    pub starts_at: Option<Timestamp>,
    /// End of 予定日時.
    pub ends_at: Option<Timestamp>,
    /// Whether an incident is over.
    pub solved: bool,
    /// 影響範囲 per service, the reader's services first.
    pub impacts: Vec<Impact>,
    /// The text.
    pub body: Document,
}

/// What a maintenance or an incident does to a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Impact {
    /// Name of the service.
    pub service: String,
    /// What its users notice.
    pub text: String,
    /// Whether the reader has the service.
    pub yours: bool,
}
