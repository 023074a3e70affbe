//! Markdown, HTML fragments included, into the typed tree of the contract: never HTML, never less
//! to read than the author wrote, and no link or picture that leaves the origin by itself.
//!
//! Two steps: the parser's events and the tokens of HTML fragments grow a tolerant [`tree`], which
//! [`convert`] then turns into blocks that keep the contract's promises.

mod convert;
mod emphasis;
mod html;
mod inlines;
mod links;
mod outline;
mod pictures;
mod spacing;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

use std::ops::Range;

use madoguchi_contract::rich_text::{Document, Mark};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use self::{
    emphasis::Toggles,
    tree::{Kind, Tree},
};

pub use self::{links::ARTICLE, outline::drop_title, walk::replace_links};

/// Reads Markdown (CommonMark with tables, strike-through and task lists) and the HTML that
/// people mix into it.
///
/// Time and size are linear in the input; callers limit its length. The result is at most
/// [`MAX_DEPTH`](madoguchi_contract::rich_text::MAX_DEPTH) deep, its headings go from level 2
/// without gaps and have unique ids, and its links pass
/// [`is_safe_link`](madoguchi_contract::rich_text::is_safe_link).
pub fn to_document(markdown: &str) -> Document {
    convert(markdown, false)
}

/// Like [`to_document`] for an article: a link to another article's file (`other-article.md`)
/// becomes one to [`ARTICLE`] and its identifier. Only who stores articles can say where that is,
/// and has to do so ([`replace_links`]) before the text goes out.
pub fn to_article(markdown: &str) -> Document {
    convert(markdown, true)
}

fn convert(markdown: &str, articles: bool) -> Document {
    let tree = Reader::read_all(Tree::new(), markdown, true);
    convert::document(tree.finish(), links::is_japanese(markdown), articles)
}

struct Reader {
    tree: Tree,
    toggles: Toggles,
    /// The lines of the HTML block that is being read.
    html: Option<String>,
    /// The lines of the indented block that is being read.
    indented: Option<String>,
    /// Whether indented prose may be read again as Markdown.
    again: bool,
}

impl Reader {
    fn read_all(tree: Tree, markdown: &str, again: bool) -> Tree {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        let events: Vec<(Event, Range<usize>)> =
            Parser::new_ext(markdown, options).into_offset_iter().collect();
        let toggles = Toggles::find(markdown, &events);
        let mut reader = Self { tree, toggles, html: None, indented: None, again };
        for (event, range) in events {
            reader.read(event, range);
        }
        reader.tree
    }

    fn read(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                self.indented = Some(String::new());
            }
            Event::Text(text) if self.indented.is_some() => {
                if let Some(lines) = &mut self.indented {
                    lines.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) if self.indented.is_some() => {
                if let Some(lines) = self.indented.take() {
                    self.indented_block(&lines);
                }
            }
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(lines) = self.html.take() {
                    html::block(&mut self.tree, &lines);
                }
            }
            Event::Html(line) => match &mut self.html {
                Some(lines) => lines.push_str(&line),
                None => html::block(&mut self.tree, &line),
            },
            // Inside an HTML block everything is HTML, whatever event it comes as.
            Event::Text(text) if self.html.is_some() => {
                if let Some(lines) = &mut self.html {
                    lines.push_str(&text);
                }
            }
            Event::Start(tag) => self.start(tag, &range),
            Event::End(_) => {
                if let Some(open) = range.end.checked_sub(2).and_then(|at| self.toggles.at(at)) {
                    self.toggle(open);
                }
                self.tree.close_markdown();
            }
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.tree.add(Kind::Code(text.into_string()));
            }
            Event::InlineHtml(fragment) => html::inline(&mut self.tree, &fragment),
            Event::FootnoteReference(label) => self.tree.text(&format!("[{label}]")),
            Event::SoftBreak => self.tree.text("\n"),
            Event::HardBreak => self.tree.add(Kind::Break),
            Event::Rule => self.tree.add(Kind::Rule),
            Event::TaskListMarker(done) => self.tree.mark_task(done),
        }
    }

    fn start(&mut self, tag: Tag, range: &Range<usize>) {
        let kind = match tag {
            Tag::Strong => {
                if let Some(open) = self.toggles.at(range.start) {
                    self.toggle(open);
                    return self.tree.open_nothing();
                }
                Kind::Mark(Mark::Strong)
            }
            Tag::Emphasis => Kind::Mark(Mark::Emphasis),
            Tag::Strikethrough => Kind::Mark(Mark::Strike),
            Tag::Superscript => Kind::Mark(Mark::Superscript),
            Tag::Subscript => Kind::Mark(Mark::Subscript),
            Tag::Link { dest_url, .. } => Kind::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => Kind::Image { source: dest_url.into_string() },
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::List(start) => {
                Kind::List(start.map(|number| u32::try_from(number).unwrap_or(u32::MAX)))
            }
            Tag::Item => Kind::Item { checked: None },
            Tag::CodeBlock(kind) => Kind::CodeBlock(match kind {
                CodeBlockKind::Fenced(info) => info.into_string(),
                CodeBlockKind::Indented => String::new(),
            }),
            Tag::Table(columns) => Kind::Table(columns),
            Tag::TableHead | Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            _ => Kind::Group,
        };
        self.tree.open_markdown(kind);
    }

    /// Four spaces make code, but many authors only mean "below the entry above".
    fn indented_block(&mut self, lines: &str) {
        let is_prose = lines.contains('。') || lines.contains("](") || lines.contains("**");
        if self.again && is_prose {
            let left: String = lines.lines().flat_map(|line| [line.trim_start(), "\n"]).collect();
            self.tree.open_markdown(Kind::Group);
            let tree = std::mem::replace(&mut self.tree, Tree::new());
            self.tree = Self::read_all(tree, &left, false);
        } else {
            self.tree.open_markdown(Kind::CodeBlock(String::new()));
            self.tree.text(lines);
        }
        self.tree.close_markdown();
    }

    /// Text, with the `**` in it that the parser could not make sense of.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if text.len() != range.len() {
            return self.tree.text(text);
        }
        let mut rest = 0;
        for at in self.toggles.within(&range) {
            let place = at - range.start;
            if place < rest || !text.is_char_boundary(place) {
                continue;
            }
            self.tree.text(&text[rest..place]);
            // The second asterisk may already belong to the next event.
            rest = (place + 2).min(text.len());
            if let Some(open) = self.toggles.at(at) {
                self.toggle(open);
            }
        }
        let rest = if self.toggles.second_at(range.start) { rest.max(1) } else { rest };
        self.tree.text(&text[rest.min(text.len())..]);
    }

    fn toggle(&mut self, open: bool) {
        if open {
            self.tree.open_html("**", Kind::Mark(Mark::Strong));
        } else {
            self.tree.close_html("**");
        }
    }
}
