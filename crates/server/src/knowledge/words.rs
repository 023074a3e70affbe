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
    pub(super) places: Vec<Range<usize>>,
}

/// A character as it is compared, and where it comes from.
pub(super) struct Letter {
    letter: char,
    place: Range<usize>,
}

/// What kind of word a character belongs to. A word never mixes them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
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

/// Compatibility forms folded, lower case, katakana as hiragana. A voiced mark that stands beside
/// its kana (half width, or combining) is taken together with it.
pub(super) fn letters(text: &str) -> Vec<Letter> {
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

pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '\u{FF9E}' | '\u{FF9F}') || canonical_combining_class(character) != 0
}

fn hiragana(character: char) -> char {
    match character {
        'ァ'..='ヶ' => char::from_u32(character as u32 - 0x60).unwrap_or(character),
        other => other,
    }
}

pub(super) fn class(letter: char) -> Class {
    match letter {
        letter if letter.is_numeric() && letter.is_ascii() => Class::Digit,
        // From Thai on, scripts are written without spaces, or too long to be typed in full.
        '\u{E00}'.. => Class::Unspaced,
        _ => Class::Spaced,
    }
}

/// Cuts letters into words. In a query the last character may go on in the text, so it does not
/// stand alone at its end.
pub(super) fn cut(letters: &[Letter], query: bool) -> Vec<Word> {
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
}
