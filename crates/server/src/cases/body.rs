//! What customers may write: the contract's rich text, within its limits and without surprises.
//! The server decides this alone; a friendlier check in the app changes nothing here.

use madoguchi_contract::{
    limits,
    rich_text::{Block, Document, Inline, MAX_DEPTH},
};

/// Most nodes in one text: far beyond anything typed, far below what costs time to draw.
const MAX_NODES: usize = 5_000;

/// Longest name of the language of code.
const MAX_NAME: usize = 80;

/// Longest address of a link or picture.
const MAX_LINK: usize = 2_000;

/// Deepest nesting of marks and links inside a line.
const MAX_INLINE_DEPTH: usize = 8;

/// Checks a text; gives the code of what is wrong with it: `required`, `too_long`, `too_deep`,
/// `unsafe_link` or `invalid`.
pub fn check(body: &Document) -> Result<(), &'static str> {
    let mut nodes = 0;
    if body.depth() > MAX_DEPTH {
        return Err("too_deep");
    }
    if !blocks_are_sound(&body.0, &mut nodes) {
        return Err("invalid");
    }
    if !body.links_are_safe() {
        return Err("unsafe_link");
    }
    let text = body.plain_text();
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err("invalid");
    }
    if body.is_empty() || !text.is_empty() && text.chars().all(is_invisible) {
        return Err("required");
    }
    if nodes > MAX_NODES || text.chars().count() > limits::BODY {
        return Err("too_long");
    }
    Ok(())
}

/// White space, and characters that only join, part or direct others.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

fn blocks_are_sound(blocks: &[Block], nodes: &mut usize) -> bool {
    *nodes += blocks.len();
    blocks.iter().all(|block| match block {
        Block::Paragraph { content } => line_is_sound(content, 0, nodes),
        Block::Heading { level, id, content } => {
            // A fragment of the page's own, such as `main`, could be taken over; nobody links
            // into a comment.
            (2..=6).contains(level) && id.is_empty() && line_is_sound(content, 0, nodes)
        }
        Block::List { items, .. } => {
            *nodes += items.len();
            items.iter().all(|item| blocks_are_sound(&item.blocks, nodes))
        }
        Block::Code { language, .. } => {
            language.as_ref().is_none_or(|language| language.chars().count() <= MAX_NAME)
        }
        Block::Quote { blocks } | Block::Callout { blocks, .. } => blocks_are_sound(blocks, nodes),
        Block::Table { head, rows } => {
            *nodes += head.len() * (rows.len() + 1);
            !head.is_empty()
                && rows.iter().all(|row| row.len() == head.len())
                && std::iter::once(head)
                    .chain(rows)
                    .flatten()
                    .all(|cell| line_is_sound(&cell.content, 0, nodes))
        }
        Block::Rule => true,
        Block::Unknown => false,
    })
}

fn line_is_sound(content: &[Inline], depth: usize, nodes: &mut usize) -> bool {
    *nodes += content.len();
    depth <= MAX_INLINE_DEPTH
        && content.iter().all(|inline| match inline {
            Inline::Marked { content, .. } => line_is_sound(content, depth + 1, nodes),
            Inline::Link { href, content } => {
                href.chars().count() <= MAX_LINK && line_is_sound(content, depth + 1, nodes)
            }
            Inline::Image { src, .. } => src.chars().count() <= MAX_LINK,
            Inline::Unknown => false,
            Inline::Text { .. } | Inline::Code { .. } | Inline::Break => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(json: &str) -> Result<(), &'static str> {
        check(&serde_json::from_str(json).unwrap())
    }

    fn text(text: &str) -> String {
        format!(r#"[{{"type":"paragraph","content":[{{"type":"text","text":"{text}"}}]}}]"#)
    }

    #[test]
    fn a_heading_cannot_take_a_place_of_the_page() {
        let heading = |id: &str| {
            checked(&format!(
                r#"[{{"type":"heading","level":2,"id":"{id}","content":[{{"type":"text","text":"a"}}]}}]"#
            ))
        };
        assert_eq!(heading(""), Ok(()));
        assert_eq!(heading("main"), Err("invalid"));
    }

    #[test]
    fn ordinary_texts_pass() {
        assert_eq!(checked(&text("接続できません。")), Ok(()));
        assert_eq!(check(&Document::from_plain_text("一行目\n二行目\n\n次")), Ok(()));
        assert_eq!(checked(&text(&"あ".repeat(limits::BODY))), Ok(()));
    }

    #[test]
    fn what_is_wrong_has_a_name() {
        let nested = (0..MAX_DEPTH)
            .fold(text("a"), |inner, _| format!(r#"[{{"type":"quote","blocks":{inner}}}]"#));
        let marked = (0..MAX_INLINE_DEPTH + 1)
            .fold(r#"{"type":"text","text":"a"}"#.to_owned(), |inner, _| {
                format!(r#"{{"type":"marked","mark":"strong","content":[{inner}]}}"#)
            });
        for (json, code) in [
            ("[]".to_owned(), "required"),
            (text("  "), "required"),
            (text("\u{200B}\u{2060} \u{3164}"), "required"),
            (text("a\\u0007"), "invalid"),
            (text("a\\u0000"), "invalid"),
            (text(&"あ".repeat(limits::BODY + 1)), "too_long"),
            (format!("[{}]", vec![r#"{"type":"rule"}"#; MAX_NODES + 1].join(",")), "required"),
            (nested, "too_deep"),
            (format!(r#"[{{"type":"paragraph","content":[{marked}]}}]"#), "invalid"),
            (r#"[{"type":"hologram"}]"#.into(), "invalid"),
            (r#"[{"type":"heading","level":1,"id":"a","content":[]}]"#.into(), "invalid"),
            (r#"[{"type":"heading","level":2,"id":"a b","content":[]}]"#.into(), "invalid"),
            (r#"[{"type":"table","head":[],"rows":[]}]"#.into(), "invalid"),
            (
                r#"[{"type":"paragraph","content":[{"type":"link","href":"javascript:x","content":[]}]}]"#
                    .into(),
                "unsafe_link",
            ),
        ] {
            assert_eq!(checked(&json), Err(code), "{}", &json[..json.len().min(80)]);
        }
    }
}
