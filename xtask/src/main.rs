//! `cargo xtask`: everything a contributor or a customer's administrator does with this repository.
//! One file per command; this one only reads the command line.

mod app;
mod bench;
mod browsers;
mod compiler;
mod dev;
mod files;
mod fingerprint;
mod openapi;
mod paths;
mod precompress;
mod process;
mod programs;
mod run;
mod screenshots;
mod server;
mod size;
mod strip;
mod styles;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the portal and start it on this machine, with a sample world to look at
    Run(run::Options),
    /// The portal for working on it: rebuilt and reloaded on every change
    Dev(dev::Options),
    /// Check everything, or one part of it
    Test(test::Options),
    /// Check the rules of the code base that a compiler does not know
    Tidy,
    /// Write docs/openapi.json from the server
    Openapi,
    /// Join style/*.css into the one file the app loads
    Styles,
    /// What a visitor downloads, in bytes, against the budget
    Size,
    /// How fast the server answers with many cases, against the budget
    Bench(bench::Options),
    /// Take a picture of every page
    Screenshots(screenshots::Options),
}

fn main() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Dev(options) => dev::run(&options),
        Command::Test(options) => return test::run(&options),
        Command::Tidy => tidy::run(),
        Command::Openapi => openapi::write(),
        Command::Styles => styles::run(),
        Command::Size => size::run(),
        Command::Bench(options) => bench::run(&options),
        Command::Screenshots(options) => screenshots::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
