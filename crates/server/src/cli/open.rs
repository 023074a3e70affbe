//! Opens the data folder for a command, with a sentence for everything that can be in the way.

use std::{io, path::Path};

use super::{Common, Failure};
use crate::{app::AppState, clock::Clock, config::Config};

/// The settings, checked.
pub(super) fn config(common: &Common) -> Result<Config, Failure> {
    match &common.config {
        Some(path) => Ok(Config::load(path)?),
        None => Ok(Config::default()),
    }
}

/// The database in the data folder, made and migrated as needed.
pub(super) async fn state(
    common: &Common,
    config: Config,
    clock: Clock,
) -> Result<AppState, Failure> {
    let data = &common.data;
    ensure_writable(data)?;
    AppState::open(data, config, clock).await.map_err(|error| {
        Failure(format!("the database in {} cannot be opened: {error}", data.display()))
    })
}

/// Makes the folder when it is missing, and tries whether it can be written to.
pub(super) fn ensure_writable(folder: &Path) -> Result<(), Failure> {
    let probe = folder.join(".madoguchi-write-test");
    create(folder)
        .and_then(|()| std::fs::write(&probe, b""))
        .and_then(|()| std::fs::remove_file(&probe))
        .map_err(|error| {
            Failure(format!(
                "the data folder {} cannot be written to ({error}); choose another with --data",
                folder.display()
            ))
        })
}

/// Makes the folder; for the server's user only, where the system knows such a thing.
fn create(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
