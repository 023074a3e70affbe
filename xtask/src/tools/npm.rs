//! What the tests take from npm, in the versions of the lock files beside it: axe and a mail server.
//! Fetched once per checkout, and again when a lock file has changed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, process};

/// axe, the accessibility engine: the script that is put into pages.
///
/// # Errors
/// When it cannot be fetched.
pub fn axe() -> Result<PathBuf> {
    Ok(fetch("axe")?.join("axe-core/axe.min.js"))
}

/// The mail server that `tests/mail/server.mjs` runs; tests find it beside that program.
///
/// # Errors
/// When it cannot be fetched.
pub fn mail_server() -> Result<()> {
    fetch("mail").map(drop)
}

/// The packages of `tests/NAME`.
fn fetch(name: &str) -> Result<PathBuf> {
    let folder = paths::root().join("tests").join(name);
    let packages = folder.join("node_modules");
    let lock = std::fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("tests/{name}/package-lock.json cannot be read"))?;
    // Written when everything is there, so that an interrupted fetch is repeated.
    let stamp = packages.join(".lock-seen");
    if std::fs::read(&stamp).ok().as_ref() != Some(&lock) {
        println!("Fetching the packages of tests/{name} with npm (a few seconds).");
        let mut npm = Command::new("npm");
        npm.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        process::run(&mut npm)
            .with_context(|| format!("the packages of tests/{name} cannot be fetched"))?;
        std::fs::write(&stamp, lock)?;
    }
    Ok(packages)
}
