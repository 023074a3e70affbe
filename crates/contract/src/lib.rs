//! The portal's JSON API as Rust types, and the rules that app and server both check.
//! Nothing here knows of a browser, a server framework or a database.
//!
//! Conventions: times are RFC 3339 UTC strings ([`Timestamp`]), dates `YYYY-MM-DD`, enumerations
//! `snake_case`. Enumerations that travel to the app end in an `Unknown` variant, so that a newer
//! server does not break an older app.

pub mod announcements;
pub mod calendar;
pub mod cases;
pub mod contacts;
pub mod desk;
pub mod knowledge;
pub mod limits;
pub mod list;
pub mod me;
pub mod password;
pub mod password_resets;
pub mod problem;
pub mod profile;
pub mod rich_text;
pub mod second_factor;
pub mod session;
pub mod sign_ins;
pub mod site;
pub mod user_id;

/// A moment in time: RFC 3339 in UTC with a `Z`, milliseconds at most, e.g. `2026-11-20T01:41:00Z`.
pub type Timestamp = String;

/// The languages the portal speaks.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Japanese, the default.
    #[default]
    Ja,
    /// English.
    En,
}

impl Language {
    /// The name on the wire, in the database and in `lang` attributes.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Ja, Self::En].into_iter().find(|language| language.id() == id)
    }
}

/// A name in both languages of the portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Label {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

impl Label {
    /// The name in `language`.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}
