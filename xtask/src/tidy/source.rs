//! A Rust file as the rules look at it: its code without comments and texts, and its texts on their own.
//! Not a parser: paths inside `view!` are ordinary words to it, which is exactly what the rules need.

use std::path::Path;

use anyhow::{Context, Result};

use crate::files;

/// One Rust file.
pub struct Source {
    /// The file, from the top of the checkout.
    pub file: String,
    /// The file as it is.
    pub text: String,
    /// The same with comments and the insides of texts blanked, line for line.
    pub code: String,
    /// The texts that stand in it.
    pub literals: Vec<Literal>,
    /// Where its unit tests begin; a line after the last when there are none.
    pub tests_from: usize,
}

/// A text that stands in the code.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// What it says, escapes as written.
    pub text: String,
    /// Whether something is compared with it, as a key that was pressed.
    pub compared: bool,
}

impl Source {
    /// Reads a file of the checkout.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(path: &Path, root: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Self::new(&files::shown(path, root), &text))
    }

    /// A file by its name and text.
    pub fn new(file: &str, text: &str) -> Self {
        let (code, literals) = separate(text);
        let lines = text.lines().count();
        let tests_from = text.lines().position(|line| line.trim() == "#[cfg(test)]");
        Self {
            file: file.to_owned(),
            text: text.to_owned(),
            code,
            literals,
            tests_from: tests_from.map_or(lines + 1, |line| line + 1),
        }
    }

    /// The lines of the code, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Walks over the text once; what is skipped leaves blanks, so that lines and columns stay.
fn separate(text: &str) -> (String, Vec<Literal>) {
    let mut walk = Walk { rest: text, line: 1, code: String::with_capacity(text.len()) };
    let mut literals = Vec::new();
    while let Some(next) = walk.rest.chars().next() {
        if walk.rest.starts_with("//") {
            let length = walk.rest.find('\n').unwrap_or(walk.rest.len());
            walk.blank(length);
        } else if walk.rest.starts_with("/*") {
            walk.blank(block_comment(walk.rest));
        } else if let Some((open, body)) = literal(walk.rest, &walk.code) {
            let line = walk.line;
            let compared = ["==", "!="].iter().any(|sign| walk.code.trim_end().ends_with(sign));
            walk.keep(open);
            literals.push(Literal { line, text: walk.rest[..body].to_owned(), compared });
            walk.blank(body);
            walk.keep(1);
        } else if let Some(length) = character(walk.rest) {
            walk.blank(length);
        } else {
            walk.keep(next.len_utf8());
        }
    }
    (walk.code, literals)
}

struct Walk<'a> {
    rest: &'a str,
    line: usize,
    code: String,
}

impl Walk<'_> {
    fn keep(&mut self, length: usize) {
        let length = length.min(self.rest.len());
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.code.push_str(taken);
        self.rest = rest;
    }

    fn blank(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.code.extend(taken.chars().map(|each| if each == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }
}

/// The length of a block comment, which may hold others.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The lengths of the opening and the inside of a text that begins here.
fn literal(rest: &str, before: &str) -> Option<(usize, usize)> {
    if let Some(inside) = rest.strip_prefix('"') {
        let mut escaped = false;
        let end = inside.char_indices().find(|(_, each)| {
            let ends = *each == '"' && !escaped;
            escaped = *each == '\\' && !escaped;
            ends
        });
        return Some((1, end.map_or(inside.len(), |(end, _)| end)));
    }
    let in_a_word =
        before.chars().next_back().is_some_and(|each| each.is_alphanumeric() || each == '_');
    let inside = rest.strip_prefix('r').filter(|_| !in_a_word || before.ends_with('b'))?;
    let hashes = inside.chars().take_while(|each| *each == '#').count();
    let body = inside[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some((hashes + 2, body.find(&close).unwrap_or(body.len())))
}

/// The length of a character in quotes, which a lifetime is not.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        let end = inside[2..].find('\'')?;
        return Some(1 + 2 + end + 1);
    }
    inside[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_leave_the_code_and_texts_are_kept() {
        let source = Source::new(
            "a.rs",
            "use crate::api; // crate::state\nlet a = \"crate::ui \\\" x\"; /* crate::pages\n */ let b = r#\"a \"b\"\"#;\nlet c = '\"'; fn d<'a>() {}\n",
        );
        assert!(source.code.contains("crate::api"));
        for gone in ["crate::state", "crate::ui", "crate::pages", "a \"b\""] {
            assert!(!source.code.contains(gone), "{gone}");
        }
        assert!(source.code.contains("fn d<'a>() {}"));
        assert_eq!(source.code.lines().count(), source.text.lines().count());
        let texts: Vec<_> =
            source.literals.iter().map(|each| (each.line, each.text.as_str())).collect();
        assert_eq!(texts, [(2, "crate::ui \\\" x"), (3, "a \"b\"")]);
    }

    #[test]
    fn unit_tests_begin_where_they_are_marked() {
        assert_eq!(Source::new("a.rs", "fn a() {}\n\n#[cfg(test)]\nmod tests {}\n").tests_from, 3);
        assert_eq!(Source::new("a.rs", "fn a() {}\n").tests_from, 2);
    }
}
