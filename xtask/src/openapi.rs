//! `cargo xtask openapi`: the description of the API in `docs/openapi.json`, written by the server itself.

use anyhow::Result;

use crate::server::Profile;
use crate::{files, paths, process, server};

/// Where the snapshot lies, from the top of the checkout.
pub const SNAPSHOT: &str = "docs/openapi.json";

/// Writes the snapshot.
///
/// # Errors
/// When the server does not build or the file cannot be written.
pub fn write() -> Result<()> {
    files::write_if_changed(&paths::root().join(SNAPSHOT), current()?.as_bytes())
}

/// The description as the server gives it now, one newline at its end.
///
/// # Errors
/// When the server does not build or does not describe itself.
pub fn current() -> Result<String> {
    let program = server::build(Profile::Dev)?;
    let described = process::output(std::process::Command::new(program).arg("openapi"))?;
    Ok(format!("{}\n", described.trim_end()))
}
