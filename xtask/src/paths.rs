//! Where things are: the checkout, what is built in it, and the cache of tools outside it.
//! Nothing else puts these paths together.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The top of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies one folder below the top")
        .to_path_buf()
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |path| root().join(path))
}

/// What a browser loads: the built app.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The cache of pinned tools, shared by every checkout of this machine.
///
/// `MADOGUCHI_CACHE` wins, then what the platform calls its cache folder.
///
/// # Errors
/// When no home folder is known.
pub fn cache() -> Result<PathBuf> {
    let given =
        |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(cache) = given("MADOGUCHI_CACHE") {
        return Ok(cache);
    }
    let platform = given("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            given("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            given("HOME").map(|home| home.join("Library/Caches"))
        } else {
            given("HOME").map(|home| home.join(".cache"))
        }
    });
    platform
        .map(|cache| cache.join("madoguchi"))
        .context("No folder for the cache of tools is known: set MADOGUCHI_CACHE.")
}
