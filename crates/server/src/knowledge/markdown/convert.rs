//! The grown tree into blocks of the contract: bounded in depth, without empty parts.
//! What has no form of its own at its place keeps its words.

use madoguchi_contract::rich_text::{Block, Document, Inline, ListItem, MAX_DEPTH, Mark, Tone};

use super::{
    outline::{self, Outline},
    tree::{Kind, Node},
};

/// What conversion needs to remember.
pub struct Converter {
    pub outline: Outline,
    /// Whether our own words beside pictures are Japanese.
    pub japanese: bool,
    /// Whether links to files of other articles are kept.
    pub articles: bool,
}

/// Turns the tree into a document.
pub fn document(nodes: Vec<Node>, japanese: bool, articles: bool) -> Document {
    let mut converter = Converter { outline: Outline::default(), japanese, articles };
    let mut blocks = converter.blocks(nodes, 1);
    outline::level(&mut blocks);
    converter.outline.resolve_links(&mut blocks);
    Document(blocks)
}

impl Converter {
    /// Blocks at nesting `depth`, 1 for those of the document itself.
    pub fn blocks(&mut self, nodes: Vec<Node>, depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        let mut line = Vec::new();
        for node in nodes {
            if node.holds_block {
                self.paragraph(std::mem::take(&mut line), &mut out);
                self.block(node, depth, &mut out);
            } else {
                line.push(node);
            }
        }
        self.paragraph(line, &mut out);
        out
    }

    fn paragraph(&mut self, line: Vec<Node>, out: &mut Vec<Block>) {
        let content = self.line(line);
        if !content.is_empty() {
            out.push(Block::Paragraph { content });
        }
    }

    fn block(&mut self, node: Node, depth: usize, out: &mut Vec<Block>) {
        let too_deep = depth >= MAX_DEPTH;
        match node.kind {
            Kind::Heading(level) => self.heading(level, node.children, out),
            Kind::Quote if !too_deep => {
                let blocks = self.blocks(node.children, depth + 1);
                out.extend(quote(blocks));
            }
            Kind::List(start) if !too_deep => {
                let items = self.items(node.children, depth + 1);
                if !items.is_empty() {
                    out.push(Block::List { start, items });
                }
            }
            Kind::CodeBlock(info) => {
                let text = verbatim(&node.children);
                let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
                if !text.trim().is_empty() {
                    out.push(Block::Code { language: language(&info), text: text.to_owned() });
                }
            }
            Kind::Table(columns) => self.table(&columns, node.children, depth, out),
            Kind::Summary => {
                let content = self.line(node.children);
                if !content.is_empty() {
                    let strong = Inline::Marked { mark: Mark::Strong, content };
                    out.push(Block::Paragraph { content: vec![strong] });
                }
            }
            Kind::Rule => out.push(Block::Rule),
            _ => out.extend(self.blocks(node.children, depth)),
        }
    }

    fn heading(&mut self, level: u8, children: Vec<Node>, out: &mut Vec<Block>) {
        let mut names = Vec::new();
        anchors(&children, &mut names);
        let content = self.line(children);
        if content.is_empty() {
            names.into_iter().for_each(|name| self.outline.target(name));
            return;
        }
        let text = Document(vec![Block::Paragraph { content: content.clone() }]).plain_text();
        let id = self.outline.heading(&text, names);
        out.push(Block::Heading { level, id, content });
    }

    /// Entries of a list. What stands between them belongs to none, so it becomes one.
    fn items(&mut self, nodes: Vec<Node>, depth: usize) -> Vec<ListItem> {
        let mut items = Vec::new();
        let mut stray = Vec::new();
        for node in nodes {
            if let Kind::Item { checked } = node.kind {
                self.item(std::mem::take(&mut stray), None, depth, &mut items);
                self.item(node.children, checked, depth, &mut items);
            } else {
                stray.push(node);
            }
        }
        self.item(stray, None, depth, &mut items);
        items
    }

    fn item(
        &mut self,
        nodes: Vec<Node>,
        checked: Option<bool>,
        depth: usize,
        items: &mut Vec<ListItem>,
    ) {
        let blocks = self.blocks(nodes, depth);
        if !blocks.is_empty() {
            items.push(ListItem { checked, blocks });
        }
    }
}

/// A quotation, or what `[!NOTE]` in its first line makes of it.
fn quote(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut tone = None;
    if let Some(Block::Paragraph { content }) = blocks.first_mut() {
        if take_video(content) {
            return blocks;
        }
        tone = take_alert(content);
        if content.is_empty() {
            blocks.remove(0);
        }
    }
    match tone {
        _ if blocks.is_empty() => blocks,
        Some(tone) => vec![Block::Callout { tone, blocks }],
        None => vec![Block::Quote { blocks }],
    }
}

/// `[!VIDEO address]`, which stands in a quotation only for its form, is a link.
fn take_video(content: &mut Vec<Inline>) -> bool {
    let [Inline::Text { text: start }, Inline::Link { .. }, Inline::Text { text: end }] =
        content.as_slice()
    else {
        return false;
    };
    let is_video = start.trim().eq_ignore_ascii_case("[!video") && end.trim() == "]";
    if is_video {
        content[0] = Inline::Text { text: "▶ ".to_owned() };
        content.truncate(2);
    }
    is_video
}

/// Takes the marker of an alert off the beginning of a line.
fn take_alert(content: &mut Vec<Inline>) -> Option<Tone> {
    let Some(Inline::Text { text }) = content.first_mut() else { return None };
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let tone = match name.trim().to_uppercase().as_str() {
        "NOTE" | "INFO" | "メモ" | "注" | "備考" | "情報" => Tone::Note,
        "TIP" | "HINT" | "ヒント" => Tone::Tip,
        "IMPORTANT" | "WARNING" | "ATTENTION" | "重要" | "警告" | "注意" => Tone::Warning,
        "CAUTION" | "DANGER" | "危険" => Tone::Danger,
        _ => return None,
    };
    *text = rest.trim_start().to_owned();
    if text.is_empty() {
        content.remove(0);
        if content.first() == Some(&Inline::Break) {
            content.remove(0);
        }
    }
    Some(tone)
}

/// Text as it is typed, for code.
fn verbatim(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match &node.kind {
            Kind::Text(part) | Kind::Code(part) => text.push_str(part),
            Kind::Break => text.push('\n'),
            _ => text.push_str(&verbatim(&node.children)),
        }
    }
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// The language of a fence: its first word, where that can be a name.
fn language(info: &str) -> Option<String> {
    let word = info.split([' ', ',', '{']).next().unwrap_or_default();
    let is_name = (1..=20).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-_.".contains(&byte));
    is_name.then(|| word.to_ascii_lowercase())
}

fn anchors(nodes: &[Node], names: &mut Vec<String>) {
    for node in nodes {
        if let Kind::Anchor(name) = &node.kind {
            names.push(name.clone());
        }
        anchors(&node.children, names);
    }
}
