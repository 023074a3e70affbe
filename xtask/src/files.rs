//! Small helpers on files: every file below some places in a steady order, and writing only what changed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// Every file at or below `place`, sorted; none when there is nothing.
pub fn below(place: &Path) -> Vec<PathBuf> {
    WalkDir::new(place)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            !matches!(entry.file_name().to_str(), Some("node_modules" | "target" | ".git"))
        })
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// Every file below `place` whose name ends in `.extension`, sorted.
pub fn with_extension(place: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = below(place);
    found.retain(|path| path.extension().is_some_and(|found| found == extension));
    found
}

/// The text of a file.
///
/// # Errors
/// When it cannot be read, with its path.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Writes a file and the folders above it, unless it holds exactly this already: tools that watch files stay quiet.
///
/// # Errors
/// When it cannot be written.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if std::fs::read(path).is_ok_and(|found| found == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    std::fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

/// A path as people read it: from the top of the checkout, with slashes.
pub fn shown(path: &Path, root: &Path) -> String {
    let short = path.strip_prefix(root).unwrap_or(path);
    short.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
