//! What only the system's package manager has: browsers, their drivers, a Japanese font, npm.
//! Installed with apt-get where that is allowed; otherwise the package is named.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

/// One thing the tests need from the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// Chromium itself.
    Chromium,
    /// The driver that belongs to Chromium.
    ChromiumDriver,
    /// Firefox in its extended-support release.
    FirefoxEsr,
    /// A font with Japanese characters, without which every picture shows boxes.
    JapaneseFont,
    /// npm, which fetches axe and the tests' mail server, with node, which runs the latter.
    Npm,
}

impl Package {
    /// The package's name in Debian and its relatives.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::ChromiumDriver => "chromium-driver",
            Self::FirefoxEsr => "firefox-esr",
            Self::JapaneseFont => "fonts-noto-cjk",
            Self::Npm => "npm",
        }
    }

    fn is_there(self) -> bool {
        match self {
            Self::Chromium => super::is_installed("chromium"),
            Self::ChromiumDriver => super::is_installed("chromedriver"),
            Self::FirefoxEsr => super::is_installed("firefox-esr"),
            Self::Npm => super::is_installed("npm"),
            Self::JapaneseFont => crate::process::output(Command::new("fc-list").arg(":lang=ja"))
                .is_ok_and(|fonts| !fonts.trim().is_empty()),
        }
    }
}

/// Installs what is missing.
///
/// # Errors
/// Names the packages that are missing where they cannot be installed.
pub fn ensure(wanted: &[Package]) -> Result<()> {
    let missing = |wanted: &[Package]| -> Vec<&'static str> {
        wanted.iter().filter(|package| !package.is_there()).map(|package| package.name()).collect()
    };
    let names = missing(wanted);
    if names.is_empty() {
        return Ok(());
    }
    if may_install() {
        println!("Installing {} with apt-get (usually two minutes).", names.join(", "));
        install(&names);
    }
    let still = missing(wanted);
    if !still.is_empty() {
        bail!("Missing on this machine: install {}.", still.join(", "));
    }
    Ok(())
}

/// Only root may, and only where there is apt-get.
fn may_install() -> bool {
    let root =
        crate::process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && super::is_installed("apt-get")
}

/// Whether it worked is seen by looking again, so the outcome of the single steps does not matter.
fn install(names: &[&str]) {
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
        command
    };
    let _ = apt().arg("update").status();
    let _ = apt().args(["install", "--yes", "--no-install-recommends"]).args(names).status();
}
