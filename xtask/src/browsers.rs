//! Everything that drives a browser: what it needs, and the one test program that does it.
//! The app and the server are built once, before the first browser opens.

use std::process::Command;

use anyhow::Result;

use crate::server::Profile;
use crate::test::counted::{self, Count};
use crate::{app, compiler, process, server, tools};

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
    let axe = tools::npm::axe()?;
    tools::npm::mail_server()?;
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
