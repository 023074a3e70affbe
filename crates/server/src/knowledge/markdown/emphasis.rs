//! Bold in Japanese. CommonMark decides by white space and punctuation whether `**` opens or
//! closes, so `**「録音」**を` stays as it is typed. Here such asterisks are paired in turn.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use pulldown_cmark::{Event, Tag, TagEnd};

/// The `**` that are paired by us, by their place in the source; `true` opens.
#[derive(Debug, Default)]
pub struct Toggles(BTreeMap<usize, bool>);

impl Toggles {
    /// Finds the stretches of text in which the parser did not pair `**` in turn, and pairs them.
    pub fn find(source: &str, events: &[(Event, Range<usize>)]) -> Self {
        let mut found = Self::default();
        let mut line = Line::default();
        for (event, range) in events {
            match event {
                Event::Start(Tag::Strong) => line.strong(source, range),
                Event::Start(Tag::Emphasis) => line.edges(range, 1),
                Event::Text(text) if line.in_code == 0 => line.text(source, text, range),
                Event::Start(tag) if !is_inline_start(tag) => {
                    line.flush(&mut found);
                    line.in_code += u32::from(matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock));
                }
                Event::End(tag) if !is_inline_end(*tag) => {
                    line.flush(&mut found);
                    let ends = matches!(tag, TagEnd::CodeBlock | TagEnd::HtmlBlock);
                    line.in_code = line.in_code.saturating_sub(u32::from(ends));
                }
                _ => {}
            }
        }
        line.flush(&mut found);
        found
    }

    /// Whether the `**` at that place opens; `None` where nothing is paired by us.
    pub fn at(&self, place: usize) -> Option<bool> {
        self.0.get(&place).copied()
    }

    /// Whether the second asterisk of a pair stands at that place.
    pub fn second_at(&self, place: usize) -> bool {
        place.checked_sub(1).is_some_and(|first| self.0.contains_key(&first))
    }

    /// The places within a range of the source.
    pub fn within(&self, range: &Range<usize>) -> Vec<usize> {
        self.0.range(range.clone()).map(|(place, _)| *place).collect()
    }
}

/// What was seen of one paragraph, heading, cell or entry.
#[derive(Default)]
struct Line {
    /// Every asterisk that is not code, an address or escaped.
    asterisks: BTreeSet<usize>,
    /// Where the parser's own pairs begin and end.
    pairs: BTreeSet<(usize, usize)>,
    in_code: u32,
}

impl Line {
    fn strong(&mut self, source: &str, range: &Range<usize>) {
        if source[range.clone()].starts_with("**") {
            self.edges(range, 2);
            self.pairs.insert((range.start, range.end.saturating_sub(2)));
        }
    }

    fn edges(&mut self, range: &Range<usize>, width: usize) {
        for step in 0..width {
            self.asterisks.insert(range.start + step);
            self.asterisks.insert(range.end.saturating_sub(step + 1));
        }
    }

    fn text(&mut self, source: &str, text: &str, range: &Range<usize>) {
        if source.get(range.clone()) != Some(text) {
            return;
        }
        let escaped = range.start > 0 && source.as_bytes()[range.start - 1] == b'\\';
        let places = text.bytes().enumerate().filter(|(_, byte)| *byte == b'*');
        self.asterisks.extend(
            places.map(|(at, _)| at).filter(|at| *at > 0 || !escaped).map(|at| range.start + at),
        );
    }

    fn flush(&mut self, found: &mut Toggles) {
        let asterisks = std::mem::take(&mut self.asterisks);
        let pairs = std::mem::take(&mut self.pairs);
        let Some(doubles) = doubles(&asterisks) else { return };
        let ours: BTreeSet<(usize, usize)> =
            doubles.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        if doubles.len() % 2 == 0 && ours != pairs {
            found
                .0
                .extend(ours.into_iter().flat_map(|(open, close)| [(open, true), (close, false)]));
        }
    }
}

/// The places of exactly two asterisks in a row; `None` when there are longer rows, whose meaning
/// is the parser's business.
fn doubles(asterisks: &BTreeSet<usize>) -> Option<Vec<usize>> {
    let mut doubles = Vec::new();
    let (mut start, mut length) = (0, 0);
    for &place in asterisks {
        if length > 0 && place == start + length {
            length += 1;
        } else {
            if length == 2 {
                doubles.push(start);
            }
            (start, length) = (place, 1);
        }
        if length > 2 {
            return None;
        }
    }
    if length == 2 {
        doubles.push(start);
    }
    Some(doubles)
}

fn is_inline_start(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}
