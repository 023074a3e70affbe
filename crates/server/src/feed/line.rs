//! One line of the file: `slug`, `title`, `language`, `date` (or null) and `markdown`.
//! What the desk API checks is left to it; here only what could not even be sent is refused.

use serde_json::{Map, Value, json};

use super::Refused;

/// An article ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its line in the file, from 1.
    pub line: usize,
    /// The provider's own identifier.
    pub slug: String,
    /// The request's body, still without the base and the author.
    pub article: Map<String, Value>,
}

/// Reads a line.
pub fn parse(line: usize, bytes: &[u8]) -> Result<Entry, Refused> {
    let refused = |slug: &str, reason: String| Refused { line, slug: shortened(slug), reason };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| refused("", "the line is not valid UTF-8".to_owned()))?;
    let value: Value = serde_json::from_str(text.trim()).map_err(|error| {
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        refused("", format!("not JSON: {what} at column {}", error.column()))
    })?;
    let Value::Object(mut fields) = value else {
        return Err(refused("", "not a JSON object".to_owned()));
    };
    let slug = match fields.remove("slug") {
        Some(Value::String(slug)) if !slug.trim().is_empty() => slug,
        None | Some(Value::Null | Value::String(_)) => {
            return Err(refused("", "slug: required".to_owned()));
        }
        Some(_) => return Err(refused("", "slug: not a text".to_owned())),
    };
    let mut article = Map::new();
    for name in ["title", "language", "markdown"] {
        match fields.remove(name) {
            Some(Value::String(text)) => article.insert(name.to_owned(), json!(text)),
            None | Some(Value::Null) => return Err(refused(&slug, format!("{name}: required"))),
            Some(_) => return Err(refused(&slug, format!("{name}: not a text"))),
        };
    }
    match fields.remove("date") {
        None | Some(Value::Null) => {}
        Some(date) => {
            let moment = date
                .as_str()
                .and_then(|date| date.parse::<jiff::civil::Date>().ok())
                .ok_or_else(|| refused(&slug, "date: not of the form YYYY-MM-DD".to_owned()))?;
            let moment = format!("{moment}T00:00:00Z");
            article.insert("published_at".to_owned(), json!(moment));
            article.insert("updated_at".to_owned(), json!(moment));
        }
    }
    Ok(Entry { line, slug, article })
}

/// A slug as it is shown in a report.
fn shortened(slug: &str) -> String {
    let line: String = slug.chars().filter(|c| !c.is_control()).take(80).collect();
    if line.len() < slug.len() { format!("{line}…") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_the_day_of_first_publication_and_last_change() {
        let line =
            r#"{"slug":"a","title":"題","language":"ja","date":"2021-04-14","markdown":"x"}"#;
        let entry = parse(3, line.as_bytes()).unwrap();
        assert_eq!((entry.line, entry.slug.as_str()), (3, "a"));
        assert_eq!(entry.article["updated_at"], "2021-04-14T00:00:00Z");
    }

    #[test]
    fn what_cannot_be_sent_is_named() {
        for (line, reason) in [
            (&b"{\"slug\": \"a\""[..], "not JSON: EOF while parsing an object at column 12"),
            (b"[1]", "not a JSON object"),
            (b"\xFF{}", "the line is not valid UTF-8"),
            (b"{}", "slug: required"),
            (br#"{"slug":7}"#, "slug: not a text"),
            (br#"{"slug":"a","language":"ja","markdown":"x"}"#, "title: required"),
            (br#"{"slug":"a","title":["x"]}"#, "title: not a text"),
            (
                br#"{"slug":"a","title":"x","language":"ja","markdown":"x","date":"soon"}"#,
                "date: not of the form YYYY-MM-DD",
            ),
        ] {
            assert_eq!(parse(1, line).unwrap_err().reason, reason);
        }
    }
}
