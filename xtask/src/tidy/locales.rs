//! Rule: Japanese and English say the same things: no key missing in one, none empty, none that nobody shows.
//! A word that is only there in one language is found before a customer finds it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;
use super::source::Source;

/// What a language's grammar may add to a key; Japanese has one plural form, English two.
const PLURAL_FORMS: [&str; 6] = ["_zero", "_one", "_two", "_few", "_many", "_other"];

/// Differences between the languages, empty texts and keys nobody uses.
///
/// # Errors
/// When a locale is there and cannot be read.
pub fn check(root: &Path, sources: &[Source]) -> Result<Vec<Finding>> {
    let mut locales = Vec::new();
    for file in ["locales/ja.json", "locales/en.json"] {
        let text = std::fs::read_to_string(root.join(file))
            .with_context(|| format!("{file} cannot be read"))?;
        locales.push(Locale::new(file, text)?);
    }
    let mut findings = Vec::new();
    for locale in &locales {
        findings.extend(locale.empty());
        for other in &locales {
            findings.extend(locale.missing_of(other));
        }
    }
    findings.extend(locales.first().into_iter().flat_map(|locale| locale.unused(sources)));
    Ok(findings)
}

struct Locale {
    file: String,
    text: String,
    /// Text by key, as in `nav.home`.
    texts: BTreeMap<String, String>,
}

impl Locale {
    fn new(file: &str, text: String) -> Result<Self> {
        let value: Value =
            serde_json::from_str(&text).with_context(|| format!("{file} is not JSON"))?;
        let mut texts = BTreeMap::new();
        flatten("", &value, &mut texts);
        Ok(Self { file: file.to_owned(), text, texts })
    }

    fn keys(&self) -> BTreeSet<&str> {
        self.texts.keys().map(|key| without_plural(key)).collect()
    }

    fn empty(&self) -> Vec<Finding> {
        let empty = self.texts.iter().filter(|(_, text)| text.trim().is_empty());
        empty.map(|(key, _)| self.finding(key, format!("{key} is empty: write the text"))).collect()
    }

    fn missing_of(&self, other: &Self) -> Vec<Finding> {
        let own = self.keys();
        let missing = other.keys().into_iter().filter(|key| !own.contains(key));
        missing
            .map(|key| self.finding(key, format!("{key} of {} is missing here", other.file)))
            .collect()
    }

    /// A key is used when the app names it, or another text refers to it.
    fn unused(&self, sources: &[Source]) -> Vec<Finding> {
        let named = named_in(sources.iter().filter(|source| source.file.starts_with("src/")));
        let referred = |key: &str| self.text.contains(&format!("$t({key}"));
        let unused = self.keys().into_iter().filter(|key| !named.contains(*key) && !referred(key));
        unused
            .map(|key| {
                self.finding(key, format!("{key} is shown nowhere: take it out of every locale"))
            })
            .collect()
    }

    /// Points at the line of the key's last part, as near as a text search comes.
    fn finding(&self, key: &str, says: String) -> Finding {
        let last = format!("\"{}", key.rsplit('.').next().unwrap_or(key));
        let line = self.text.lines().position(|line| line.trim_start().starts_with(&last));
        Finding::new(&self.file, line.map_or(1, |line| line + 1), says)
    }
}

fn flatten(before: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                let key = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
                flatten(&key, part, texts);
            }
        }
        Value::String(text) => {
            texts.insert(before.to_owned(), text.clone());
        }
        other => {
            texts.insert(before.to_owned(), other.to_string());
        }
    }
}

fn without_plural(key: &str) -> &str {
    PLURAL_FORMS.iter().find_map(|form| key.strip_suffix(form)).unwrap_or(key)
}

/// Every dotted name of the code, and each of its beginnings and endings: `t!(i18n, nav.home)` names `nav.home`.
fn named_in<'a>(sources: impl Iterator<Item = &'a Source>) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for source in sources {
        let joined = source
            .code
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(" .", ".")
            .replace(". ", ".");
        let chains =
            joined.split(|each: char| !each.is_alphanumeric() && each != '_' && each != '.');
        for chain in chains.filter(|chain| !chain.is_empty()) {
            let parts: Vec<&str> = chain.split('.').collect();
            for from in 0..parts.len() {
                for to in from + 1..=parts.len().min(from + 5) {
                    named.insert(parts[from..to].join("."));
                }
            }
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(text: &str) -> Locale {
        Locale::new("locales/ja.json", text.to_owned()).unwrap()
    }

    #[test]
    fn a_key_of_one_language_only_is_found() {
        let ja = locale("{\n\"nav\": {\n\"home\": \"ホーム\"}}");
        let en = locale("{\n\"nav\": {\n\"home\": \"Home\",\n\"menu\": \"Menu\"}}");
        assert_eq!(ja.missing_of(&en).len(), 1);
        assert_eq!(en.missing_of(&ja), []);
    }

    #[test]
    fn plural_forms_of_one_language_are_no_difference() {
        let ja = locale("{\"cases_other\": \"{{ count }} 件\"}");
        let en =
            locale("{\"cases_one\": \"{{ count }} case\", \"cases_other\": \"{{ count }} cases\"}");
        assert_eq!(ja.missing_of(&en), []);
        assert_eq!(en.missing_of(&ja), []);
    }

    #[test]
    fn an_empty_text_is_found() {
        assert_eq!(locale("{\n\"a\": \" \"}").empty()[0].line, 2);
        assert_eq!(locale("{\"a\": \"b\"}").empty(), []);
    }

    #[test]
    fn a_key_that_nobody_shows_is_found() {
        let sources =
            [Source::new("src/a.rs", "t!(i18n, nav.home); td_string!(locale,\n  greeting)")];
        let ja = locale(
            "{\"nav\": {\"home\": \"a\", \"menu\": \"b $t(unit.case)\"}, \"greeting\": \"c\", \"unit\": {\"case\": \"d\"}}",
        );
        let says: Vec<_> = ja.unused(&sources).into_iter().map(|finding| finding.says).collect();
        assert_eq!(says, ["nav.menu is shown nowhere: take it out of every locale"]);
    }
}
