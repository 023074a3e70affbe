//! Knowledge: bases, articles and their search (`/api/v1/knowledge`; specification, knowledge).
//! A reader sees general articles and those of the services they have.

use serde::{Deserialize, Serialize};

use crate::{Language, Timestamp, limits, rich_text::Document};

/// `GET /knowledge/bases`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bases {
    /// In the provider's order.
    pub items: Vec<Base>,
    /// Articles in all bases that the reader may see.
    pub articles: u64,
}

/// A knowledge base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Base {
    /// Stable identifier, `snake_case`.
    pub id: String,
    /// Its name.
    pub name: crate::Label,
    /// What it holds, in a line.
    pub description: crate::Label,
    /// Articles the reader may see.
    pub articles: u64,
}

/// One result of `GET /knowledge/articles`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleSummary {
    /// Such as `KA0000012`.
    pub number: String,
    /// The title; matches are marked in `title_marks`.
    pub title: Snippet,
    /// The base it is in.
    pub base: crate::Label,
    /// Numbered category, such as `01. サービス仕様書`; empty when there is none.
    pub category: String,
    /// Text around the first match, or the beginning of the article.
    pub snippet: Snippet,
    /// Who wrote it.
    pub author: String,
    /// The language of the article.
    pub language: Language,
    /// Readers, once per person and day.
    pub views: u64,
    /// When it changed last.
    pub updated_at: Timestamp,
}

/// Text with the matches of a search marked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snippet(pub Vec<SnippetPart>);

/// A stretch of text, matched or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnippetPart {
    /// The text.
    pub text: String,
    /// Whether the query matched it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hit: bool,
}

impl Snippet {
    /// Text without a match.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![SnippetPart { text: text.into(), hit: false }])
    }

    /// The text without the marks.
    pub fn text(&self) -> String {
        self.0.iter().map(|part| part.text.as_str()).collect()
    }
}

/// `GET /knowledge/articles/{number}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Article {
    /// Such as `KA0000012`.
    pub number: String,
    /// The title.
    pub title: String,
    /// Identifier of the base.
    pub base_id: String,
    /// Name of the base.
    pub base: crate::Label,
    /// Numbered category; empty when there is none.
    pub category: String,
    /// Who wrote it.
    pub author: String,
    /// The language of the article.
    pub language: Language,
    /// When it was first published.
    pub published_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// Readers, once per person and day.
    pub views: u64,
    /// The text.
    pub body: Document,
}

/// Whether a knowledge query is long enough: three Latin letters (or digits) or two Japanese
/// characters (specification, knowledge).
pub fn query_is_long_enough(query: &str) -> bool {
    let (mut latin, mut japanese) = (0, 0);
    for character in query.chars().filter(|c| c.is_alphanumeric()) {
        if is_latin(character) { latin += 1 } else { japanese += 1 }
    }
    latin + japanese >= limits::QUERY_LATIN || japanese >= limits::QUERY_JAPANESE
}

fn is_latin(character: char) -> bool {
    // Full-width letters and digits are Latin typed with a Japanese keyboard.
    (character as u32) < 0x250 || ('\u{FF10}'..='\u{FF5A}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_japanese_or_three_latin_characters_are_enough() {
        for enough in ["録音", "vpn", "ＶＰＮ", "ID管", "証明書", " 監視 "] {
            assert!(query_is_long_enough(enough), "{enough}");
        }
        for short in ["", "音", "vp", "ＶＰ", "a b", "--- ---", "I管"] {
            assert!(!query_is_long_enough(short), "{short}");
        }
    }
}
