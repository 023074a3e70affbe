//! The outbox: one file per mail in the data folder, where no mail server is configured.
//! The name belongs to the mail, so that a repeated attempt replaces the file instead of adding one.

use std::{
    io,
    path::{Path, PathBuf},
};

use tokio::io::AsyncWriteExt;

use super::message::Mark;

/// Writes a file that is there as a whole or not at all, and on disk.
pub async fn put(folder: &Path, mark: &Mark, message: &[u8]) -> io::Result<PathBuf> {
    let file = folder.join(format!("{}-{}.eml", mark.at.as_millisecond(), mark.id));
    let unfinished = file.with_extension("part");
    tokio::fs::create_dir_all(folder).await?;
    let mut out = tokio::fs::File::create(&unfinished).await?;
    out.write_all(message).await?;
    out.sync_all().await?;
    tokio::fs::rename(unfinished, &file).await?;
    Ok(file)
}
