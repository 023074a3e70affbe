//! The password rule (specification, sign-in): pure, so that the form and the server check alike.
//! The figures are configuration; the defaults are those of the specification.

use serde::{Deserialize, Serialize};

/// What a password must be like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRule {
    /// Fewest characters.
    pub shortest: usize,
    /// Most characters.
    pub longest: usize,
    /// The signs of which one at least is needed, and beside letters and digits the only
    /// characters allowed.
    pub signs: String,
}

impl Default for PasswordRule {
    fn default() -> Self {
        Self { shortest: 12, longest: 40, signs: "!@#$%&*?+-=".to_owned() }
    }
}

/// One thing that is wrong with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// Fewer characters than [`PasswordRule::shortest`].
    TooShort,
    /// More characters than [`PasswordRule::longest`].
    TooLong,
    /// No letter from a to z.
    NoLowerCase,
    /// No letter from A to Z.
    NoUpperCase,
    /// No digit from 0 to 9.
    NoDigit,
    /// None of the signs.
    NoSign,
    /// A character that is not allowed: the first one.
    Character(char),
    /// One character over and over.
    Repeated,
    /// A common password or a single word, with figures and signs around it at most.
    Common,
    /// The user ID, or the part of it before the `@`, is in it.
    ContainsUserId,
}

impl Complaint {
    /// The code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::NoLowerCase => "no_lower_case",
            Self::NoUpperCase => "no_upper_case",
            Self::NoDigit => "no_digit",
            Self::NoSign => "no_sign",
            Self::Character(_) => "character",
            Self::Repeated => "repeated",
            Self::Common => "common",
            Self::ContainsUserId => "contains_user_id",
        }
    }
}

/// Fewest characters of the part of a user ID that a password must not contain; shorter ones
/// would be found in any password.
const TELLING: usize = 4;

/// Words and keys in a row that people make passwords of, in lower case.
const COMMON: &[&str] = &[
    "abcdefghijkl",
    "abcdefgh",
    "abcdef",
    "abcd",
    "abc",
    "access",
    "admin",
    "administrator",
    "adminadmin",
    "arigatou",
    "asdf",
    "asdfgh",
    "asdfghjkl",
    "baseball",
    "changeit",
    "changeme",
    "computer",
    "default",
    "dragon",
    "football",
    "guest",
    "hello",
    "helloworld",
    "helpdesk",
    "iloveyou",
    "initial",
    "internet",
    "japan",
    "konnichiwa",
    "letmein",
    "login",
    "master",
    "monkey",
    "nihon",
    "nippon",
    "office",
    "ohayou",
    "pass",
    "passpass",
    "password",
    "passwordpassword",
    "passw",
    "passwd",
    "portal",
    "princess",
    "qazwsx",
    "qwer",
    "qwerasdf",
    "qwert",
    "qwerty",
    "qwertyui",
    "qwertyuiop",
    "qwertyuiopasdf",
    "sakura",
    "secret",
    "security",
    "server",
    "service",
    "servicedesk",
    "shadow",
    "spring",
    "summer",
    "autumn",
    "winter",
    "sunshine",
    "superman",
    "support",
    "supportportal",
    "system",
    "temp",
    "temporary",
    "test",
    "testtest",
    "tokyo",
    "user",
    "welcome",
    "welcomewelcome",
    "zaqxsw",
    "zxcvbn",
    "zxcvbnm",
];

impl PasswordRule {
    /// What is wrong with `password` for the user `user_id`; nothing when it can be taken.
    pub fn check(&self, password: &str, user_id: &str) -> Vec<Complaint> {
        let length = password.chars().count();
        let has = |kind: fn(char) -> bool| password.chars().any(kind);
        let stranger = password.chars().find(|&character| !self.allows(character));
        let mut characters = password.chars();
        let first = characters.next();
        let repeated = first.is_some() && characters.all(|other| Some(other) == first);
        [
            (length < self.shortest).then_some(Complaint::TooShort),
            (length > self.longest).then_some(Complaint::TooLong),
            (!has(|c| c.is_ascii_lowercase())).then_some(Complaint::NoLowerCase),
            (!has(|c| c.is_ascii_uppercase())).then_some(Complaint::NoUpperCase),
            (!has(|c| c.is_ascii_digit())).then_some(Complaint::NoDigit),
            (!password.chars().any(|c| self.signs.contains(c))).then_some(Complaint::NoSign),
            stranger.map(Complaint::Character),
            repeated.then_some(Complaint::Repeated),
            is_common(password).then_some(Complaint::Common),
            contains_user_id(password, user_id).then_some(Complaint::ContainsUserId),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Whether `character` may be in a password.
    pub fn allows(&self, character: char) -> bool {
        character.is_ascii_alphanumeric() || self.signs.contains(character)
    }
}

/// Whether nothing but figures and signs around it keep `password` from being a common one, with
/// figures and signs that look like letters read as those.
fn is_common(password: &str) -> bool {
    let lower = password.to_ascii_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_ascii_alphabetic());
    let read: String = core
        .chars()
        .map(|character| match character {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            other => other,
        })
        .collect();
    // Without any letter it is figures and signs alone, which is as bad.
    core.is_empty() || COMMON.contains(&core) || COMMON.contains(&read.as_str())
}

fn contains_user_id(password: &str, user_id: &str) -> bool {
    let (password, user_id) = (password.to_lowercase(), user_id.trim().to_lowercase());
    let name = user_id.split('@').next().unwrap_or_default();
    [user_id.as_str(), name]
        .into_iter()
        .any(|part| part.chars().count() >= TELLING && password.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(password: &str) -> Vec<Complaint> {
        PasswordRule::default().check(password, "hanako@sample.example.mg")
    }

    #[test]
    fn a_password_that_keeps_the_rule_is_taken() {
        for good in ["Kokoro-wa-7-tabi", "Madoguchi-2026!x", "aB3!aB3!aB3!", "9Umi+Yama+Kawa"] {
            assert_eq!(complaints(good), [], "{good}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        use Complaint::*;
        for (password, wrong) in [
            ("aB3!aB3!aB3", vec![TooShort]),
            (&"aB3!".repeat(10), vec![]),
            (&("aB3!".repeat(10) + "a"), vec![TooLong]),
            ("kokoro-wa-7-tabi", vec![NoUpperCase]),
            ("KOKORO-WA-7-TABI", vec![NoLowerCase]),
            ("Kokoro-wa-nana-tabi", vec![NoDigit]),
            ("Kokorowa7tabimi", vec![NoSign]),
            ("Kokoro wa-7-tabi", vec![Character(' ')]),
            ("Kokoro-wa-7-tabi、", vec![Character('、')]),
            ("aaaaaaaaaaaa", vec![NoUpperCase, NoDigit, NoSign, Repeated]),
            ("Password-2026!", vec![Common]),
            ("P@ssw0rd-2026!", vec![Common]),
            ("Summer-202611", vec![Common]),
            ("7-Hanako-wa-7", vec![ContainsUserId]),
        ] {
            assert_eq!(complaints(password), wrong, "{password}");
        }
        assert_eq!(complaints("")[0], TooShort);
    }

    #[test]
    fn a_user_id_of_three_letters_is_no_reason() {
        assert_eq!(PasswordRule::default().check("Kokoro-wa-7-tabi", "wa@example.mg"), []);
    }
}
