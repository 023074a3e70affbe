//! The parts of the tests: what each runs and what it needs for that.

use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use super::counted::{self, Count};
use crate::browsers::Choice;
use crate::{browsers, compiler, process, size, styles, tidy, tools};

/// A part, in the order in which they run: the quick ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Formatting
    Fmt,
    /// Lints of everything that runs natively
    Clippy,
    /// Lints of the app as it runs in browsers
    ClippyWasm,
    /// The rules of the code base
    Tidy,
    /// Unit tests
    Unit,
    /// The API, over HTTP against a server with a database of its own
    Api,
    /// Components of the app, rendered in a browser
    Components,
    /// The portal in Chromium and Firefox
    Browser,
    /// Accessibility of every page
    Axe,
    /// What a visitor downloads
    Size,
}

impl Part {
    /// Its name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// What it checks, in a few words.
    pub fn says(self) -> String {
        let help =
            self.to_possible_value().and_then(|value| value.get_help().map(ToString::to_string));
        help.unwrap_or_default()
    }

    /// Runs it; filters choose single tests where there are any.
    ///
    /// # Errors
    /// When what it needs is missing.
    pub fn run(self, filters: &[String]) -> Result<Count> {
        match self {
            Self::Fmt => Ok(Count::of(process::run(cargo().args(["fmt", "--all", "--check"])))),
            Self::Clippy => {
                Ok(Count::of(clippy(cargo().args(["clippy", "--workspace", "--all-targets"]))))
            }
            Self::ClippyWasm => {
                compiler::ensure_wasm_target()?;
                Ok(Count::of(clippy(cargo().args([
                    "clippy",
                    "--target",
                    compiler::WASM,
                    "--lib",
                    "--bins",
                ]))))
            }
            Self::Tidy => Ok(Count::of(tidy::run())),
            Self::Unit => unit(filters),
            Self::Api => api(filters),
            Self::Components => components(filters),
            Self::Browser => browsers::test(Choice::Portal, filters),
            Self::Axe => browsers::test(Choice::Axe, filters),
            Self::Size => Ok(Count::of(size::run())),
        }
    }
}

fn cargo() -> Command {
    process::cargo()
}

fn clippy(command: &mut Command) -> Result<()> {
    process::run(command.args(["--", "--deny", "warnings"]))
}

fn unit(filters: &[String]) -> Result<Count> {
    let mut count = counted::tests(
        cargo()
            .args(["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--"])
            .args(filters),
    )?;
    count += counted::tests(
        cargo().args(["test", "--workspace", "--no-fail-fast", "--doc", "--"]).args(filters),
    )?;
    Ok(count)
}

fn api(filters: &[String]) -> Result<Count> {
    tools::ensure_packages(&[tools::Package::Npm])?;
    tools::npm::mail_server()?;
    counted::tests(
        cargo()
            .args(["test", "--package", "madoguchi-server", "--no-fail-fast", "--test", "*", "--"])
            .args(filters),
    )
}

fn components(filters: &[String]) -> Result<Count> {
    use tools::Package::{Chromium, ChromiumDriver, JapaneseFont};

    compiler::ensure_wasm_target()?;
    tools::ensure_packages(&[Chromium, ChromiumDriver, JapaneseFont])?;
    styles::run()?;
    let runner = tools::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    counted::tests(
        cargo()
            .args([
                "test",
                "--target",
                compiler::WASM,
                "--no-fail-fast",
                "--test",
                "components",
                "--",
            ])
            .args(filters)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", "chromedriver")
            // The program is large without optimisation, and the machine may be busy.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180"),
    )
}
