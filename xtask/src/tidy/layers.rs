//! Rule: the table of ARCHITECTURE.md, who may use what. A request goes down page, resource, client, server
//! and its answer comes back up; nothing skips a floor.

use super::Finding;
use super::source::Source;

/// What the files below a place must not use.
struct Floor {
    place: &'static str,
    /// Modules of the app, as in `crate::module`.
    not_modules: &'static [&'static str],
    /// Other crates.
    not_crates: &'static [&'static str],
}

const FLOORS: [Floor; 10] = [
    Floor {
        place: "crates/contract/",
        not_modules: &[],
        not_crates: &["leptos", "leptos_router", "web_sys", "gloo_net", "axum", "sqlx", "tokio"],
    },
    Floor {
        place: "crates/server/",
        not_modules: &[],
        not_crates: &["madoguchi", "leptos", "leptos_router", "web_sys", "gloo_net"],
    },
    Floor {
        place: "src/api",
        not_modules: &["ui", "components", "layouts", "pages", "state"],
        not_crates: &["leptos_router", "axum", "sqlx"],
    },
    Floor {
        place: "src/state",
        not_modules: &["ui", "components", "layouts", "pages"],
        not_crates: &["gloo_net"],
    },
    Floor {
        place: "src/ui",
        not_modules: &["api", "state", "routes", "components", "layouts", "pages"],
        not_crates: &["gloo_net", "madoguchi_contract"],
    },
    Floor {
        place: "src/util",
        not_modules: &["api", "state", "routes", "ui", "components", "layouts", "pages"],
        not_crates: &["gloo_net"],
    },
    Floor {
        place: "src/components",
        not_modules: &["layouts", "pages"],
        not_crates: &["gloo_net"],
    },
    Floor { place: "src/layouts", not_modules: &["pages"], not_crates: &["gloo_net"] },
    Floor {
        place: "src/",
        not_modules: &[],
        not_crates: &["gloo_net", "madoguchi_server", "axum", "sqlx"],
    },
    Floor {
        place: "tests/",
        not_modules: &[],
        not_crates: &["madoguchi_server", "axum", "sqlx", "gloo_net"],
    },
];

/// The one place that talks to the network.
const NETWORK: &str = "src/api";

/// Uses of what the file's floor must not use.
pub fn check(source: &Source) -> Vec<Finding> {
    let Some(floor) = FLOORS.iter().find(|floor| source.file.starts_with(floor.place)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for used in uses(&source.code) {
        let first = used.path.first().map_or("", String::as_str);
        let second = used.path.get(1).map_or("", String::as_str);
        let wrong = if first == "crate" {
            floor.not_modules.contains(&second) || of_another_page(&source.file, &used.path)
        } else {
            let network = first == "gloo_net" && source.file.starts_with(NETWORK);
            floor.not_crates.contains(&first) && !network
        };
        if wrong {
            let says = format!(
                "{} must not use {}: see the table in ARCHITECTURE.md, and move the shared part down a floor",
                floor.place.trim_end_matches('/'),
                used.path.join("::")
            );
            findings.push(Finding::new(&source.file, used.line, says));
        }
    }
    findings
}

/// A page may use what lies in its own area, and nothing of another.
fn of_another_page(file: &str, path: &[String]) -> bool {
    let Some(place) = file.strip_prefix("src/pages/") else {
        return false;
    };
    let own = place.split(['/', '.']).next().unwrap_or_default();
    let used = path.get(2).map(String::as_str);
    path.get(1).is_some_and(|module| module == "pages") && used.is_some_and(|used| used != own)
}

/// A path such as `crate::api::client`, wherever it stands.
#[derive(Debug, PartialEq, Eq)]
struct Used {
    line: usize,
    path: Vec<String>,
}

/// Every path in the code, with groups such as `crate::{a, b::c}` taken apart.
fn uses(code: &str) -> Vec<Used> {
    let words = words(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let begins = is_name(words[at].1) && (at == 0 || words[at - 1].1 != "::");
        if begins && words.get(at + 1).is_some_and(|next| next.1 == "::") {
            at = path(&words, at, &[], &mut found);
        } else {
            // A crate may be brought in whole: `use leptos;`.
            if begins && at > 0 && words[at - 1].1 == "use" {
                found.push(Used { line: words[at].0, path: vec![words[at].1.to_owned()] });
            }
            at += 1;
        }
    }
    found
}

/// Reads one path from `at` on and returns where it ends.
fn path(words: &[(usize, &str)], mut at: usize, before: &[String], found: &mut Vec<Used>) -> usize {
    let mut path = before.to_vec();
    let line = words[at].0;
    loop {
        match words.get(at).map(|word| word.1) {
            Some("{") => return group(words, at + 1, &path, found),
            Some(word) if is_name(word) || word == "*" => path.push(word.to_owned()),
            _ => break,
        }
        at += 1;
        if words.get(at).is_none_or(|word| word.1 != "::") {
            break;
        }
        at += 1;
    }
    found.push(Used { line, path });
    at
}

fn group(
    words: &[(usize, &str)],
    mut at: usize,
    before: &[String],
    found: &mut Vec<Used>,
) -> usize {
    while at < words.len() && words[at].1 != "}" {
        if is_name(words[at].1) || words[at].1 == "*" {
            at = path(words, at, before, found);
            if words.get(at).is_some_and(|word| word.1 == "as") {
                at += 2;
            }
        } else {
            at += 1;
        }
    }
    at + 1
}

/// Names, `::` and single signs, each with its line.
fn words(code: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    for (index, text) in code.lines().enumerate() {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if rest.starts_with("::") {
                2
            } else if first.is_alphanumeric() || first == '_' {
                rest.find(|each: char| !each.is_alphanumeric() && each != '_').unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            words.push((index + 1, &rest[..length]));
            rest = rest[length..].trim_start();
        }
    }
    words
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [usize; 0] = [];

    fn lines(file: &str, text: &str) -> Vec<usize> {
        check(&Source::new(file, text)).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_primitive_that_knows_the_domain_is_found() {
        assert_eq!(
            lines("src/ui/button.rs", "use leptos::prelude::*;\nuse crate::state::Theme;\n"),
            [2]
        );
        assert_eq!(lines("src/ui/button.rs", "use madoguchi_contract::CaseState;\n"), [1]);
        assert_eq!(
            lines("src/ui/button.rs", "use crate::util::text;\nuse crate::ui::icon::Icon;\n"),
            NONE
        );
    }

    #[test]
    fn groups_and_paths_within_views_are_looked_into() {
        assert_eq!(
            lines("src/state/theme.rs", "use crate::{\n    api::me,\n    pages::home,\n};\n"),
            [3]
        );
        assert_eq!(
            lines("src/ui/a.rs", "view! { <a href=crate::routes::home()>\"crate::api\"</a> }\n"),
            [1]
        );
    }

    #[test]
    fn only_the_client_talks_to_the_network() {
        assert_eq!(lines("src/pages/home.rs", "use gloo_net::http::Request;\n"), [1]);
        assert_eq!(lines("src/components/list.rs", "gloo_net::http::Request::get(a);\n"), [1]);
        assert_eq!(lines("src/api/client.rs", "use gloo_net::http::Request;\n"), NONE);
        assert_eq!(
            lines("src/api.rs", "use gloo_net::http::Request;\nuse crate::state::a;\n"),
            [2]
        );
    }

    #[test]
    fn a_page_that_uses_another_area_is_found() {
        assert_eq!(lines("src/pages/home/tiles.rs", "use crate::pages::cases::list;\n"), [1]);
        assert_eq!(lines("src/pages/cases.rs", "use crate::pages::cases::list;\n"), NONE);
        assert_eq!(lines("src/pages/cases/list.rs", "use crate::pages::cases::columns;\n"), NONE);
    }

    #[test]
    fn the_contract_is_pure_and_the_server_does_not_know_the_app() {
        assert_eq!(lines("crates/contract/src/a.rs", "use axum::Json;\n"), [1]);
        assert_eq!(
            lines("crates/server/src/a.rs", "use madoguchi::routes;\nuse madoguchi_contract::a;\n"),
            [1]
        );
        assert_eq!(lines("tests/browser/a.rs", "use madoguchi_server::router;\n"), [1]);
    }
}
