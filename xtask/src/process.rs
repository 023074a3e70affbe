//! Running other programs: with a clear sentence when one is missing or fails, and stopping them cleanly.

use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Runs a command to its end, its output going to the terminal.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("{name} cannot be started"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// Runs a command to its end and returns what it printed.
///
/// # Errors
/// When it cannot be started, does not succeed or does not print UTF-8.
pub fn output(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command.output().with_context(|| format!("{name} cannot be started"))?;
    if !output.status.success() {
        bail!("{name} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} did not print text"))
}

/// `cargo`, in the version that runs this program.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::paths::root());
    as_from_a_shell(&mut command);
    command
}

/// Takes out what `cargo run` tells this program of itself: some build scripts look at it, and would build
/// their crates again each time cargo is called from here after it was called from a shell.
pub fn as_from_a_shell(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let own = name.to_string_lossy();
        if own.starts_with("CARGO_PKG_") || own.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

/// Programs that run side by side until one ends or the person stops them.
pub struct Together {
    children: Vec<(&'static str, Child)>,
    asked_to_stop: Receiver<()>,
}

/// Why programs that run side by side came to their end.
pub enum End {
    /// Ctrl-C or SIGTERM.
    Asked,
    /// One of them ended by itself.
    Ended(&'static str, ExitStatus),
}

impl Together {
    /// Takes over Ctrl-C and SIGTERM; possible once in a process.
    ///
    /// # Errors
    /// When the signals cannot be taken over.
    pub fn new() -> Result<Self> {
        let (send, asked_to_stop) = channel();
        ctrlc::set_handler(move || {
            // A second signal finds nobody listening any more, which is fine.
            let _ = send.send(());
        })
        .context("Ctrl-C cannot be taken over")?;
        Ok(Self { children: Vec::new(), asked_to_stop })
    }

    /// Starts one more program.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(&mut self, name: &'static str, command: &mut Command) -> Result<()> {
        let child = command.spawn().with_context(|| format!("{name} cannot be started"))?;
        self.children.push((name, child));
        Ok(())
    }

    /// Waits a moment and tells whether it is over, and why.
    ///
    /// # Errors
    /// When the state of a program cannot be read.
    pub fn end(&mut self) -> Result<Option<End>> {
        for (name, child) in &mut self.children {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(End::Ended(name, status)));
            }
        }
        let asked = self.asked_to_stop.recv_timeout(Duration::from_millis(100)).is_ok();
        Ok(asked.then_some(End::Asked))
    }

    /// Waits until it is over.
    ///
    /// # Errors
    /// When a program ended by itself without success.
    pub fn wait(&mut self) -> Result<()> {
        loop {
            if let Some(end) = self.end()? {
                return end.into_result();
            }
        }
    }
}

impl End {
    /// Being asked to stop is a success, as is a program that ended well.
    ///
    /// # Errors
    /// When a program ended by itself without success.
    pub fn into_result(self) -> Result<()> {
        match self {
            Self::Ended(name, status) if !status.success() => bail!("{name} ended ({status})"),
            _ => Ok(()),
        }
    }
}

impl Drop for Together {
    fn drop(&mut self) {
        for (_, child) in &mut self.children {
            stop(child);
        }
    }
}

/// Asks a program to end, as the system would, and waits until it has.
pub fn stop(child: &mut Child) {
    if matches!(child.try_wait(), Ok(Some(_))) {
        return;
    }
    ask_to_end(child);
    // Nothing more can be done about a program that cannot be waited for.
    let _ = child.wait();
}

#[cfg(unix)]
fn ask_to_end(child: &mut Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    let asked =
        i32::try_from(child.id()).is_ok_and(|id| kill(Pid::from_raw(id), Signal::SIGTERM).is_ok());
    if !asked {
        let _ = child.kill();
    }
}

#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    let _ = child.kill();
}

fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    program
        .file_stem()
        .map_or_else(|| program.display().to_string(), |stem| stem.to_string_lossy().into_owned())
}
