//! Rich text: a tree of typed nodes, never HTML. Written by the desk (from Markdown) and by
//! customers; drawn by the app node by node.

use serde::{Deserialize, Serialize};

/// Deepest nesting of blocks that is stored; deeper text is flattened or refused.
pub const MAX_DEPTH: usize = 12;

/// A text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Document(pub Vec<Block>);

/// What stands below one another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        content: Vec<Inline>,
    },
    /// A heading inside the text.
    Heading {
        /// 2 to 6; level 1 is the page's own.
        level: u8,
        /// Unique in the document; the fragment that links to it. Empty in what customers write.
        id: String,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number; none for a list without numbers.
        #[serde(default)]
        start: Option<u32>,
        /// The entries.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        items: Vec<ListItem>,
    },
    /// Lines of a program or a console.
    Code {
        /// The language it is written in, where known.
        #[serde(default)]
        language: Option<String>,
        /// The lines.
        text: String,
    },
    /// Somebody else's words.
    Quote {
        /// What they said.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        blocks: Vec<Block>,
    },
    /// A remark that stands out.
    Callout {
        /// How serious it is.
        tone: Tone,
        /// What it says.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        blocks: Vec<Block>,
    },
    /// A table; every row has as many cells as the head.
    Table {
        /// The head row.
        head: Vec<Cell>,
        /// The rows below.
        rows: Vec<Vec<Cell>>,
    },
    /// A line between two parts.
    Rule,
    /// A block this version does not know; left out.
    #[serde(other)]
    Unknown,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListItem {
    /// Done or not, in a list of tasks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<bool>,
    /// What it says.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub blocks: Vec<Block>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cell {
    /// How it is set.
    #[serde(default, skip_serializing_if = "Align::is_start")]
    pub align: Align,
    /// What it says.
    pub content: Vec<Inline>,
}

/// How the text of a cell is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the end, for figures.
    End,
}

impl Align {
    fn is_start(&self) -> bool {
        *self == Self::Start
    }
}

/// How serious a [`Block::Callout`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Worth knowing, and tones this version does not know.
    Note,
    /// A hint.
    Tip,
    /// Take care.
    Warning,
    /// Harm is near.
    Danger,
}

/// What stands beside one another in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// Text with a mark.
    Marked {
        /// Which mark.
        mark: Mark,
        /// What is marked.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        content: Vec<Inline>,
    },
    /// A few characters of a program.
    Code {
        /// The characters.
        text: String,
    },
    /// A link.
    Link {
        /// See [`is_safe_link`]; nothing else is stored.
        href: String,
        /// What can be pressed.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        content: Vec<Inline>,
    },
    /// A picture of this portal. A picture elsewhere arrives as a link, since no request may
    /// leave the origin.
    Image {
        /// See [`is_safe_picture`]; nothing else is stored.
        src: String,
        /// What it shows, in words.
        alt: String,
        /// Pixels, so that its place can be kept free.
        #[serde(default)]
        width: Option<u32>,
        /// Pixels.
        #[serde(default)]
        height: Option<u32>,
    },
    /// The line ends here.
    Break,
    /// Something this version does not know; left out.
    #[serde(other)]
    Unknown,
}

/// A mark on text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// Underlined.
    Underline,
    /// Struck through.
    Strike,
    /// Highlighted.
    Highlight,
    /// A key of the keyboard.
    Keyboard,
    /// Lowered.
    Subscript,
    /// Raised.
    Superscript,
    /// A mark this version does not know; drawn as plain text.
    #[serde(other)]
    Unknown,
}

/// Whether a link may be stored and pressed: `https`, `http`, `mailto`, `tel`, a path of this
/// origin, or a fragment. Everything else (`javascript:`, `data:`, `//host` …) may not.
pub fn is_safe_link(href: &str) -> bool {
    if href.is_empty() || href.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return false;
    }
    if href.starts_with('#') {
        return true;
    }
    if let Some(rest) = href.strip_prefix('/') {
        return !rest.starts_with('/');
    }
    let lower = href.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| lower.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}

/// Longest `data:` address of a picture, in characters: enough for icons in a line.
pub const MAX_DATA_PICTURE: usize = 24_000;

/// Whether a picture may be stored and shown: a path of this origin, or a small PNG, JPEG, GIF or
/// WebP that came inside the text (`data:`, base64, at most [`MAX_DATA_PICTURE`]).
pub fn is_safe_picture(src: &str) -> bool {
    let Some(data) = src.strip_prefix("data:image/") else {
        return src.starts_with('/') && is_safe_link(src);
    };
    src.len() <= MAX_DATA_PICTURE
        && ["png", "jpeg", "gif", "webp"].iter().any(|kind| {
            data.strip_prefix(kind).and_then(|rest| rest.strip_prefix(";base64,")).is_some_and(
                |bytes| {
                    !bytes.is_empty()
                        && bytes.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
                },
            )
        })
}

impl Document {
    /// A text of paragraphs as people type them: a blank line ends a paragraph, a line end breaks
    /// the line. White space around the text is left out.
    pub fn from_plain_text(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
        for line in text.trim().lines() {
            if line.trim().is_empty() {
                paragraphs.push(Vec::new());
            } else if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(line.trim_end());
            }
        }
        Self(
            paragraphs
                .into_iter()
                .filter(|lines| !lines.is_empty())
                .map(|lines| Block::Paragraph {
                    content: lines
                        .into_iter()
                        .enumerate()
                        .flat_map(|(index, line)| {
                            let text = Inline::Text { text: line.to_owned() };
                            if index == 0 { vec![text] } else { vec![Inline::Break, text] }
                        })
                        .collect(),
                })
                .collect(),
        )
    }

    /// What a reader sees, without any form: blocks separated by line ends, cells by tabs.
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        blocks_text(&self.0, &mut out);
        out.truncate(out.trim_end().len());
        out
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.plain_text().trim().is_empty()
    }

    /// Depth of the deepest block, 1 for a text without nesting.
    pub fn depth(&self) -> usize {
        blocks_depth(&self.0)
    }

    /// Whether every link of the text may be stored; see [`is_safe_link`].
    pub fn links_are_safe(&self) -> bool {
        blocks_links_are_safe(&self.0)
    }
}

fn blocks_text(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => {
                inlines_text(content, out);
            }
            Block::List { items, .. } => {
                for item in items {
                    blocks_text(&item.blocks, out);
                }
                continue;
            }
            Block::Code { text, .. } => out.push_str(text),
            Block::Quote { blocks } | Block::Callout { blocks, .. } => {
                blocks_text(blocks, out);
                continue;
            }
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    for cell in row {
                        inlines_text(&cell.content, out);
                        out.push('\t');
                    }
                    out.push('\n');
                }
                continue;
            }
            Block::Rule | Block::Unknown => continue,
        }
        out.push('\n');
    }
}

fn inlines_text(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::Marked { content, .. } | Inline::Link { content, .. } => {
                inlines_text(content, out);
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Break => out.push('\n'),
            Inline::Unknown => {}
        }
    }
}

fn blocks_depth(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::List { items, .. } => {
                1 + items.iter().map(|item| blocks_depth(&item.blocks)).max().unwrap_or(0)
            }
            Block::Quote { blocks } | Block::Callout { blocks, .. } => 1 + blocks_depth(blocks),
            _ => 1,
        })
        .max()
        .unwrap_or(0)
}

fn blocks_links_are_safe(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => {
            inlines_links_are_safe(content)
        }
        Block::List { items, .. } => items.iter().all(|item| blocks_links_are_safe(&item.blocks)),
        Block::Quote { blocks } | Block::Callout { blocks, .. } => blocks_links_are_safe(blocks),
        Block::Table { head, rows } => std::iter::once(head)
            .chain(rows)
            .flatten()
            .all(|cell| inlines_links_are_safe(&cell.content)),
        Block::Code { .. } | Block::Rule | Block::Unknown => true,
    })
}

fn inlines_links_are_safe(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Link { href, content } => is_safe_link(href) && inlines_links_are_safe(content),
        Inline::Marked { content, .. } => inlines_links_are_safe(content),
        Inline::Image { src, .. } => is_safe_picture(src),
        Inline::Text { .. } | Inline::Code { .. } | Inline::Break | Inline::Unknown => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_keeps_its_lines_and_paragraphs() {
        let document = Document::from_plain_text("  佐藤です。\r\n二行目\n\n\n次の段落  \n");
        assert_eq!(document.0.len(), 2);
        assert_eq!(document.plain_text(), "佐藤です。\n二行目\n次の段落");
        assert!(Document::from_plain_text(" \n\n ").is_empty());
    }

    #[test]
    fn links_that_run_script_or_leave_by_a_trick_are_refused() {
        for safe in [
            "https://a.example/x",
            "http://a.example",
            "mailto:a@b.example",
            "tel:0120",
            "/cases",
            "#a1",
        ] {
            assert!(is_safe_link(safe), "{safe}");
        }
        for unsafe_link in [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\nscript:x",
            " https://a.example",
            "//evil.example",
            "/\\evil.example",
            "data:text/html,x",
            "vbscript:x",
            "https://",
            "file:///etc",
        ] {
            assert!(!is_safe_link(unsafe_link), "{unsafe_link}");
        }
    }

    #[test]
    fn pictures_come_from_this_origin_or_with_the_text() {
        for safe in ["/logo.svg", "data:image/png;base64,iVBORw0KGgo="] {
            assert!(is_safe_picture(safe), "{safe}");
        }
        for unsafe_picture in [
            "https://a.example/x.png",
            "//a.example/x.png",
            "data:image/svg+xml;base64,PHN2Zz4=",
            "data:text/html;base64,PGI+",
            "data:image/png;base64,",
            "data:image/png;base64,\" onerror",
            "x.png",
        ] {
            assert!(!is_safe_picture(unsafe_picture), "{unsafe_picture}");
        }
        let long = format!("data:image/png;base64,{}", "A".repeat(MAX_DATA_PICTURE));
        assert!(!is_safe_picture(&long));
    }

    #[test]
    fn unknown_nodes_are_read_and_left_out() {
        let text = r#"[{"type":"hologram","x":1},{"type":"paragraph","content":[{"type":"text","text":"a"},{"type":"spell"}]}]"#;
        let document: Document = serde_json::from_str(text).unwrap();
        assert_eq!(document.plain_text(), "a");
    }
}
