//! Rule: Japanese and English say the same things: no key missing in one, none empty, none that nobody shows.
//! A word that is only there in one language is found before a customer finds it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;
use super::source::Source;

/// Differences between the languages, empty texts and keys nobody uses.
///
/// # Errors
/// When a locale cannot be read.
pub fn check(root: &Path, sources: &[Source]) -> Result<Vec<Finding>> {
    let mut locales = Vec::new();
    for file in ["locales/ja.json", "locales/en.json"] {
        let text = std::fs::read_to_string(root.join(file))
            .with_context(|| format!("{file} cannot be read"))?;
        locales.push(Locale::new(file, text)?);
    }
    let mut findings = Vec::new();
    for locale in &locales {
        for other in &locales {
            findings.extend(locale.missing_of(other));
            findings.extend(locale.empty_beside(other));
        }
    }
    let named = named_in(sources.iter().filter(|source| source.file.starts_with("src/")));
    findings.extend(locales.first().into_iter().flat_map(|locale| locale.unused(&named)));
    Ok(findings)
}

struct Locale {
    file: String,
    text: String,
    /// By key, such as `nav.home`: a text, or its forms by number.
    texts: BTreeMap<String, Value>,
}

impl Locale {
    fn new(file: &str, text: String) -> Result<Self> {
        let texts = serde_json::from_str(&text)
            .with_context(|| format!("{file} is not an object of texts"))?;
        Ok(Self { file: file.to_owned(), text, texts })
    }

    /// What stands between words may be nothing in one language and a blank in the other; what stands before
    /// and after something may be on the other side of it.
    fn empty_beside(&self, other: &Self) -> Vec<Finding> {
        let said = |key: &str| other.texts.get(key).is_some_and(|text| !is_empty(text));
        let empty =
            self.texts.iter().filter(|(key, text)| is_empty(text) && said(key) && !is_around(key));
        empty.map(|(key, _)| self.finding(key, format!("{key} is empty: write the text"))).collect()
    }

    fn missing_of(&self, other: &Self) -> Vec<Finding> {
        let missing = other.texts.keys().filter(|key| !self.texts.contains_key(*key));
        missing
            .map(|key| {
                Finding::new(&self.file, 1, format!("{key} of {} is missing here", other.file))
            })
            .collect()
    }

    /// A text is shown when the app names the function that `build.rs` makes of its key.
    fn unused(&self, named: &BTreeSet<&str>) -> Vec<Finding> {
        let unused = self.texts.keys().filter(|key| !named.contains(function(key).as_str()));
        unused
            .map(|key| {
                self.finding(key, format!("{key} is shown nowhere: take it out of every locale"))
            })
            .collect()
    }

    fn finding(&self, key: &str, says: String) -> Finding {
        let quoted = format!("\"{key}\"");
        let line = self.text.lines().position(|line| line.trim_start().starts_with(&quoted));
        Finding::new(&self.file, line.map_or(1, |line| line + 1), says)
    }
}

fn is_around(key: &str) -> bool {
    key.ends_with("-before") || key.ends_with("-after")
}

fn is_empty(text: &Value) -> bool {
    match text {
        Value::String(text) => text.trim().is_empty(),
        Value::Object(forms) => forms.is_empty() || forms.values().any(is_empty),
        _ => true,
    }
}

fn function(key: &str) -> String {
    key.replace(['.', '-'], "_")
}

/// Every name that stands in the code.
fn named_in<'a>(sources: impl Iterator<Item = &'a Source>) -> BTreeSet<&'a str> {
    sources
        .flat_map(|source| source.code.split(|each: char| !each.is_alphanumeric() && each != '_'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(text: &str) -> Locale {
        Locale::new("locales/ja.json", text.to_owned()).unwrap()
    }

    #[test]
    fn a_key_of_one_language_only_is_found() {
        let ja = locale("{\"nav.home\": \"ホーム\"}");
        let en = locale("{\"nav.home\": \"Home\", \"nav.menu\": \"Menu\"}");
        assert_eq!(ja.missing_of(&en).len(), 1);
        assert_eq!(en.missing_of(&ja), []);
    }

    #[test]
    fn an_empty_text_or_form_is_found_and_a_separator_is_not() {
        let ja = locale(
            "{\n\"a\": \" \",\n\"b\": {\"one\": \"x\", \"other\": \"\"},\n\"c\": \"x\",\n\"d\": \"\",\n\"e-after\": \"\"}",
        );
        let en =
            locale("{\"a\": \"x\", \"b\": \"x\", \"c\": \"x\", \"d\": \" \", \"e-after\": \"x\"}");
        let lines: Vec<_> = ja.empty_beside(&en).iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [2, 3]);
    }

    #[test]
    fn a_key_that_nobody_shows_is_found() {
        let sources = [Source::new("src/a.rs", "view! { {nav_home()} } // nav_menu()\n")];
        let ja = locale("{\"nav.home\": \"a\", \"nav.menu\": \"b\"}");
        let says: Vec<_> =
            ja.unused(&named_in(sources.iter())).into_iter().map(|finding| finding.says).collect();
        assert_eq!(says, ["nav.menu is shown nowhere: take it out of every locale"]);
    }
}
