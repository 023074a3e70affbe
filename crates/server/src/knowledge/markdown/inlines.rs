//! Lines: marks, links, pictures in words and addresses that become links. White space is one
//! space, and none where a line of Japanese was merely broken.

use madoguchi_contract::rich_text::{Inline, Mark, is_safe_picture};

use super::{
    convert::Converter,
    links::{self, Piece, Target},
    tree::{Kind, Node},
};

/// Marks and links inside one another; deeper ones are left out.
const MAX_MARKS: usize = 8;

/// Where in a line conversion is.
#[derive(Clone, Copy, Default)]
struct Place {
    depth: usize,
    in_link: bool,
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

    /// A small picture that came with the text is shown; one elsewhere becomes a link, and one
    /// that is nowhere its words.
    fn picture(&mut self, source: &str, words: &str, place: Place, out: &mut Vec<Inline>) {
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

fn append(inline: Inline, out: &mut Vec<Inline>) {
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

/// Runs of white space as one space; a line end between two Japanese characters as nothing.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !is_space(character) {
            if !character.is_control() && character != '\u{FEFF}' {
                out.push(character);
            }
            continue;
        }
        let mut line_end = character == '\n';
        while let Some(space) = characters.next_if(|next| is_space(*next)) {
            line_end |= space == '\n';
        }
        let between = |c: Option<char>| c.is_some_and(is_wide);
        let broken =
            line_end && between(out.chars().next_back()) && between(characters.peek().copied());
        if !broken {
            out.push(' ');
        }
    }
    out
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{A0}' | '\u{200B}')
}

fn is_wide(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
}

fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text { text } => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    }
}

/// White space at the edges of a link goes outside, where it is not underlined.
fn trim_into(content: &mut Vec<Inline>, out: &mut Vec<Inline>) {
    let led = matches!(content.first(), Some(Inline::Text { text }) if text.starts_with(' '));
    trim(content);
    if led && !out.is_empty() {
        append(Inline::Text { text: " ".to_owned() }, out);
    }
}

/// No white space or line ends at the edges, none beside a line end, no more than one empty line.
fn trim(line: &mut Vec<Inline>) {
    let first = line.iter().position(|inline| !is_blank(inline)).unwrap_or(line.len());
    line.drain(..first);
    let last = line.iter().rposition(|inline| !is_blank(inline)).map_or(0, |last| last + 1);
    line.truncate(last);
    trim_start(line);
    trim_end(line);
    for at in 0..line.len() {
        if line[at] == Inline::Break {
            trim_end(&mut line[..at]);
            trim_start(&mut line[at + 1..]);
        }
    }
    let mut breaks = 0;
    line.retain(|inline| {
        breaks = if *inline == Inline::Break { breaks + 1 } else { 0 };
        breaks <= 2 && !matches!(inline, Inline::Text { text } if text.is_empty())
    });
}

fn trim_start(line: &mut [Inline]) {
    match line.first_mut() {
        Some(Inline::Text { text }) => *text = text.trim_start().to_owned(),
        Some(Inline::Marked { content, .. }) => trim_start(content),
        _ => {}
    }
}

fn trim_end(line: &mut [Inline]) {
    match line.last_mut() {
        Some(Inline::Text { text }) => text.truncate(text.trim_end().len()),
        Some(Inline::Marked { content, .. }) => trim_end(content),
        _ => {}
    }
}
