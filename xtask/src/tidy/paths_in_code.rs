//! Rule: no literal `href` or path of a page outside `src/routes.rs`, no path of the API outside `src/api`.
//! A route that moves is changed in one place, and no link is left behind.

use std::path::Path;

use super::Finding;
use super::source::Source;

/// Literal paths where they do not belong.
pub fn check(source: &Source, public: &Path) -> Vec<Finding> {
    let in_the_app = source.file.starts_with("src/") && source.file != "src/routes.rs";
    if !in_the_app {
        return Vec::new();
    }
    let shipped = source.literals.iter().filter(|literal| literal.line < source.tests_from);
    shipped
        .filter(|literal| !literal.compared)
        .filter_map(|literal| {
            let says = complaint(&source.file, &literal.text, public)?;
            Some(Finding::new(&source.file, literal.line, says))
        })
        .collect()
}

fn complaint(file: &str, text: &str, public: &Path) -> Option<String> {
    if text.starts_with("http://") || text.starts_with("https://") {
        // The names of the SVG and XHTML vocabularies look like addresses and are none.
        let vocabulary = text.starts_with("http://www.w3.org/");
        return (!vocabulary)
            .then(|| format!("take the address \"{text}\" from the configuration"));
    }
    let path = text.strip_prefix('/')?;
    let names_a_place = path.is_empty()
        || path.starts_with(|first: char| first.is_ascii_alphabetic() || first == '{');
    let names_a_source = path.ends_with(".rs");
    if !names_a_place
        || names_a_source
        || public.join(path.split(['#', '?']).next().unwrap_or(path)).is_file()
    {
        return None;
    }
    if file.starts_with("src/api") {
        // Its paths are those of the API.
        return None;
    }
    if path.starts_with("api/") {
        return Some(format!("call the API through src/api instead of \"{text}\""));
    }
    Some(format!("build the path \"{text}\" with a function of src/routes.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [usize; 0] = [];

    fn lines(file: &str, text: &str) -> Vec<usize> {
        let public = tempfile::tempdir().unwrap();
        std::fs::write(public.path().join("icons.svg"), "").unwrap();
        check(&Source::new(file, text), public.path()).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_literal_link_is_found() {
        assert_eq!(
            lines(
                "src/ui/a.rs",
                "view! {\n<a href=\"/cases\">x</a>\n<a href=\"https://a.example\">y</a> }\n"
            ),
            [2, 3]
        );
        assert_eq!(
            lines("src/pages/a.rs", "navigate(\"/\", options);\nformat!(\"/cases/{number}\");\n"),
            [1, 2]
        );
    }

    #[test]
    fn routes_pictures_fragments_and_tests_are_not() {
        assert_eq!(
            lines("src/routes.rs", "pub fn cases() -> String { \"/cases\".into() }\n"),
            NONE
        );
        assert_eq!(
            lines(
                "src/ui/icon.rs",
                "format!(\"/icons.svg#{name}\"); let a = \"#main\"; include!(concat!(a, \"/texts.rs\")); key == \"/\";\n"
            ),
            NONE
        );
        assert_eq!(
            lines(
                "src/util/a.rs",
                "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { \"/cases\"; } }\n"
            ),
            NONE
        );
    }

    #[test]
    fn the_api_is_called_from_its_own_place_only() {
        assert_eq!(lines("src/pages/a.rs", "get(\"/api/v1/cases\");\n"), [1]);
        assert_eq!(lines("src/api/cases.rs", "get(\"/api/v1/cases\", \"/cases\");\n"), NONE);
    }
}
