//! What a person typed, as the index is asked for it and as it is found in a text again.
//! Phrases are separated by spaces of any width, and every one of them must be there.

use std::ops::Range;

use super::words::{Class, Word, class, cut, is_mark, letters, words};

/// What a query asks for: every phrase must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(Vec<Phrase>);

/// Words that must follow one another; the last one may be the beginning of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    open: bool,
}

/// More phrases than this are left out: nobody types them, and each costs a search.
const MAX_PHRASES: usize = 12;

impl Query {
    /// Reads what a person typed; spaces of any width separate phrases.
    pub fn read(text: &str) -> Self {
        let phrases = text.split_whitespace().filter_map(|typed| {
            let typed = typed.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
            let words: Vec<String> =
                cut(&letters(typed), true).into_iter().map(|word| word.text).collect();
            let last = words.last()?;
            let letters = last.chars().count();
            let open = match last.chars().next().map(class) {
                Some(Class::Unspaced) => letters == 1,
                _ => letters >= 2,
            };
            Some(Phrase { words, open })
        });
        let mut kept: Vec<Phrase> = Vec::new();
        for phrase in phrases {
            if !kept.contains(&phrase) && kept.len() < MAX_PHRASES {
                kept.push(phrase);
            }
        }
        Self(kept)
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The expression for the index. Words are letters and digits, so nothing needs escaping.
    pub fn expression(&self) -> String {
        let phrases: Vec<String> = self
            .0
            .iter()
            .map(|phrase| {
                format!("\"{}\"{}", phrase.words.join(" "), if phrase.open { " *" } else { "" })
            })
            .collect();
        phrases.join(" AND ")
    }

    /// Where the text matches, in bytes, in order and without overlaps.
    pub fn matches(&self, text: &str) -> Vec<Range<usize>> {
        let words = words(text);
        let mut found: Vec<Range<usize>> = self
            .0
            .iter()
            .flat_map(|phrase| (0..words.len()).filter_map(|at| phrase.at(&words[at..])))
            .collect();
        found.sort_by_key(|range| (range.start, range.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in found {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        merged
    }
}

impl Phrase {
    /// Where the phrase stands when it begins with the first of these words.
    fn at(&self, words: &[Word]) -> Option<Range<usize>> {
        let found = words.get(..self.words.len())?;
        let last = self.words.len() - 1;
        let same = found.iter().zip(&self.words).enumerate().all(|(index, (word, wanted))| {
            if index == last && self.open {
                word.text.starts_with(wanted.as_str())
            } else {
                word.text == *wanted
            }
        });
        let start = found.first()?.places.first()?.start;
        let letters = self.words[last].chars().count();
        let end = found[last].places.get(letters - 1)?.end;
        same.then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str) -> Vec<String> {
        Query::read(query).matches(text).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn a_phrase_is_found_only_where_its_characters_stand_side_by_side() {
        assert_eq!(marked("録音", "通話の録音、録画と音"), ["録音"]);
        assert_eq!(marked("開始する", "開始、する"), [""; 0]);
        assert_eq!(marked("社", "会社"), ["社"]);
        assert_eq!(marked("「録音」", "録音の"), ["録音"]);
        assert_eq!(marked("ID管理", "シングルＩＤ管理者"), ["ＩＤ管理"]);
    }

    #[test]
    fn latin_words_are_found_by_their_beginning() {
        assert_eq!(marked("licen", "License, Licensing, relicense"), ["Licen", "Licen"]);
        assert_eq!(marked("0x8007", "error 0x80070005"), ["0x8007"]);
        assert_eq!(marked("outlook.example", "https://outlook.example.com/"), ["outlook.example"]);
        assert_eq!(marked("a", "a b ab"), ["a"]);
    }

    #[test]
    fn marks_stand_in_the_text_as_it_was_written() {
        assert_eq!(marked("らいせんす", "新しいﾗｲｾﾝｽを"), ["ﾗｲｾﾝｽ"]);
        assert_eq!(
            marked("セキュリティグループ", "セキュリティ グループ"),
            ["セキュリティ グループ"]
        );
        assert_eq!(marked("ガイド　ｶﾞ", "ｶﾞｲﾄﾞ"), ["ｶﾞｲﾄﾞ"]);
        assert_eq!(marked("開始 録音", "録音の開始"), ["録音", "開始"]);
    }

    #[test]
    fn what_people_type_cannot_become_syntax() {
        assert_eq!(
            Query::read("\"a\" OR b* NOT -c: (d)").expression(),
            "\"a\" AND \"or\" * AND \"b\" AND \"not\" * AND \"c\" AND \"d\""
        );
        assert!(Query::read(" \"*\" -- ").is_empty());
    }
}
