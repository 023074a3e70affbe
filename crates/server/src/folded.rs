//! Texts as they are compared when people look for each other: width, case and white space do not
//! matter.

use unicode_normalization::UnicodeNormalization;

/// `text` in the form that is compared.
pub fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|letter| !letter.is_whitespace()).collect()
}

/// Whether one of `texts` has `query`, which is folded already, as a part.
pub fn has_part(query: &str, texts: &[&str]) -> bool {
    texts.iter().any(|text| folded(text).contains(query))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_spaces_do_not_matter() {
        for query in ["ｻﾝﾌﾟﾙ", "サンプル", "プル 太"] {
            assert!(has_part(&folded(query), &["サンプル 太郎"]), "{query}");
        }
        assert!(has_part(&folded("ＡＤＭＩＮ＠"), &["見本", "admin@sample.example.mg"]));
        assert!(!has_part(&folded("admin2"), &["admin@sample.example.mg"]));
    }
}
