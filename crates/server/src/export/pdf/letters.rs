//! Letters on paper: which of the two fonts draws one, how wide it is, and where a text breaks.
//! Widths are in thousandths of the font size.

use unicode_normalization::UnicodeNormalization;

/// How a letter is written, and by that the font that draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Letters of Western languages, one byte each (WinAnsi, which is Latin-1 for these).
    Latin,
    /// Everything else, two bytes each (UTF-16).
    Japanese,
    /// Rare kanji, pictures and private letters, which not every reader can draw: a sign stands for
    /// them, and says what they are.
    Missing,
}

/// Widths of the Latin face from the space to the tilde (Helvetica, which every reader has).
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The same for À to ÿ.
const ACCENTED: [u16; 64] = [
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778,
    778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556,
    889, 500, 556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 584, 611,
    556, 556, 556, 556, 500, 556, 500,
];

/// What stands for a letter of [`Face::Missing`]: in print, the sign for a type that is not there.
pub(super) const MISSING: char = '〓';

/// What stands at the end of a text that was cut.
const CUT: char = '…';

/// The font that draws `letter`.
pub(super) fn face(letter: char) -> Face {
    match letter {
        ' '..='~' | 'À'..='ÿ' => Face::Latin,
        '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'.. => Face::Missing,
        _ => Face::Japanese,
    }
}

/// How wide `letter` is.
pub(super) fn width(letter: char) -> u16 {
    let place = |first: char| letter as usize - first as usize;
    match letter {
        ' '..='~' => ASCII[place(' ')],
        'À'..='ÿ' => ACCENTED[place('À')],
        '\u{FF61}'..='\u{FF9F}' => 500,
        _ => 1000,
    }
}

/// A text as it can be drawn: kana together with their marks, and no letters that steer.
pub(super) fn drawable(text: &str) -> String {
    text.nfc().filter(|letter| !is_invisible(*letter)).map(visible).collect()
}

fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

fn visible(letter: char) -> char {
    if letter.is_control() || letter == '\u{A0}' { ' ' } else { letter }
}

/// Breaks a text into lines of at most `room`, `most` of them; the rest is cut.
pub(super) fn lines(text: &str, room: f32, size: f32, most: usize) -> Vec<String> {
    let mut letters = text.chars().peekable();
    let mut lines = Vec::new();
    while letters.peek().is_some() && lines.len() < most {
        let mut line = String::new();
        let mut used = 0.0;
        while let Some(letter) = letters.peek().copied() {
            let more = f32::from(width(letter)) * size / 1000.0;
            if used + more > room && !line.is_empty() {
                break;
            }
            used += more;
            line.push(letter);
            letters.next();
        }
        lines.push(line);
    }
    if letters.peek().is_some()
        && let Some(last) = lines.last_mut()
    {
        // One full-width letter makes room for it.
        last.pop();
        if last.chars().last().is_some_and(|letter| width(letter) < 600) {
            last.pop();
        }
        last.push(CUT);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_cannot_be_drawn_do_no_harm() {
        assert_eq!(drawable("か\u{3099}太郎\u{202E}😀\u{E000}\t𠮷"), "が太郎😀\u{E000} 𠮷");
        for (letter, drawn) in [('𠮷', Face::Missing), ('髙', Face::Japanese), ('é', Face::Latin)]
        {
            assert_eq!(face(letter), drawn);
        }
    }

    #[test]
    fn a_long_name_is_wrapped_and_then_cut() {
        assert_eq!(lines("見本太郎", 20.0, 10.0, 3), ["見本", "太郎"]);
        assert_eq!(lines("見本太郎見本太郎", 20.0, 10.0, 3), ["見本", "太郎", "見…"]);
        assert_eq!(lines("", 20.0, 10.0, 3), Vec::<String>::new());
        assert_eq!(lines("見本", 1.0, 10.0, 3), ["見", "本"]);
    }
}
