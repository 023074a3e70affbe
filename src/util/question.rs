//! What an address asks a list for behind its `?`: the values that the page knows, each once. What
//! this version does not know stands for its default, so that an old address still shows the list.

use super::url::with_query;

/// A name in the address, and whether a value of it is known.
pub type Known = (&'static str, fn(&str) -> bool);

/// The name of the place in the list; it belongs to one order and one filter only.
const CURSOR: &str = "cursor";

/// The values; empty ones stand for their defaults and leave the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question(Vec<(&'static str, String)>);

impl Question {
    /// The question of an address, of which `value` gives the values.
    pub fn read(names: &[Known], value: impl Fn(&str) -> Option<String>) -> Self {
        let known = |(name, known): &Known| {
            (*name, value(name).filter(|value| known(value)).unwrap_or_default())
        };
        Self(names.iter().map(known).collect())
    }

    /// The value of that name; empty for its default.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value)
    }

    /// The same question but for these values, from the beginning of the list unless they name a
    /// place in it.
    pub fn with(&self, changes: &[(&'static str, &str)]) -> Self {
        let mut changed = self.clone();
        changed.set(CURSOR, "");
        for (name, value) in changes {
            changed.set(name, value);
        }
        changed
    }

    /// Sets a value.
    pub fn set(&mut self, name: &'static str, value: &str) {
        match self.0.iter_mut().find(|(own, _)| *own == name) {
            Some((_, own)) => value.clone_into(own),
            None => self.0.push((name, value.to_owned())),
        }
    }

    /// The address of `path` with this question.
    pub fn at(&self, path: &str) -> String {
        let pairs: Vec<_> = self.0.iter().map(|(name, value)| (*name, Some(&**value))).collect();
        with_query(path, &pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(address: &[(&str, &str)]) -> Question {
        Question::read(
            &[("state", |v| v == "locked"), ("q", |_| true), ("cursor", |_| true)],
            |n| address.iter().find(|(name, _)| *name == n).map(|(_, value)| (*value).to_owned()),
        )
    }

    #[test]
    fn what_is_not_known_stands_for_its_default() {
        assert_eq!(question(&[("state", "x"), ("colour", "red")]).at("/a"), "/a");
        assert_eq!(
            question(&[("q", "佐"), ("state", "locked")]).at("/a"),
            "/a?state=locked&q=%E4%BD%90"
        );
    }

    #[test]
    fn another_question_begins_at_the_beginning() {
        let asked = question(&[("q", "a"), ("cursor", "3")]);
        assert_eq!(asked.with(&[("q", "b")]).at("/a"), "/a?q=b");
        assert_eq!(asked.with(&[("cursor", "4")]).at("/a"), "/a?q=a&cursor=4");
    }
}
