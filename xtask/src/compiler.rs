//! What must be there before anything can be built: a C compiler and the wasm target.
//! Looked at first, so that nobody waits ten minutes to read about it.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The target that browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Says in one sentence when the C compiler is missing: SQLite is C, and every Rust program is linked by it.
///
/// # Errors
/// When no C program can be compiled.
pub fn ensure_c() -> Result<()> {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let folder = tempfile::tempdir().context("No temporary folder can be made")?;
    let source = folder.path().join("probe.c");
    std::fs::write(&source, "#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n")?;
    let compiled = Command::new(&compiler)
        .arg(&source)
        .arg("-o")
        .arg(folder.path().join("probe"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !compiled.is_ok_and(|status| status.success()) {
        bail!(
            "There is no working C compiler (`{compiler}`): install one, for instance with `apt-get install build-essential` or `xcode-select --install`."
        );
    }
    Ok(())
}

/// Adds the wasm target to the toolchain when it is missing.
///
/// # Errors
/// When it is missing and rustup cannot add it.
pub fn ensure_wasm_target() -> Result<()> {
    let libraries = crate::process::output(Command::new("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        WASM,
    ]))?;
    if std::path::Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    println!("Adding the target {WASM} to the Rust toolchain (under a minute).");
    crate::process::run(Command::new("rustup").args(["target", "add", WASM])).with_context(|| {
        format!("The Rust target {WASM} is missing: add it with `rustup target add {WASM}`.")
    })
}
