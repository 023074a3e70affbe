//! `cargo xtask dev`: the portal for working on it. trunk rebuilds and reloads on every change;
//! the API comes from a server of its own behind trunk's proxy.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::process::Together;
use crate::server::Profile;
use crate::{app, compiler, paths, server, styles};

/// What can be chosen.
#[derive(Args)]
pub struct Options {
    /// Where the portal listens on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of the database, the files and the outgoing mail
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
}

/// Runs trunk and the server side by side until they are stopped.
///
/// # Errors
/// One sentence on what is missing, or what failed to build or to start.
pub fn run(options: &Options) -> Result<()> {
    let data = paths::root().join(&options.data);
    server::ensure_port_is_free(options.port)?;
    server::ensure_writable(&data)?;
    compiler::ensure_c()?;
    compiler::ensure_wasm_target()?;
    styles::run()?;
    let mut trunk = app::trunk()?;
    println!("Building the server (usually three minutes the first time, seconds afterwards).");
    let program = server::build(Profile::Dev)?;

    let api = server::free_port()?;
    let mut server = server::command(&program, api, options.port, &data);
    server.arg("--sample");
    trunk
        .args(["serve", "--port", &options.port.to_string()])
        // Apart from dist/, which holds the app as it is released.
        .arg("--dist")
        .arg(paths::root().join("target/dev"))
        // The loader is a file of ours, which trunk's own policy would refuse for want of a nonce.
        .arg("--disable-csp=true")
        .args([
            "--proxy-backend",
            &format!("http://localhost:{api}/api"),
            "--proxy-rewrite",
            "/api",
        ]);

    let mut together = Together::new()?;
    together.start("The server", &mut server)?;
    together.start("trunk", &mut trunk)?;
    println!("The portal will be at http://localhost:{} once trunk has built it.", options.port);
    together.wait()
}
