//! `cargo xtask size`: what a visitor downloads, against the budget.
//! Bytes are counted as they travel: brotli at its strongest, as the server sends them.

use std::path::Path;

use anyhow::{Result, bail};

use crate::entrance::{ENTRANCE, PORTAL};
use crate::{app, files, precompress};

/// The most that may travel before a visitor can sign in, in bytes; a kB is 1,000 bytes.
const CRITICAL_BUDGET: usize = 190_000;

/// The most that the signed-in portal may add, in bytes. It is fetched while the person signs in,
/// and kept by the browser; to come down once areas are loaded on demand.
const PORTAL_BUDGET: usize = 350_000;

/// One file of the built app.
struct Artefact {
    name: String,
    raw: usize,
    brotli: usize,
    critical: bool,
    portal: bool,
}

/// Prints every artefact and the sum of what a usable sign-in needs.
///
/// # Errors
/// When that sum is above the budget.
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
    let critical: usize =
        artefacts.iter().filter(|artefact| artefact.critical).map(|artefact| artefact.brotli).sum();
    let (found, budget) = (kilobytes(critical), kilobytes(CRITICAL_BUDGET));
    if critical > CRITICAL_BUDGET {
        bail!("A usable sign-in needs {found} kB, the budget is {budget} kB.");
    }
    println!("A usable sign-in needs {found} kB of {budget} kB.");
    let portal: usize =
        artefacts.iter().filter(|artefact| artefact.portal).map(|artefact| artefact.brotli).sum();
    let (found, budget) = (kilobytes(portal), kilobytes(PORTAL_BUDGET));
    if portal > PORTAL_BUDGET {
        bail!("The portal adds {found} kB, the budget is {budget} kB.");
    }
    println!("The portal adds {found} kB of {budget} kB.");
    Ok(())
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
            portal: is_portal(&name),
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
    name == ENTRANCE
        || name.ends_with(".css")
        || (name.starts_with("boot") && name.ends_with(".js"))
        || name.starts_with("sign-in-")
}

/// What the signed-in portal loads besides the style and the boot script.
fn is_portal(name: &str) -> bool {
    name == PORTAL || name.starts_with("madoguchi-") && !name.ends_with(".css")
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
    fn a_byte_above_the_budget_fails() {
        let artefact = |brotli| {
            [Artefact { name: "a.wasm".to_owned(), raw: 0, brotli, critical: true, portal: false }]
        };
        assert!(judge(&artefact(CRITICAL_BUDGET)).is_ok());
        assert!(judge(&artefact(CRITICAL_BUDGET + 1)).is_err());
    }
}
