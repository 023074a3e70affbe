//! Checks that what the desk sends can be kept: lengths, identifiers, control characters.
//! All that is wrong with a request is said at once.

use madoguchi_contract::{Label, problem::FieldError};

use crate::{clock, problem::Problem};

/// Longest identifier of the desk's own, in characters.
pub const KEY: usize = 100;
/// Longest name of a company, service, person or base, in characters.
pub const NAME: usize = 200;
/// Longest title of an announcement or article, in characters.
pub const TITLE: usize = 300;
/// Longest Markdown text, in characters.
pub const TEXT: usize = 400_000;

/// What has been found wrong so far.
#[derive(Clone, Debug, Default)]
pub struct Checks(Vec<FieldError>);

impl Checks {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes that `field` is wrong because of `code`.
    pub fn wrong(&mut self, field: impl Into<String>, code: &str) {
        self.0.push(FieldError { field: field.into(), code: code.to_owned() });
    }

    /// A line of text that must be there: `required`, `too_long`, `invalid`.
    pub fn line(&mut self, field: impl Into<String>, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.wrong(field, "required");
        } else {
            self.optional_line(field, text, most);
        }
    }

    /// A line of text that may be empty: `too_long`, `invalid`.
    pub fn optional_line(&mut self, field: impl Into<String>, text: &str, most: usize) {
        if text.chars().count() > most {
            self.wrong(field, "too_long");
        } else if text.chars().any(char::is_control) {
            self.wrong(field, "invalid");
        }
    }

    /// Text of several lines that may be empty: `too_long`, `invalid`.
    pub fn text(&mut self, field: impl Into<String>, text: &str, most: usize) {
        let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
        if text.chars().count() > most {
            self.wrong(field, "too_long");
        } else if !text.chars().all(allowed) {
            self.wrong(field, "invalid");
        }
    }

    /// A name in both languages.
    pub fn label(&mut self, field: &str, label: &Label, most: usize) {
        self.line(format!("{field}.ja"), &label.ja, most);
        self.line(format!("{field}.en"), &label.en, most);
    }

    /// A moment, if one is given: `invalid`. Gives it in milliseconds.
    pub fn moment(&mut self, field: &str, text: Option<&str>) -> Option<i64> {
        let moment = clock::from_wire(text?);
        if moment.is_none() {
            self.wrong(field, "invalid");
        }
        moment
    }

    /// Lists must not name a thing twice: `duplicate`.
    pub fn distinct(&mut self, field: &str, names: &[impl AsRef<str>]) {
        let mut names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            self.wrong(field, "duplicate");
        }
    }

    /// Refuses with 422 when anything was wrong.
    pub fn finish(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::fields(self.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let mut checks = Checks::new();
        checks.line("name", "  ", NAME);
        checks.line("subject", &"長".repeat(201), NAME);
        checks.line("author", "two\nlines", NAME);
        checks.text("body", "two\nlines", TEXT);
        checks.text("note", "bell\u{7}", TEXT);
        checks.distinct("services", &["a", "b", "a"]);
        assert_eq!(checks.moment("at", Some("soon")), None);
        assert_eq!(checks.moment("at", None), None);
        let problem = checks.finish().unwrap_err();
        let found: Vec<_> =
            problem.errors().iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
        assert_eq!(
            found,
            [
                ("name", "required"),
                ("subject", "too_long"),
                ("author", "invalid"),
                ("note", "invalid"),
                ("services", "duplicate"),
                ("at", "invalid"),
            ]
        );
    }
}
