//! Cursors: opaque to the client, bound to the list, view and order they came from.
//! One holds the sort values of a row and the position in the list, never an offset to skip.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// A sort value of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A number, such as a time in milliseconds.
    Int(i64),
    /// A text.
    Text(String),
}

/// Which way to read from the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// The rows that follow it.
    #[serde(rename = "n")]
    Next,
    /// The rows before it.
    #[serde(rename = "p")]
    Previous,
}

/// Where a page starts: right after (or right before) a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
    /// The list, view and order, as [`Cursor::decode`] expects them.
    #[serde(rename = "l")]
    pub list: String,
    /// Which way.
    #[serde(rename = "w")]
    pub way: Way,
    /// The part of the list the row lies in.
    #[serde(rename = "s")]
    pub segment: usize,
    /// The row's sort values.
    #[serde(rename = "k")]
    pub keys: Vec<Value>,
    /// Position of the row nearest to that row in the page asked for, from 1.
    #[serde(rename = "p")]
    pub position: u64,
}

impl Cursor {
    /// The text that goes out.
    pub fn encode(&self) -> String {
        // It has a JSON form: string keys, numbers and texts.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads a cursor of `list`; 422 `invalid` for anything else.
    pub fn decode(text: &str, list: &str) -> Result<Self, Problem> {
        URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .filter(|cursor| cursor.list == list)
            .filter(|cursor| (1..=i64::MAX as u64).contains(&cursor.position))
            .ok_or_else(Self::refusal)
    }

    /// What a cursor that does not fit is answered with.
    pub fn refusal() -> Problem {
        Problem::field("cursor", "invalid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_good_for_its_own_list_only() {
        let cursor = Cursor {
            list: "cases all -updated".into(),
            way: Way::Next,
            segment: 0,
            keys: vec![Value::Int(5), Value::Text("日本".into())],
            position: 21,
        };
        let text = cursor.encode();
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        assert_eq!(Cursor::decode(&text, "cases all -updated"), Ok(cursor));
        assert_eq!(Cursor::decode(&text, "cases all updated"), Err(Cursor::refusal()));
    }

    #[test]
    fn garbage_is_refused() {
        let forged = |json: &str| URL_SAFE_NO_PAD.encode(json);
        for text in [
            String::new(),
            "!".into(),
            "AAAA".into(),
            forged("{}"),
            forged(r#"{"l":"x","w":"n","s":0,"k":[1.5],"p":1}"#),
            forged(r#"{"l":"x","w":"n","s":-1,"k":[1],"p":1}"#),
            forged(r#"{"l":"x","w":"n","s":0,"k":[1],"p":0}"#),
            forged(r#"{"l":"x","w":"n","s":0,"k":[1],"p":18446744073709551615}"#),
        ] {
            assert_eq!(Cursor::decode(&text, "x"), Err(Cursor::refusal()), "{text}");
        }
    }
}
