//! Turns a mail of the queue into one that can be read: subject, text and HTML.
//! Facts are put in as text of one line each, so that none of them can add lines or headers.

use std::collections::BTreeMap;

use madoguchi_contract::Language;
use minijinja::Value;
use serde_json::Value as Json;

use super::{Letter, files, moments, paragraphs::Sheet};
use crate::config::Config;

/// Facts that are moments.
const MOMENTS: [&str; 3] = ["at", "until", "closes_at"];

/// The portal's own colour, where the provider has none.
const COLOUR: &str = "#0b6478";

/// Who reads a mail.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The mail address.
    pub mail: &'a str,
    /// The language.
    pub language: Language,
    /// IANA name of the time zone.
    pub time_zone: &'a str,
}

/// The mail of the file `name` (`ja/welcome.txt`) to `reader`; the reason when it cannot be made,
/// which names no fact.
pub fn letter(
    config: &Config,
    name: &str,
    reader: Reader<'_>,
    facts: &Json,
) -> Result<Letter, String> {
    let language = reader.language;
    let mut said = common(config, language);
    for (key, value) in facts.as_object().into_iter().flatten() {
        if let Some(value) = fact(config, key, value, reader) {
            said.insert(key.clone(), value);
        }
    }
    let text = files::fill(name, Value::from(said.clone()))?;
    let (first, text) = text.split_once('\n').ok_or("the file has no text")?;
    let (_, subject) = first.split_once(": ").ok_or("the file has no subject")?;
    let subject = one_line(subject.trim());
    let text = tidy(text);
    let footer = files::fill(&format!("{}/footer.txt", language.id()), Value::from(said.clone()))?;
    let footer = tidy(&footer);
    let colour = Some(config.brand.colour.as_str()).filter(|colour| !colour.is_empty());
    let sheet = Sheet {
        language: language.id(),
        subject: &subject,
        provider: config.brand.name.in_language(language),
        colour: colour.unwrap_or(COLOUR),
        portal: &config.server.public_address,
        page: said.get("page").and_then(Value::as_str),
        code: said.get("code").and_then(Value::as_str),
    };
    let html = sheet.html(&text, &footer)?;
    Ok(Letter {
        to: reader.mail.to_owned(),
        language,
        text: format!("{text}\n\n----\n{footer}\n"),
        html,
        subject,
    })
}

/// What every mail can say.
fn common(config: &Config, language: Language) -> BTreeMap<String, Value> {
    let portal = &config.server.public_address;
    [
        ("provider", config.brand.name.in_language(language).to_owned()),
        ("portal", portal.clone()),
        ("password_reset", format!("{portal}/password-reset")),
        ("support_mail", config.support.mail.clone()),
        ("support_telephone", config.support.telephone.clone()),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), Value::from(value)))
    .collect()
}

fn fact(config: &Config, key: &str, value: &Json, reader: Reader<'_>) -> Option<Value> {
    match value {
        Json::Number(number) if MOMENTS.contains(&key) => {
            Some(moments::told(number.as_i64()?, reader.language, reader.time_zone).into())
        }
        Json::Number(number) => number.as_i64().map(Value::from),
        Json::Bool(value) => Some(Value::from(*value)),
        Json::String(path) if key == "page" => {
            Some(format!("{}{}", config.server.public_address, one_line(path)).into())
        }
        Json::String(text) => Some(one_line(text).into()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Text without line breaks, other control characters, and signs that turn the direction of what
/// follows.
fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().filter(|c| !turns(*c)).map(|c| if breaks(c) { ' ' } else { c }).collect()
}

/// Without spaces at the ends of lines, which conditions leave behind.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests;
