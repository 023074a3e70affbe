//! Codes as people type them: with spaces and hyphens, in full-width characters, in any case.

use madoguchi_contract::limits;
use unicode_normalization::UnicodeNormalization;

/// Characters of a typed code that are looked at; no code is as long.
const LONGEST: usize = 100;

/// The six digits of a code from an app or a mail; `None` when it is something else.
pub(crate) fn digits(typed: &str) -> Option<String> {
    let code = plain(typed)?;
    let digits =
        code.len() == limits::CODE_DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(code)
}

/// A recovery code without anything between its characters, in capitals; `None` when it is longer
/// than any.
pub(super) fn recovery_code(typed: &str) -> Option<String> {
    Some(plain(typed)?.to_uppercase())
}

fn plain(typed: &str) -> Option<String> {
    let short = typed.chars().nth(LONGEST).is_none();
    short.then(|| typed.nfkc().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect())
}

/// Hyphens, dashes and what Japanese input makes of the hyphen key.
fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{30FB}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        for typed in
            ["123456", " 123 456 ", "123-456", "１２３４５６", "１２３ー４５６", "123\u{3000}456"]
        {
            assert_eq!(digits(typed).as_deref(), Some("123456"), "{typed}");
        }
        for typed in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", &"1".repeat(10_000)] {
            assert_eq!(digits(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_recovery_code_may_be_typed_in_small_letters() {
        assert_eq!(recovery_code("abcd-efgh－ｊｋｌｍ 2345").as_deref(), Some("ABCDEFGHJKLM2345"));
    }
}
