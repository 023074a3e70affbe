//! The bytes of attachments: files of random names below the data folder's `attachments`.
//! What senders call them is data in the database, so that no name can ever become a path.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use rand::Rng;
use sha2::{Digest, Sha256};

/// The folder of all attachments.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

/// A file that is on disk and waits for its row. Dropped without [`Stored::keep`] it is removed.
#[derive(Debug)]
pub struct Stored {
    path: PathBuf,
    kept: bool,
    /// Its random name.
    pub file: String,
    /// As the sender named it.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

impl Files {
    /// The attachments of the data folder `data`.
    pub fn new(data: &Path) -> Self {
        Self { folder: data.join("attachments") }
    }

    /// Writes `bytes` and waits for the disk, so that a row that names the file is never alone.
    pub async fn store(&self, name: String, bytes: Vec<u8>) -> std::io::Result<Stored> {
        let file = random_name();
        let path = self.path(&file);
        let folder = self.folder.clone();
        tokio::task::spawn_blocking(move || {
            let sha256 = Sha256::digest(&bytes).into();
            if !folder.is_dir() {
                std::fs::create_dir_all(&folder)?;
                // The folder's own entry has to be on disk before anything in it counts.
                if let Some(data) = folder.parent() {
                    std::fs::File::open(data)?.sync_all()?;
                }
            }
            let mut out = std::fs::File::options().write(true).create_new(true).open(&path)?;
            // From here on a failure removes the file again.
            let stored = Stored { path, kept: false, file, name, size: bytes.len() as i64, sha256 };
            out.write_all(&bytes)?;
            out.sync_all()?;
            std::fs::File::open(&folder)?.sync_all()?;
            Ok(stored)
        })
        .await
        .map_err(std::io::Error::other)?
    }

    /// Where the file of that random name lies.
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }
}

impl Stored {
    /// The row is about to be committed: the file stays, whatever comes of that.
    pub fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        if !self.kept {
            // A file left behind by a failure only takes room; nothing refers to it.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn random_name() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_stays_only_when_its_row_does() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let stored = files.store("../../報告.txt".into(), b"abc".to_vec()).await.unwrap();
        let path = files.path(&stored.file);
        assert!(path.starts_with(folder.path().join("attachments")));
        assert_eq!(std::fs::read(&path).unwrap(), b"abc");
        drop(stored);
        assert!(!path.exists());

        let stored = files.store("報告.txt".into(), b"abc".to_vec()).await.unwrap();
        let path = files.path(&stored.file);
        stored.keep();
        assert!(path.exists());
    }
}
