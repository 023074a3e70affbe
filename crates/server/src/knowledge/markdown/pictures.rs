//! Pictures: small ones that came with the text are shown, ones elsewhere become links, since no
//! request may leave the origin, and those that are nowhere become words.

use madoguchi_contract::rich_text::{Inline, is_safe_picture};

use super::{
    convert::Converter,
    inlines::{Place, append},
    links::{self, Target},
};

impl Converter {
    /// A small picture that came with the text is shown; one elsewhere becomes a link, and one
    /// that is nowhere its words.
    pub(super) fn picture(
        &mut self,
        source: &str,
        words: &str,
        place: Place,
        out: &mut Vec<Inline>,
    ) {
        let name = if self.japanese { "画像" } else { "image" };
        let source: String = source.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        if source.starts_with("data:") && is_safe_picture(&source) {
            let icon = if self.japanese { "アイコン" } else { "icon" };
            let alt = if words.is_empty() { icon } else { words }.to_owned();
            let (width, height) = dimensions(&source).unzip();
            out.push(Inline::Image { src: source, alt, width, height });
            return;
        }
        let text = match (words.is_empty(), self.japanese) {
            (true, true) => format!("（{name}）"),
            (true, false) => format!("({name})"),
            (false, true) => format!("（{name}: {words}）"),
            (false, false) => format!("({name}: {words})"),
        };
        match links::target(&source) {
            Target::Keep(href) if href.starts_with("http") && !place.in_link => {
                let text = if words.is_empty() { name } else { words }.to_owned();
                out.push(Inline::Link { href, content: vec![Inline::Text { text }] });
            }
            _ => append(Inline::Text { text }, out),
        }
    }
}

/// Width and height from the header of a PNG.
fn dimensions(source: &str) -> Option<(u32, u32)> {
    use base64::Engine as _;
    let encoded = source.strip_prefix("data:image/png;base64,")?.get(..32)?;
    let header = base64::engine::general_purpose::STANDARD.decode(encoded).ok()?;
    let figure = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    let (width, height) = (figure(16)?, figure(20)?);
    ((1..=2_000).contains(&width) && (1..=2_000).contains(&height)).then_some((width, height))
}
