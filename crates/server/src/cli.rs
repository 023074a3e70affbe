//! The command line: serving, tokens for the desk's systems, feeding, the description of the API.
//! What goes wrong is said in one sentence, and the exit code is 1.

mod feed;
mod mail;
mod open;
mod serve;
mod token;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use crate::openapi;

/// The reference server of the customers' support portal.
#[derive(Debug, Parser)]
#[command(name = "madoguchi-server", version, about, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API and the app (what happens without a command, too)
    Serve(serve::Options),
    /// Makes, lists and revokes the tokens of the desk's systems
    Token(token::Options),
    /// Sends a file of articles through the desk API
    Feed(feed::Options),
    /// Sets the passwords of users
    User(user::Options),
    /// Tries whether the portal's mails leave
    Mail(mail::Options),
    /// Prints the description of the API (OpenAPI 3.1, JSON)
    Openapi,
}

/// Where the server keeps things and how it is configured; the same for every command.
#[derive(Clone, Debug, Args)]
struct Common {
    /// The settings; without it every setting has its default. See portal.example.toml
    #[arg(long, global = true, value_name = "FILE", env = "MADOGUCHI_CONFIG")]
    config: Option<PathBuf>,
    /// The folder of the database and of everything else that is kept; made when missing
    #[arg(long, global = true, value_name = "DIR", default_value = "data", env = "MADOGUCHI_DATA")]
    data: PathBuf,
}

/// Why a command could not be done, in one sentence.
#[derive(Debug)]
struct Failure(String);

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence)) => {
            eprintln!("madoguchi-server: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command.unwrap_or(Command::Serve(cli.serve)) {
            Command::Serve(options) => serve::run(options).await,
            Command::Token(options) => token::run(options).await,
            Command::Feed(options) => feed::run(options).await,
            Command::User(options) => user::run(options).await,
            Command::Mail(options) => mail::run(options).await,
            Command::Openapi => {
                print!("{}", openapi::text());
                Ok(())
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent_and_every_option_is_explained() {
        let command = Cli::command();
        command.clone().debug_assert();
        let subcommands = command.get_subcommands().flat_map(|sub| sub.get_arguments());
        for argument in command.get_arguments().chain(subcommands) {
            assert!(argument.get_help().is_some(), "{} has no help", argument.get_id());
        }
    }
}
