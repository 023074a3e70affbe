//! Lines: marks, links, pictures in words and addresses that become links, whether the author made
//! them links or not.

use madoguchi_contract::rich_text::{Inline, Mark};

use super::{
    convert::Converter,
    links::{self, Piece, Target},
    spacing::{collapse, is_blank, trim, trim_into},
    tree::{Kind, Node},
};

/// Marks and links inside one another; deeper ones are left out.
const MAX_MARKS: usize = 8;

/// Where in a line conversion is.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub depth: usize,
    pub in_link: bool,
}

impl Converter {
    /// One line, without white space around it; blocks in it keep their words.
    pub fn line(&mut self, nodes: Vec<Node>) -> Vec<Inline> {
        let mut out = Vec::new();
        self.inlines(nodes, Place::default(), &mut out);
        trim(&mut out);
        out
    }

    fn inlines(&mut self, nodes: Vec<Node>, place: Place, out: &mut Vec<Inline>) {
        for node in nodes {
            match node.kind {
                Kind::Text(text) => words(&text, place, out),
                Kind::Code(text) => code(&text, out),
                Kind::CodeGroup => code(&visible(&node.children), out),
                Kind::Break => out.push(Inline::Break),
                Kind::Anchor(name) => self.outline.target(name),
                Kind::Mark(mark) => self.marked(mark, node.children, place, out),
                Kind::Link(href) => self.link(&href, node.children, place, out),
                Kind::Image { source } => {
                    let words = visible(&node.children);
                    self.picture(&source, words.trim(), place, out);
                }
                Kind::CodeBlock(_) => {
                    separate(out);
                    code(&visible(&node.children), out);
                    separate(out);
                }
                Kind::Rule => separate(out),
                _ => {
                    separate(out);
                    self.inlines(node.children, place, out);
                    separate(out);
                }
            }
        }
    }

    fn marked(&mut self, mark: Mark, children: Vec<Node>, place: Place, out: &mut Vec<Inline>) {
        if place.depth >= MAX_MARKS {
            return self.inlines(children, place, out);
        }
        let mut content = Vec::new();
        let inside = Place { depth: place.depth + 1, ..place };
        self.inlines(children, inside, &mut content);
        let holds_words = content.iter().any(|inline| !is_blank(inline));
        if !holds_words {
            content.into_iter().for_each(|inline| append(inline, out));
        } else if let [Inline::Marked { mark: inner, .. }] = content.as_slice()
            && *inner == mark
        {
            out.append(&mut content);
        } else {
            out.push(Inline::Marked { mark, content });
        }
    }

    fn link(&mut self, href: &str, children: Vec<Node>, place: Place, out: &mut Vec<Inline>) {
        let target = match links::target(href) {
            Target::Article(_) if !self.articles => Target::Nowhere,
            target => target,
        };
        if place.in_link || place.depth >= MAX_MARKS || target == Target::Nowhere {
            self.inlines(children, place, out);
            // `[Next](次へ)`: words where an address belongs are meant to be read.
            if links::is_japanese(href) && !href.contains('/') {
                append(Inline::Text { text: format!("（{}）", collapse(href)) }, out);
            }
            return;
        }
        let mut content = Vec::new();
        let inside = Place { depth: place.depth + 1, in_link: true };
        self.inlines(children, inside, &mut content);
        trim_into(&mut content, out);
        let href = match target {
            Target::Keep(href) => href,
            Target::Within(fragment) => format!("#{fragment}"),
            Target::Article(key) => format!("{}{key}", links::ARTICLE),
            Target::Nowhere => return,
        };
        if content.is_empty() && href.starts_with("http") {
            content.push(Inline::Text { text: href.clone() });
        }
        if !content.is_empty() {
            out.push(Inline::Link { href, content });
        }
    }
}

fn words(text: &str, place: Place, out: &mut Vec<Inline>) {
    if place.in_link {
        return append(Inline::Text { text: collapse(text) }, out);
    }
    let mut closes = false;
    for piece in links::pieces(text) {
        match piece {
            Piece::Words(words) => {
                let words = if closes { words.strip_prefix(')').unwrap_or(words) } else { words };
                append(Inline::Text { text: collapse(words) }, out);
                closes = false;
            }
            Piece::Address(address) => {
                let label = take_label(out);
                closes = label.is_some();
                let text = label.unwrap_or_else(|| address.to_owned());
                out.push(Inline::Link {
                    href: address.to_owned(),
                    content: vec![Inline::Text { text }],
                });
            }
        }
    }
}

/// Takes `[label](` off the end of a line: a link that the parser did not see because its author
/// forgot a bracket or typed one too many.
fn take_label(out: &mut [Inline]) -> Option<String> {
    let Some(Inline::Text { text }) = out.last_mut() else { return None };
    let before = text.strip_suffix("](")?;
    let start = before.rfind('[')?;
    let label = before[start + 1..].trim_end_matches(']').trim().to_owned();
    if label.is_empty() || label.contains(']') {
        return None;
    }
    text.truncate(start);
    Some(label)
}

fn code(text: &str, out: &mut Vec<Inline>) {
    let text = collapse(text);
    if !text.trim().is_empty() {
        out.push(Inline::Code { text });
    }
}

pub(super) fn append(inline: Inline, out: &mut Vec<Inline>) {
    match (out.last_mut(), inline) {
        (Some(Inline::Text { text: before }), Inline::Text { text }) => {
            let text = if before.ends_with(' ') { text.trim_start_matches(' ') } else { &text };
            before.push_str(text);
        }
        (_, Inline::Text { text }) if text.is_empty() => {}
        (_, inline) => out.push(inline),
    }
}

/// A block inside a line begins a line of its own.
fn separate(out: &mut Vec<Inline>) {
    if !matches!(out.last(), None | Some(Inline::Break)) {
        out.push(Inline::Break);
    }
}

fn visible(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match &node.kind {
            Kind::Text(part) | Kind::Code(part) => text.push_str(part),
            Kind::Break => text.push(' '),
            _ => text.push_str(&visible(&node.children)),
        }
    }
    text
}
