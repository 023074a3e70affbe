//! Rule: what a crate's description depends on, by the same table: the contract stays pure, the server apart from the app.
//! A crate that nobody names in code would still be compiled in.

use std::path::Path;

use anyhow::{Context, Result};

use super::Finding;

/// Crates that must not be named in a package's `Cargo.toml`.
const BARRED: [(&str, &[&str]); 3] = [
    (
        "crates/contract/Cargo.toml",
        &["leptos", "leptos_router", "web-sys", "wasm-bindgen", "axum", "sqlx"],
    ),
    ("crates/server/Cargo.toml", &["madoguchi", "leptos", "leptos_router", "web-sys"]),
    (
        "Cargo.toml",
        &["axum", "sqlx", "madoguchi-server", "reqwest", "regex", "chrono", "url", "uuid"],
    ),
];

/// Dependencies that a package must not have.
///
/// # Errors
/// When a `Cargo.toml` cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (file, barred) in BARRED {
        let text = std::fs::read_to_string(root.join(file))
            .with_context(|| format!("{file} cannot be read"))?;
        findings.extend(in_text(file, &text, barred)?);
    }
    Ok(findings)
}

/// Only `[dependencies]` count: what tests use is not shipped.
fn in_text(file: &str, text: &str, barred: &[&str]) -> Result<Vec<Finding>> {
    let table: toml::Table = text.parse().with_context(|| format!("{file} is not TOML"))?;
    let named = table.get("dependencies").and_then(toml::Value::as_table);
    let found = barred.iter().filter(|name| named.is_some_and(|named| named.contains_key(**name)));
    let line_of = |name: &str| {
        text.lines().position(|line| line.starts_with(name)).map_or(1, |line| line + 1)
    };
    Ok(found
        .map(|name| {
            Finding::new(
                file,
                line_of(name),
                format!("take the dependency on {name} out: see the table in ARCHITECTURE.md"),
            )
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_barred_dependency_is_found_and_a_test_dependency_is_not() {
        let text = "[package]\nname = \"a\"\n[dependencies]\nserde = \"1\"\naxum = \"0.8\"\n[dev-dependencies]\nsqlx = \"0.9\"\n";
        let found = in_text("Cargo.toml", text, &["axum", "sqlx"]).unwrap();
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [5]);
    }
}
