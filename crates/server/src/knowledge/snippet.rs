//! What a result shows: the title with its matches, and the part of the text where most of them
//! stand together, beginning where a reader would begin.

use std::ops::Range;

use madoguchi_contract::knowledge::{Snippet, SnippetPart};

use super::query::Query;

/// Length of a snippet in characters, about two lines on a desktop.
const LENGTH: usize = 140;
/// How far before the first match a snippet may begin, in characters.
const BEFORE: usize = 40;
/// How much of a text is looked at, in bytes; what comes later is not worth the time.
const LOOKED_AT: usize = 200_000;

/// A whole text with its matches marked.
pub fn marked(text: &str, query: &Query) -> Snippet {
    parts(text, 0..text.len(), &query.matches(text), "", "")
}

/// The beginning of a text.
pub fn beginning(text: &str) -> Snippet {
    let text = head(text);
    let start = text.len() - text.trim_start().len();
    let end = forward(text, start, LENGTH);
    parts(text, start..end, &[], "", if end < text.trim_end().len() { "…" } else { "" })
}

/// The part of a text with the most matches, or its beginning when there are none.
pub fn around(text: &str, query: &Query) -> Snippet {
    let text = head(text);
    let matches = query.matches(text);
    let Some(first) = best(text, &matches) else { return beginning(text) };
    let start = start_before(text, first.start);
    let end = forward(text, start, LENGTH);
    let lead = if start > 0 && !starts_a_sentence(text, start) { "…" } else { "" };
    let trail = if end < text.trim_end().len() { "…" } else { "" };
    parts(text, start..end, &matches, lead, trail)
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(LOOKED_AT)]
}

/// The match with which the densest stretch begins.
fn best(text: &str, matches: &[Range<usize>]) -> Option<Range<usize>> {
    let mut best: Option<(usize, &Range<usize>)> = None;
    for (index, first) in matches.iter().enumerate().take(200) {
        let reach = forward(text, first.start, LENGTH - BEFORE);
        let distinct: std::collections::HashSet<&str> = matches[index..]
            .iter()
            .take_while(|range| range.end <= reach)
            .take(50)
            .map(|range| &text[range.clone()])
            .collect();
        if best.is_none_or(|(count, _)| distinct.len() > count) {
            best = Some((distinct.len(), first));
        }
    }
    best.map(|(_, range)| range.clone())
}

/// Begins with the sentence or line of the match where that is near, else a little before it,
/// not within a word.
fn start_before(text: &str, at: usize) -> usize {
    let earliest = backward(text, at, BEFORE);
    let before = &text[earliest..at];
    let sentence = before
        .char_indices()
        .rfind(|(_, c)| is_end_of_sentence(*c))
        .map(|(place, c)| earliest + place + c.len_utf8());
    let start = match sentence {
        Some(start) => start,
        None if earliest == 0 => 0,
        None => before.find(' ').map_or(earliest, |space| earliest + space),
    };
    start + (text[start..at].len() - text[start..at].trim_start().len())
}

fn starts_a_sentence(text: &str, start: usize) -> bool {
    text[..start].trim_end_matches([' ', '\t']).chars().next_back().is_some_and(is_end_of_sentence)
}

fn is_end_of_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '\n' | '\t')
}

fn forward(text: &str, start: usize, characters: usize) -> usize {
    text[start..].char_indices().nth(characters).map_or(text.len(), |(place, _)| start + place)
}

fn backward(text: &str, end: usize, characters: usize) -> usize {
    text[..end].char_indices().rev().nth(characters - 1).map_or(0, |(place, _)| place)
}

/// Cuts `within` into parts. A line that ends without ending a sentence, such as a heading, is set
/// off from the next one; other line ends and tabs become spaces.
fn parts(
    text: &str,
    within: Range<usize>,
    matches: &[Range<usize>],
    lead: &str,
    trail: &str,
) -> Snippet {
    let mut parts: Vec<SnippetPart> = Vec::new();
    let mut add = |words: &str, hit: bool| {
        let before = parts.last().and_then(|part| part.text.chars().next_back());
        let words = on_one_line(words, before);
        match parts.last_mut() {
            _ if words.is_empty() => {}
            Some(part) if part.hit == hit => part.text.push_str(&words),
            _ => parts.push(SnippetPart { text: words, hit }),
        }
    };
    add(lead, false);
    let mut at = within.start;
    for range in matches {
        let (start, end) = (range.start.max(at), range.end.min(within.end));
        if start < end {
            add(&text[at..start], false);
            add(&text[start..end], true);
            at = end;
        }
    }
    add(text[at..within.end].trim_end(), false);
    add(trail, false);
    Snippet(parts)
}

/// `before` is what stands before the text.
fn on_one_line(text: &str, before: Option<char>) -> String {
    let mut line = String::with_capacity(text.len());
    let mut last = before.unwrap_or(' ');
    for character in text.chars() {
        if character == '\n' && !closes(last) {
            line.push_str(" ·");
        }
        last = if character.is_control() { ' ' } else { character };
        if last != ' ' || !line.ends_with(' ') {
            line.push(last);
        }
    }
    line
}

/// Whether nothing has to be added to set off what follows.
fn closes(character: char) -> bool {
    character.is_whitespace() || ".。!！?？:：;；,、…".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(snippet: &Snippet) -> String {
        snippet
            .0
            .iter()
            .map(|part| if part.hit { format!("[{}]", part.text) } else { part.text.clone() })
            .collect()
    }

    #[test]
    fn a_snippet_begins_with_the_sentence_of_the_match() {
        let text = "準備です。\n通話の録音を始めます。録音は保存されます。";
        let snippet = around(text, &Query::read("録音"));
        assert_eq!(shown(&snippet), "通話の[録音]を始めます。[録音]は保存されます。");
    }

    #[test]
    fn far_into_a_sentence_a_snippet_says_that_something_is_left_out() {
        let text = format!("{}録音{}", "あ".repeat(100), "い".repeat(300));
        let snippet = shown(&around(&text, &Query::read("録音")));
        assert_eq!(snippet, format!("…{}[録音]{}…", "あ".repeat(40), "い".repeat(98)));
    }

    #[test]
    fn the_stretch_with_the_most_different_words_is_shown() {
        let text = format!("録音。{}録音と許可。", "別の文。".repeat(60));
        let snippet = shown(&around(&text, &Query::read("録音 許可")));
        assert_eq!(snippet, "[録音]と[許可]。");
    }

    #[test]
    fn without_a_match_the_beginning_is_shown() {
        assert_eq!(shown(&around("\n本文\n次", &Query::read("録音"))), "本文 · 次");
        assert_eq!(shown(&beginning(&"長".repeat(200))), format!("{}…", "長".repeat(140)));
        assert_eq!(shown(&beginning("")), "");
    }

    #[test]
    fn a_heading_does_not_run_into_its_text() {
        let text = "録音\n設定します。\n\nComputer\nWrite it down.\nThen go on";
        assert_eq!(
            shown(&around(text, &Query::read("録音"))),
            "[録音] · 設定します。 Computer · Write it down. Then go on"
        );
    }

    #[test]
    fn a_title_is_shown_whole() {
        let title = marked("ＶＰＮの設定と vpn の解除", &Query::read("vpn"));
        assert_eq!(shown(&title), "[ＶＰＮ]の設定と [vpn] の解除");
        assert_eq!(title.text(), "ＶＰＮの設定と vpn の解除");
    }
}
