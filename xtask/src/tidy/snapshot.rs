//! Rule: `docs/openapi.json` is what the server says of itself today, so that a change of the API is seen in review.

use anyhow::Result;

use super::Finding;
use crate::{openapi, paths};

/// Whether the snapshot differs from what the server says.
///
/// # Errors
/// When the server does not build or does not describe itself.
pub fn check() -> Result<Vec<Finding>> {
    let found = std::fs::read_to_string(paths::root().join(openapi::SNAPSHOT)).unwrap_or_default();
    Ok(compare(&found, &openapi::current()?).into_iter().collect())
}

fn compare(found: &str, current: &str) -> Option<Finding> {
    if found == current {
        return None;
    }
    let same = found.lines().zip(current.lines()).take_while(|(one, other)| one == other).count();
    let says = "the API has changed: run `cargo xtask openapi` and review the difference";
    Some(Finding::new(openapi::SNAPSHOT, same + 1, says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_named() {
        assert_eq!(compare("a\nb\n", "a\nb\n"), None);
        assert_eq!(compare("a\nb\n", "a\nc\n").unwrap().line, 2);
        assert_eq!(compare("", "a\n").unwrap().line, 1);
    }
}
