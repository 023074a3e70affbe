//! In which order contacts stand in the list. The user ID, which is unique, decides between equals.

use madoguchi_contract::contacts::{ContactState, ContactSummary};

use crate::{folded::folded, request::cursor::Value, session};

/// What the list is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Name,
    UserId,
    Mail,
    Administrator,
    SecondFactor,
    State,
    LastSignIn,
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub by: By,
    pub descending: bool,
}

/// The place of a row in an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    number: i64,
    text: String,
    login_key: String,
}

impl Order {
    /// By name, the first one first.
    pub const DEFAULT: Self = Self { by: By::Name, descending: false };

    /// Reads `name`, `-last_sign_in` …
    pub fn parse(text: &str) -> Option<Self> {
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        let by = match name {
            "name" => By::Name,
            "user_id" => By::UserId,
            "mail" => By::Mail,
            "administrator" => By::Administrator,
            "second_factor" => By::SecondFactor,
            "state" => By::State,
            "last_sign_in" => By::LastSignIn,
            _ => return None,
        };
        Some(Self { by, descending })
    }

    /// The place of a contact. `last_sign_in` in milliseconds.
    pub fn place(self, contact: &ContactSummary, last_sign_in: Option<i64>) -> Place {
        let text = match self.by {
            By::Name => folded(&contact.name),
            By::Mail => folded(&contact.mail),
            _ => String::new(),
        };
        let number = match self.by {
            // What is there stands before what is not.
            By::Administrator => i64::from(!contact.administrator),
            By::SecondFactor => i64::from(!contact.second_factor),
            By::State => match contact.state {
                ContactState::Enabled => 0,
                ContactState::Invited => 1,
                ContactState::Locked { .. } => 2,
                ContactState::Disabled | ContactState::Unknown => 3,
            },
            By::LastSignIn => last_sign_in.unwrap_or(i64::MIN),
            By::Name | By::UserId | By::Mail => 0,
        };
        Place { number, text, login_key: session::login_key(&contact.user_id) }
    }
}

impl Place {
    /// The place as a cursor holds it.
    pub fn keys(&self) -> Vec<Value> {
        vec![
            Value::Int(self.number),
            Value::Text(self.text.clone()),
            Value::Text(self.login_key.clone()),
        ]
    }

    /// The place that a cursor holds.
    pub fn from_keys(keys: &[Value]) -> Option<Self> {
        match keys {
            [Value::Int(number), Value::Text(text), Value::Text(login_key)] => {
                Some(Self { number: *number, text: text.clone(), login_key: login_key.clone() })
            }
            _ => None,
        }
    }
}
