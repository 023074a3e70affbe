//! `cargo xtask run`: from a fresh clone to a portal in the browser, in one command.
//! What would make it fail is looked at before anything slow begins.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use crate::process::{End, Together};
use crate::server::Profile;
use crate::{app, compiler, paths, server};

/// What can be chosen for a run.
#[derive(Args)]
pub struct Options {
    /// Where the portal listens on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of the database, the files and the outgoing mail
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Throw the data folder away first
    #[arg(long)]
    fresh: bool,
    /// Make this many cases in the sample world's first company
    #[arg(long, value_name = "N", conflicts_with = "no_sample")]
    cases: Option<u32>,
    /// Start with an empty database instead of the sample world
    #[arg(long)]
    no_sample: bool,
}

/// Builds what has changed, starts the server and waits until it is stopped.
///
/// # Errors
/// One sentence on what is missing, or what failed to build or to start.
pub fn run(options: &Options) -> Result<()> {
    let data = paths::root().join(&options.data);
    server::ensure_port_is_free(options.port)?;
    if options.fresh && data.exists() {
        throw_away(&data)?;
    }
    server::ensure_writable(&data)?;
    compiler::ensure_c()?;

    let dist = app::build()?;
    println!("Building the server (usually four minutes the first time, seconds afterwards).");
    let program = server::build(Profile::Release)?;

    let mut command = server::command(&program, options.port, options.port, &data);
    command.arg("--dist").arg(dist);
    if !options.no_sample {
        command.arg("--sample");
    }
    if let Some(cases) = options.cases {
        command.args(["--cases", &cases.to_string()]);
    }
    let mut together = Together::new()?;
    together.start("The server", &mut command)?;
    match until_it_answers(&mut together, options.port)? {
        Some(end) => end.into_result(),
        None => {
            print_welcome(options);
            together.wait()
        }
    }
}

/// Only a folder that the portal made is thrown away; a mistyped `--data` must not cost anybody their files.
fn throw_away(data: &std::path::Path) -> Result<()> {
    let ours = server::DATABASE_FILES.iter().any(|name| data.join(name).is_file());
    let empty = std::fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_none());
    if !ours && !empty {
        anyhow::bail!("{} holds no portal database, so --fresh leaves it alone.", data.display());
    }
    println!("Throwing {} away.", data.display());
    std::fs::remove_dir_all(data)
        .with_context(|| format!("{} cannot be thrown away", data.display()))
}

/// `None` once the server answers, or why it will not.
fn until_it_answers(together: &mut Together, port: u16) -> Result<Option<End>> {
    loop {
        if let Some(end) = together.end()? {
            return Ok(Some(end));
        }
        if server::answers(port) {
            return Ok(None);
        }
    }
}

fn print_welcome(options: &Options) {
    println!("\nThe portal is at http://localhost:{}  (Ctrl-C stops it)", options.port);
    if !options.no_sample {
        println!(
            "
Sample accounts, password Madoguchi-2026!
  admin@sample.example.mg   administrator of 株式会社サンプル商事
  user@sample.example.mg    general user of the same company, one customer number
  totp@sample.example.mg    asked for a code of the app with the secret JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
  mail@sample.example.mg    asked for a code that is mailed
  new@sample.example.mg     no password yet: \"Forgot your password?\", mail new@sample.example
  admin@other.example.mg    administrator of 有限会社アザー製作所
Mails are put into {}.
",
            paths::root().join(&options.data).join("outbox").display()
        );
    }
}
