//! `cargo xtask size`: what a visitor downloads, against the budget.
//! Bytes are counted as they travel: brotli at its strongest, as the server sends them.

use std::path::Path;

use anyhow::{Result, bail};

use crate::programs::SIGN_IN;
use crate::{app, files, precompress, programs};

/// The most that may travel before a visitor can sign in, in bytes; a kB is 1,000 bytes.
const CRITICAL_BUDGET: usize = 190_000;

/// The most that each program may take, page, script and all, in bytes. What all of them share, style and
/// boot script, comes on top the first time. The signed-in ones are fetched while the person signs in or
/// when they are gone to, and kept by the browser.
const BUDGETS: [(&str, usize); 4] =
    [("madoguchi", 376_000), ("sign-in", 175_000), ("access", 185_000), ("account", 400_000)];

/// One file of the built app.
struct Artefact {
    name: String,
    raw: usize,
    brotli: usize,
    critical: bool,
    /// The program it belongs to; none for what all share.
    program: Option<&'static str>,
}

/// Prints every artefact and the sum of what a usable sign-in, and each program, needs.
///
/// # Errors
/// When one of them is above its budget.
pub fn run() -> Result<()> {
    let dist = app::build()?;
    let artefacts = measure(&dist)?;
    println!(
        "{:>9} {:>9}    file (* needed for a usable sign-in; kB = 1,000 bytes)",
        "raw kB", "brotli kB"
    );
    for artefact in &artefacts {
        let mark = if artefact.critical { '*' } else { ' ' };
        println!(
            "{:>9} {:>9}  {mark} {}",
            kilobytes(artefact.raw),
            kilobytes(artefact.brotli),
            artefact.name
        );
    }
    judge(&artefacts)
}

fn judge(artefacts: &[Artefact]) -> Result<()> {
    let sum = |counts: &dyn Fn(&Artefact) -> bool| -> usize {
        artefacts.iter().filter(|artefact| counts(artefact)).map(|artefact| artefact.brotli).sum()
    };
    let mut above = Vec::new();
    let mut judge = |what: String, found: usize, budget: usize| {
        println!("{what} needs {} kB of {} kB.", kilobytes(found), kilobytes(budget));
        if found > budget {
            above.push(what);
        }
    };
    judge("A usable sign-in".to_owned(), sum(&|artefact| artefact.critical), CRITICAL_BUDGET);
    for (program, budget) in BUDGETS {
        let found = sum(&|artefact| artefact.program == Some(program));
        judge(format!("The program {program}"), found, budget);
    }
    if above.is_empty() { Ok(()) } else { bail!("Above the budget: {}.", above.join(", ")) }
}

fn measure(dist: &Path) -> Result<Vec<Artefact>> {
    let mut artefacts = Vec::new();
    for path in files::below(dist) {
        let name = files::shown(&path, dist);
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        let compresses = path.with_file_name(format!("{}.br", file_name(&name))).is_file();
        let brotli = if compresses { precompress::brotli_length(&bytes)? } else { bytes.len() };
        artefacts.push(Artefact {
            critical: is_critical(&name),
            program: program(&name),
            name,
            raw: bytes.len(),
            brotli,
        });
    }
    artefacts.sort_by(|one, other| {
        other.brotli.cmp(&one.brotli).then_with(|| one.name.cmp(&other.name))
    });
    Ok(artefacts)
}

/// The sign-in page with its icons, the style, the scripts and its program; not what only some
/// devices load.
fn is_critical(name: &str) -> bool {
    name == SIGN_IN
        || name.ends_with(".css")
        || (name.starts_with("boot") && name.ends_with(".js"))
        || program(name) == Some("sign-in")
}

/// The program that a file belongs to: its page, its script or itself.
fn program(name: &str) -> Option<&'static str> {
    let of = |(page, program): (&str, &'static str)| {
        let code = name.strip_prefix(program).is_some_and(|rest| rest.starts_with('-'));
        (name == page || code && !name.ends_with(".css")).then_some(program)
    };
    programs::ALL.into_iter().find_map(of)
}

fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sign_in_needs_is_counted_and_the_rest_is_not() {
        for name in [
            "sign-in.html",
            "boot-ef56.js",
            "sign-in-ab12.js",
            "sign-in-ab12_bg.wasm",
            "madoguchi-cd34.css",
        ] {
            assert!(is_critical(name), "{name}");
        }
        for name in ["manifest.webmanifest", "icon-192.png", "index.html", "madoguchi-ab12_bg.wasm"]
        {
            assert!(!is_critical(name), "{name}");
        }
    }

    #[test]
    fn every_file_counts_for_the_program_that_loads_it() {
        assert_eq!(program("index.html"), Some("madoguchi"));
        assert_eq!(program("madoguchi-ab12_bg.wasm"), Some("madoguchi"));
        assert_eq!(program("account-ab12.js"), Some("account"));
        assert_eq!(program("access.html"), Some("access"));
        assert_eq!(program("madoguchi-cd34.css"), None);
        assert_eq!(program("boot-ef56.js"), None);
    }

    #[test]
    fn a_byte_above_the_budget_fails() {
        let artefact = |brotli| {
            [Artefact { name: "a.wasm".to_owned(), raw: 0, brotli, critical: true, program: None }]
        };
        assert!(judge(&artefact(CRITICAL_BUDGET)).is_ok());
        assert!(judge(&artefact(CRITICAL_BUDGET + 1)).is_err());
    }
}
