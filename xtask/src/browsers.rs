//! Everything that drives a browser: what it needs, and the one test program that does it.
//! The app and the server are built once, before the first browser opens.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::server::Profile;
use crate::test::counted::{self, Count};
use crate::{app, compiler, paths, process, server, tools};

/// Which of the tests that drive a browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// What people do.
    Portal,
    /// Accessibility of every page.
    Axe,
}

/// Runs the chosen tests whose names hold one of the filters, or all of them.
///
/// # Errors
/// When a browser, a driver or a build is missing.
pub fn test(choice: Choice, filters: &[String]) -> Result<Count> {
    let mut count = Count::default();
    // The test program takes one filter at a time.
    for filter in filters.iter().map(String::as_str).chain(filters.is_empty().then_some("")) {
        let mut command = command()?;
        match choice {
            Choice::Portal => command.args(["--skip", "axe::", "--skip", "screenshots::", filter]),
            Choice::Axe => command.arg(format!("axe::{filter}")),
        };
        count += counted::tests(&mut command)?;
    }
    Ok(count)
}

/// The test program with everything it needs in its environment.
///
/// # Errors
/// When a browser, a driver or a build is missing.
pub fn command() -> Result<Command> {
    use tools::Package::{Chromium, ChromiumDriver, FirefoxEsr, JapaneseFont, Npm};

    compiler::ensure_c()?;
    tools::ensure_packages(&[Chromium, ChromiumDriver, FirefoxEsr, JapaneseFont, Npm])?;
    let geckodriver = tools::geckodriver()?;
    let axe = axe()?;
    let dist = app::build()?;
    let program = server::build(Profile::Dev)?;
    let mut command = process::cargo();
    command
        .args(["test", "--test", "browser", "--"])
        .env("MADOGUCHI_SERVER", program)
        .env("MADOGUCHI_DIST", dist)
        .env("MADOGUCHI_GECKODRIVER", geckodriver)
        .env("MADOGUCHI_AXE", axe);
    Ok(command)
}

/// axe from npm, in the version of the lock file; fetched once per checkout.
fn axe() -> Result<PathBuf> {
    let folder = paths::root().join("tests/axe");
    let script = folder.join("node_modules/axe-core/axe.min.js");
    let lock = std::fs::read(folder.join("package-lock.json"))
        .context("tests/axe/package-lock.json cannot be read")?;
    let stamp = folder.join("node_modules/.lock-seen");
    if !script.is_file() || std::fs::read(&stamp).is_ok_and(|seen| seen != lock) || !stamp.is_file()
    {
        println!("Fetching axe with npm (a few seconds).");
        let mut npm = Command::new("npm");
        npm.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        process::run(&mut npm).context("axe cannot be fetched")?;
        std::fs::write(&stamp, lock)?;
    }
    Ok(script)
}
