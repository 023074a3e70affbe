//! Builds the app as customers load it, into `dist/`: styles joined, compiled by trunk, compressed.
//! Skipped when neither what goes in nor what came out has changed.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{
    compiler, files, fingerprint, paths, precompress, process, programs, strip, styles, tools,
};

/// Everything the built app depends on.
const SOURCES: [&str; 12] = [
    "src",
    "build.rs",
    "crates/contract",
    "style",
    "public",
    "locales",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "xtask/src",
];

/// Builds the app for release and returns its folder.
///
/// # Errors
/// When a tool is missing and cannot be had, or the build fails.
pub fn build() -> Result<PathBuf> {
    let root = paths::root();
    let dist = paths::dist();
    let stamp = paths::target().join("madoguchi/app.stamp");
    let _only_one = lock(&paths::target().join("madoguchi/app.lock"))?;
    if std::fs::read_to_string(&stamp)
        .is_ok_and(|found| seal(&root, &dist).is_ok_and(|now| now == found))
    {
        println!("The app is built already.");
        return Ok(dist);
    }
    compiler::ensure_wasm_target()?;
    styles::run()?;
    let mut trunk = trunk()?;
    println!("Building the app (usually six minutes the first time, three after a change).");
    process::run(
        trunk.args(["build", "--release", "--cargo-profile", "wasm"]).arg("--dist").arg(&dist),
    )?;
    programs::build(self::trunk, &dist)?;
    strip::run(&dist)?;
    programs::announce_portal(&dist)?;
    println!("Compressing it (a few seconds).");
    precompress::run(&dist)?;
    files::write_if_changed(&stamp, seal(&root, &dist)?.as_bytes())?;
    Ok(dist)
}

/// Two builds into one folder would spoil each other; the second waits and finds the work done.
fn lock(path: &Path) -> Result<File> {
    files::write_if_changed(path, b"")?;
    let file = File::open(path)?;
    file.lock().with_context(|| format!("{} cannot be locked", path.display()))?;
    Ok(file)
}

/// trunk with the pinned tools in reach and nothing asked of the network but what cargo needs.
///
/// # Errors
/// When a tool is missing and cannot be had.
pub fn trunk() -> Result<Command> {
    let trunk = tools::trunk()?;
    let bindgen = tools::wasm_bindgen()?;
    let mut command = tools::command(&trunk);
    command
        .env("PATH", tools::path_with(&[&bindgen])?)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("TRUNK_TOOLS_WASM_BINDGEN", tools::wasm_bindgen_version()?)
        // trunk reads this customary variable as a truth value and refuses the customary "1".
        .env_remove("NO_COLOR");
    Ok(command)
}

/// What went in and what came out, in one line; different as soon as either changed.
fn seal(root: &Path, dist: &Path) -> Result<String> {
    let sources: Vec<PathBuf> = SOURCES.iter().map(|source| root.join(source)).collect();
    std::fs::metadata(dist.join("index.html")).context("there is no built app")?;
    Ok(format!(
        "{} {}",
        fingerprint::of(root, &sources)?,
        fingerprint::of(root, &[dist.to_path_buf()])?
    ))
}
