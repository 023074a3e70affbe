//! A fingerprint of files: whether anything that goes into the app, or came out of it, has changed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::files;

/// SHA-256 over names and contents of every file at or below the places.
///
/// # Errors
/// When a file that is there cannot be read.
pub fn of(root: &Path, places: &[PathBuf]) -> Result<String> {
    let mut all = Sha256::new();
    for path in places.iter().flat_map(|place| files::below(place)) {
        let bytes =
            std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        all.update(files::shown(&path, root).as_bytes());
        all.update([0]);
        all.update(Sha256::digest(&bytes));
    }
    Ok(hex(&all.finalize()))
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_changes_with_a_name_and_with_a_content_and_with_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let print = || of(root, &[root.to_path_buf(), root.join("gone")]).unwrap();
        std::fs::write(root.join("a"), "1").unwrap();
        let first = print();
        assert_eq!(first, print());
        std::fs::write(root.join("a"), "2").unwrap();
        let second = print();
        assert_ne!(first, second);
        std::fs::rename(root.join("a"), root.join("b")).unwrap();
        assert_ne!(second, print());
    }
}
