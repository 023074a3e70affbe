//! Words to search by. Width, case and the kind of kana do not matter. Scripts without spaces are
//! cut into pairs of neighbouring characters, so that any two of them are found, and only where
//! they stand side by side.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is compared; letters and digits only.
    pub text: String,
    /// Where each of its characters stands in the text, in bytes.
    places: Vec<Range<usize>>,
}

/// A character as it is compared, and where it comes from.
struct Letter {
    letter: char,
    place: Range<usize>,
}

/// What kind of word a character belongs to. A word never mixes them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Written with spaces between words.
    Spaced,
    Digit,
    /// Written without: Japanese above all.
    Unspaced,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    cut(&letters(text), false)
}

/// The words of a text as the index takes them.
pub fn for_index(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
    words.join(" ")
}

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

/// Compatibility forms folded, lower case, katakana as hiragana. A voiced mark that stands beside
/// its kana (half width, or combining) is taken together with it.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len() / 2);
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let mut end = start + character.len_utf8();
        while let Some((at, mark)) = characters.next_if(|(_, next)| is_mark(*next)) {
            end = at + mark.len_utf8();
        }
        let folded = text[start..end].nfkc().flat_map(char::to_lowercase).map(hiragana);
        letters.extend(folded.map(|letter| Letter { letter, place: start..end }));
    }
    letters
}

fn is_mark(character: char) -> bool {
    matches!(character, '\u{FF9E}' | '\u{FF9F}') || canonical_combining_class(character) != 0
}

fn hiragana(character: char) -> char {
    match character {
        'ァ'..='ヶ' => char::from_u32(character as u32 - 0x60).unwrap_or(character),
        other => other,
    }
}

fn class(letter: char) -> Class {
    match letter {
        letter if letter.is_numeric() && letter.is_ascii() => Class::Digit,
        // From Thai on, scripts are written without spaces, or too long to be typed in full.
        '\u{E00}'.. => Class::Unspaced,
        _ => Class::Spaced,
    }
}

/// Cuts letters into words. In a query the last character may go on in the text, so it does not
/// stand alone at its end.
fn cut(letters: &[Letter], query: bool) -> Vec<Word> {
    let mut words = Vec::new();
    let mut run: Vec<&Letter> = Vec::new();
    let mut kind = Class::Spaced;
    let mut spaces = false;
    for letter in letters {
        if letter.letter == ' ' {
            spaces = true;
            continue;
        }
        let is_letter = letter.letter.is_alphanumeric();
        let next = class(letter.letter);
        // セキュリティ グループ is one word: Japanese has no spaces, however it is typeset.
        let goes_on = is_letter && next == kind && (!spaces || kind == Class::Unspaced);
        if !goes_on {
            close(&mut run, kind, true, &mut words);
        }
        if is_letter {
            run.push(letter);
        }
        (kind, spaces) = (next, false);
    }
    close(&mut run, kind, !query, &mut words);
    words
}

/// Ends a run of one class; `alone` when its last character also stands for itself.
fn close(run: &mut Vec<&Letter>, kind: Class, alone: bool, words: &mut Vec<Word>) {
    let run = std::mem::take(run);
    if run.is_empty() {
        return;
    }
    let word = |letters: &[&Letter]| Word {
        text: letters.iter().map(|letter| letter.letter).collect(),
        places: letters.iter().map(|letter| letter.place.clone()).collect(),
    };
    if kind == Class::Unspaced {
        words.extend(run.windows(2).map(word));
        if alone || run.len() == 1 {
            words.push(word(&run[run.len() - 1..]));
        }
    } else {
        words.push(word(&run));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str) -> Vec<String> {
        Query::read(query).matches(text).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn japanese_is_cut_into_pairs_and_latin_into_words() {
        assert_eq!(for_index("録音の開始"), "録音 音の の開 開始 始");
        assert_eq!(for_index("ID管理 (Windows11)"), "id 管理 理 windows 11");
        assert_eq!(for_index("社"), "社");
        assert_eq!(for_index("セキュリティ グループ。次"), for_index("せきゅりてぃぐるーぷ。次"));
        assert_eq!(for_index("--- !"), "");
    }

    #[test]
    fn width_case_and_kana_do_not_matter() {
        for text in ["ライセンス", "ﾗｲｾﾝｽ", "らいせんす"] {
            assert_eq!(for_index(text), for_index("ライセンス"), "{text}");
        }
        assert_eq!(for_index("ＶＰＮ"), for_index("vpn"));
        assert_eq!(for_index("ｶﾞｲﾄﾞ"), for_index("がいど"));
        assert_eq!(for_index("か\u{3099}"), for_index("ガ"));
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
