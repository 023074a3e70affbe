//! The pinned tools: found in the cache, or built into it with `cargo install`.
//! The cache lies outside the checkout, so the next clone finds them.

pub mod npm;
mod packages;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

pub use packages::{Package, ensure as ensure_packages};

use crate::{paths, process};

/// A program that `cargo install` builds.
struct Tool {
    package: &'static str,
    version: String,
    /// Whether the package's own lock file is used; not where it pins what the registry has withdrawn.
    locked: bool,
    /// How long building it usually takes on two cores.
    usually: &'static str,
}

/// trunk, which builds the app. Its version belongs to `Trunk.toml` and is raised by hand.
///
/// # Errors
/// When it is missing and cannot be built.
pub fn trunk() -> Result<PathBuf> {
    let tool = Tool {
        package: "trunk",
        version: "0.21.14".to_owned(),
        locked: true,
        usually: "six minutes",
    };
    Ok(tool.ensure()?.join("trunk"))
}

/// The folder of wasm-bindgen and its test runner, in exactly the version of `Cargo.lock`.
///
/// # Errors
/// When it is missing and cannot be built.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let version = wasm_bindgen_version()?;
    Tool { package: "wasm-bindgen-cli", version, locked: false, usually: "two minutes" }.ensure()
}

/// geckodriver, by which tests drive Firefox.
///
/// # Errors
/// When it is missing and cannot be built.
pub fn geckodriver() -> Result<PathBuf> {
    let tool = Tool {
        package: "geckodriver",
        version: "0.37.1".to_owned(),
        locked: true,
        usually: "two minutes",
    };
    Ok(tool.ensure()?.join("geckodriver"))
}

/// The version of wasm-bindgen the app is compiled with; the tool must match it to the letter.
///
/// # Errors
/// When `Cargo.lock` cannot be read or does not name it.
pub fn wasm_bindgen_version() -> Result<String> {
    let path = paths::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen.")
}

/// `PATH` with the given folders in front.
///
/// # Errors
/// When a folder's name cannot stand in `PATH`.
pub fn path_with(folders: &[&Path]) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| folder.to_path_buf()).chain(std::env::split_paths(&path));
    std::env::join_paths(all).context("PATH cannot be put together")
}

impl Tool {
    /// The folder of the tool's programs.
    fn ensure(&self) -> Result<PathBuf> {
        let tools = paths::cache()?.join("tools");
        let home = tools.join(format!("{}-{}", self.package, self.version));
        if !home.join("bin").is_dir() {
            println!(
                "Building {} {} (usually {} on two cores, once per machine).",
                self.package, self.version, self.usually
            );
            self.install(&tools, &home)?;
        }
        Ok(home.join("bin"))
    }

    /// Builds beside its place and moves there, so that an interrupted build leaves no half of a tool.
    fn install(&self, tools: &Path, home: &Path) -> Result<()> {
        std::fs::create_dir_all(tools)
            .with_context(|| format!("{} cannot be made", tools.display()))?;
        let workshop = tempfile::tempdir_in(tools)?;
        let mut command = process::cargo();
        command
            .args(["install", "--quiet", "--version", &self.version, self.package, "--root"])
            .arg(workshop.path())
            .env_remove("CARGO_TARGET_DIR");
        if self.locked {
            command.arg("--locked");
        }
        process::run(&mut command)
            .with_context(|| format!("{} {} could not be built", self.package, self.version))?;
        if home.join("bin").is_dir() {
            // Another run was quicker; its result is the same.
            return Ok(());
        }
        std::fs::rename(workshop.keep(), home)
            .with_context(|| format!("{} cannot be put in place", home.display()))
    }
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let lock: toml::Table = lock.parse().ok()?;
    let found = lock
        .get("package")?
        .as_array()?
        .iter()
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))?;
    found.get("version")?.as_str().map(str::to_owned)
}

/// Whether a program answers to its name on this machine.
pub fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Starts a command by the name under which the cache or the machine has it.
pub fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    process::as_from_a_shell(&mut command);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_lock_file_is_the_one_that_is_built() {
        let lock = "version = 4\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.104\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.104"));
        assert_eq!(locked_version(lock, "leptos"), None);
    }
}
