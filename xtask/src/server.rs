//! Builds and starts the server, and finds out early what would keep it from starting.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{paths, process};

/// What a data folder of the portal holds, by which it is known as one.
pub const DATABASE_FILES: [&str; 1] = ["madoguchi.sqlite"];

/// How the server is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, for working on it and for tests.
    Dev,
    /// As it is run.
    Release,
}

/// Builds the server and returns its program.
///
/// # Errors
/// When it does not compile.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let mut command = process::cargo();
    command.args(["build", "--package", "madoguchi-server", "--bin", "madoguchi-server"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    process::run(&mut command).context("The server could not be built")?;
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    Ok(paths::target()
        .join(folder)
        .join(format!("madoguchi-server{}", std::env::consts::EXE_SUFFIX)))
}

/// The command that serves a data folder, with the checkout's own `portal.toml` when there is one. Without,
/// links in mails lead to, and passkeys belong to, the port `seen_at` of this machine.
pub fn command(program: &Path, port: u16, seen_at: u16, data: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    let settings = paths::root().join("portal.toml");
    if settings.is_file() {
        command.arg("--config").arg(settings);
    } else {
        command.arg("--public-address").arg(format!("http://localhost:{seen_at}"));
    }
    command.args(["--port", &port.to_string(), "--data"]).arg(data);
    command
}

/// Says in one sentence that somebody else listens on the port.
///
/// # Errors
/// When the port cannot be listened on.
pub fn ensure_port_is_free(port: u16) -> Result<()> {
    if let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        bail!(
            "Port {port} cannot be used ({error}): stop what listens there or choose another with --port."
        );
    }
    Ok(())
}

/// Says in one sentence that nothing can be written into the folder, which is made when it is missing.
///
/// # Errors
/// When the folder cannot be made or written to.
pub fn ensure_writable(folder: &Path) -> Result<()> {
    let probe = std::fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder));
    if let Err(error) = probe {
        bail!(
            "The folder {} cannot be written to ({error}): choose another with --data.",
            folder.display()
        );
    }
    Ok(())
}

/// Whether a request is answered yet: the port is open before the database is ready.
pub fn answers(port: u16) -> bool {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(1)))
        .build()
        .into();
    agent.get(format!("http://127.0.0.1:{port}/api/v1/session")).call().is_ok()
}

/// A port that nobody uses at this moment.
///
/// # Errors
/// When the system has none.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_said_in_one_sentence() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = ensure_port_is_free(port).unwrap_err().to_string();
        assert!(error.contains(&port.to_string()) && error.contains("--port"), "{error}");
        assert_eq!(error.lines().count(), 1);
        drop(taken);
        ensure_port_is_free(port).unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_is_said_in_one_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let error = ensure_writable(&file.join("data")).unwrap_err().to_string();
        assert!(error.contains("--data"), "{error}");
        assert_eq!(error.lines().count(), 1);
        ensure_writable(&folder.path().join("data")).unwrap();
    }
}
