//! White space: one space at most, none at the edges of a line, and none where a line of Japanese
//! was merely broken.

use madoguchi_contract::rich_text::Inline;

use super::inlines::append;

/// Runs of white space as one space; a line end between two Japanese characters as nothing.
pub(super) fn collapse(text: &str) -> String {
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

pub(super) fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text { text } => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    }
}

/// White space at the edges of a link goes outside, where it is not underlined.
pub(super) fn trim_into(content: &mut Vec<Inline>, out: &mut Vec<Inline>) {
    let led = matches!(content.first(), Some(Inline::Text { text }) if text.starts_with(' '));
    trim(content);
    if led && !out.is_empty() {
        append(Inline::Text { text: " ".to_owned() }, out);
    }
}

/// No white space or line ends at the edges, none beside a line end, no more than one empty line.
pub(super) fn trim(line: &mut Vec<Inline>) {
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
