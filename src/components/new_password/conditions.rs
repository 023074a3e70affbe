//! The conditions of a new password, and what to do about each that is not met.

use madoguchi_contract::password::{Complaint, PasswordRule};

use crate::i18n::t;

/// A condition in words, for a rule.
pub type Condition = fn(&PasswordRule) -> String;

/// The conditions in the order they are shown, each with what speaks against it.
pub fn conditions() -> impl Iterator<Item = (Condition, &'static [Complaint])> {
    use Complaint::*;
    let all: [(Condition, &'static [Complaint]); 8] = [
        (|rule| t::new_password_length(&rule.shortest, &rule.longest), &[TooShort, TooLong]),
        (|_| t::new_password_lower().to_owned(), &[NoLowerCase]),
        (|_| t::new_password_upper().to_owned(), &[NoUpperCase]),
        (|_| t::new_password_digit().to_owned(), &[NoDigit]),
        (|rule| t::new_password_sign(&spaced(&rule.signs)), &[NoSign]),
        (|_| t::new_password_only().to_owned(), &[]),
        (|_| t::new_password_uncommon().to_owned(), &[Repeated, Common]),
        (|_| t::new_password_no_user_id().to_owned(), &[ContainsUserId]),
    ];
    all.into_iter()
}

/// Whether a password with `complaints` breaks the condition that lists `against`; the one about
/// the characters allowed lists none, since it is each time another character.
pub fn breaks(complaints: &[Complaint], against: &[Complaint]) -> bool {
    complaints.iter().any(|complaint| match complaint {
        Complaint::Character(_) => against.is_empty(),
        other => against.contains(other),
    })
}

/// The signs apart from each other, so that none is taken for punctuation.
fn spaced(signs: &str) -> String {
    let signs: Vec<String> = signs.chars().map(String::from).collect();
    signs.join(" ")
}

/// What to do about a complaint, by its code on the wire.
pub fn sentence(code: &str, rule: &PasswordRule, password: &str) -> String {
    let fixed = match code {
        "too_short" => return t::new_password_say_short(&rule.shortest),
        "too_long" => return t::new_password_say_long(&rule.longest),
        "character" => {
            let character = password.chars().find(|&character| !rule.allows(character));
            return t::new_password_say_character(&named(character.unwrap_or(' ')));
        }
        "no_lower_case" => t::new_password_say_lower(),
        "no_upper_case" => t::new_password_say_upper(),
        "no_digit" => t::new_password_say_digit(),
        "no_sign" => t::new_password_say_sign(),
        "repeated" => t::new_password_say_repeated(),
        "common" => t::new_password_say_common(),
        "contains_user_id" => t::new_password_say_user_id(),
        "same" => t::new_password_say_same(),
        _ => t::send_refused(),
    };
    fixed.to_owned()
}

/// A character that can be read: white space has a name.
fn named(character: char) -> String {
    if character.is_whitespace() {
        t::new_password_space().to_owned()
    } else {
        character.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_complaint_unticks_exactly_one_condition() {
        use Complaint::*;
        for complaint in [
            TooShort,
            TooLong,
            NoLowerCase,
            NoUpperCase,
            NoDigit,
            NoSign,
            Character('、'),
            Repeated,
            Common,
            ContainsUserId,
        ] {
            let broken = conditions().filter(|(_, against)| breaks(&[complaint], against)).count();
            assert_eq!(broken, 1, "{complaint:?}");
        }
    }

    #[test]
    fn every_complaint_has_words_of_its_own() {
        let rule = PasswordRule::default();
        let said = |code: &str| sentence(code, &rule, "あ");
        for complaint in [Complaint::NoDigit, Complaint::Common, Complaint::ContainsUserId] {
            assert_ne!(said(complaint.code()), said("a code of a later version"));
        }
        assert!(said("character").contains('あ'));
    }
}
