//! How hard a password is to guess, by a rough measure that needs no list of words: how many of its
//! characters bring something new.

/// In steps that a person can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Soon guessed.
    Weak,
    /// Good enough with a limit on tries.
    Fair,
    /// Not to be guessed.
    Strong,
}

/// Characters that bring something new, from which on a password is fair.
const FAIR: usize = 10;
/// The same for a strong one.
const STRONG: usize = 16;

/// The strength of `password`.
pub fn of(password: &str) -> Strength {
    match fresh(password) {
        0..FAIR => Strength::Weak,
        FAIR..STRONG => Strength::Fair,
        _ => Strength::Strong,
    }
}

/// How many characters neither repeat nor continue the one before them (aa, ab, 21), and do not
/// follow it a second time (xyxy).
fn fresh(password: &str) -> usize {
    let characters: Vec<char> = password.to_lowercase().chars().collect();
    let pairs: Vec<&[char]> = characters.windows(2).collect();
    let new = pairs.iter().enumerate().filter(|(index, pair)| {
        u32::from(pair[0]).abs_diff(u32::from(pair[1])) > 1 && !pairs[..*index].contains(pair)
    });
    new.count() + usize::from(!characters.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_or_runs_on_does_not_count() {
        for (password, count) in
            [("", 0), ("a", 1), ("aaaaaaaa", 1), ("abcd4321", 2), ("xyqxyq", 3), ("kaze", 4)]
        {
            assert_eq!(fresh(password), count, "{password}");
        }
    }

    #[test]
    fn longer_and_less_regular_is_stronger() {
        assert_eq!(of("Aa1!Aa1!Aa1!"), Strength::Weak);
        assert_eq!(of("Abcdefgh-1234"), Strength::Weak);
        assert_eq!(of("Kaze-to-Umi7"), Strength::Fair);
        assert_eq!(of("Kaze-to-Umi7-yoru-Hoshi"), Strength::Strong);
    }
}
