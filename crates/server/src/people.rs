//! What the fields of a person may hold, whoever fills them in.
//! Wrong ones are noted under the name of their field.

use jiff::tz::TimeZone;
use madoguchi_contract::limits;

use crate::desk::check::Checks;

/// 姓 or 名: must be there.
pub fn name(checks: &mut Checks, field: &str, text: &str) {
    checks.line(field, text, limits::NAME);
}

/// 役職: may be empty.
pub fn title(checks: &mut Checks, field: &str, text: &str) {
    checks.optional_line(field, text, limits::TITLE);
}

/// A telephone number as people write it, with the words they add: may be empty.
pub fn telephone(checks: &mut Checks, field: &str, text: &str) {
    checks.optional_line(field, text, limits::TELEPHONE);
}

/// A mail address: must be there, and mails must be able to go to it.
pub fn mail(checks: &mut Checks, field: &str, text: &str) {
    if text.trim().is_empty() {
        checks.wrong(field, "required");
    } else if text.chars().count() > limits::MAIL {
        checks.wrong(field, "too_long");
    } else if !is_mail(text) {
        checks.wrong(field, "invalid");
    }
}

/// A user ID: must be there, and be seen in full.
pub fn user_id(checks: &mut Checks, field: &str, text: &str) {
    let hidden = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..)
    };
    if text.chars().any(hidden) {
        checks.wrong(field, "invalid");
    } else {
        checks.line(field, text, limits::USER_ID);
    }
}

/// An IANA time zone that browsers know.
pub fn time_zone(checks: &mut Checks, field: &str, name: &str) {
    if !is_time_zone(name) {
        checks.wrong(field, "invalid");
    }
}

fn is_mail(text: &str) -> bool {
    let domain = text.rsplit_once('@').map(|(_, domain)| domain);
    text.is_ascii()
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        && domain.is_some_and(|domain| !domain.is_empty() && !domain.starts_with('.'))
        && text.parse::<lettre::Address>().is_ok()
}

/// Whether `name` is a zone of the IANA database that stands for a place or an offset; some files
/// of the database do not, and browsers refuse them.
pub fn is_time_zone(name: &str) -> bool {
    let no_zone = ["Factory", "localtime", "posixrules", "Etc/Unknown"];
    name.len() <= 64
        && !no_zone.iter().any(|other| name.eq_ignore_ascii_case(other))
        && TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_fine(check: impl Fn(&mut Checks, &str, &str), text: &str) -> bool {
        let mut checks = Checks::new();
        check(&mut checks, "field", text);
        checks.finish().is_ok()
    }

    #[test]
    fn only_zones_that_browsers_know_are_taken() {
        for zone in ["Asia/Tokyo", "America/Argentina/Ushuaia", "UTC", "Etc/GMT+3"] {
            assert!(is_time_zone(zone), "{zone}");
        }
        for other in ["", "Factory", "factory", "localtime", "posixrules", "Etc/Unknown", "Mars"] {
            assert!(!is_time_zone(other), "{other}");
        }
    }

    #[test]
    fn a_mail_address_is_one_that_mails_can_go_to() {
        for address in ["a@b.example", "taro.mihon+portal@sub.sample.example", "a@localhost"] {
            assert!(is_fine(mail, address), "{address}");
        }
        for other in
            ["", " ", "a", "a@", "@b", "a b@c.example", "a@b@c", "a@b\r\nBcc: c@d", "あ@b.example"]
        {
            assert!(!is_fine(mail, other), "{other}");
        }
        assert!(!is_fine(mail, &format!("{}@b.example", "a".repeat(250))));
    }

    #[test]
    fn a_user_id_hides_nothing() {
        for id in ["admin@sample.example.mg", "見本", "a'b=c"] {
            assert!(is_fine(user_id, id), "{id}");
        }
        for other in ["", "a b", "a\u{3000}b", "a\u{200B}b", "a\u{202E}b", &"a".repeat(41)] {
            assert!(!is_fine(user_id, other), "{other}");
        }
    }
}
