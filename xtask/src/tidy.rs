//! `cargo xtask tidy`: the rules of the code base that a compiler does not know.
//! One file per rule, each with the bad input it finds; a finding says where and what to do.

mod descriptions;
mod layers;
mod links;
mod locales;
mod modules;
mod paths_in_code;
mod snapshot;
mod source;
mod unsafe_markup;

use std::fmt;
use std::path::Path;

use anyhow::{Result, bail};

use crate::{files, paths};
use source::Source;

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, from the top of the checkout.
    file: String,
    /// The line, counted from 1.
    line: usize,
    /// What is wrong there and what to do about it.
    says: String,
}

impl Finding {
    fn new(file: &str, line: usize, says: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, says: says.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.says)
    }
}

/// Checks every rule and prints what it finds.
///
/// # Errors
/// When there is a finding.
pub fn run() -> Result<()> {
    let mut findings = in_the_checkout(&paths::root())?;
    findings.extend(snapshot::check()?);
    if findings.is_empty() {
        println!("tidy: nothing found");
        return Ok(());
    }
    for finding in &findings {
        println!("{finding}");
    }
    bail!("tidy: {} found", findings.len());
}

/// The rules that need nothing but the files.
fn in_the_checkout(root: &Path) -> Result<Vec<Finding>> {
    let sources = sources(root)?;
    let mut findings = Vec::new();
    for source in &sources {
        findings.extend(modules::check(source));
        findings.extend(layers::check(source));
        findings.extend(paths_in_code::check(source, &root.join("public")));
        findings.extend(unsafe_markup::check_code(source));
    }
    findings.extend(descriptions::check(root)?);
    findings.extend(unsafe_markup::check_pages(root)?);
    findings.extend(locales::check(root, &sources)?);
    findings.extend(links::check(root)?);
    Ok(findings)
}

fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for place in ["src", "crates", "tests", "xtask"] {
        for path in files::with_extension(&root.join(place), "rs") {
            sources.push(Source::read(&path, root)?);
        }
    }
    Ok(sources)
}
