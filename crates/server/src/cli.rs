//! The command line: serving, tokens for the desk's systems, feeding, the description of the API.
//! What goes wrong is said in one sentence, and the exit code is 1.

mod feed;
mod mail;
mod open;
mod serve;
mod token;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{
    Args, CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind,
    parser::ValueSource::CommandLine as ON_THE_LINE,
};

use crate::openapi;

/// The reference server of the customers' support portal.
#[derive(Debug, Parser)]
#[command(name = "madoguchi-server", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: Common,
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
    /// Tries whether the portal's mails leave, and lists those that did not
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
    match run(parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence)) => {
            eprintln!("madoguchi-server: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the command line, or ends the program with what is wrong with it.
fn parse() -> Cli {
    let matches = Cli::command().get_matches();
    if let Some((name, _)) = matches.subcommand() {
        let serving = serve::Options::augment_args(clap::Command::new(""));
        let misplaced = serving
            .get_arguments()
            .find(|option| matches.value_source(option.get_id().as_str()) == Some(ON_THE_LINE));
        if let Some(option) = misplaced {
            let option = option.get_long().unwrap_or_default();
            let sentence = format!("--{option} belongs after `serve`, not before `{name}`");
            Cli::command().error(ErrorKind::ArgumentConflict, sentence).exit();
        }
    }
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

fn run(cli: Cli) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let common = cli.common;
    runtime.block_on(async {
        match cli.command.unwrap_or(Command::Serve(cli.serve)) {
            Command::Serve(options) => serve::run(&common, options).await,
            Command::Token(options) => token::run(&common, options).await,
            Command::Feed(options) => feed::run(&common, options).await,
            Command::User(options) => user::run(&common, options).await,
            Command::Mail(options) => mail::run(&common, options).await,
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
