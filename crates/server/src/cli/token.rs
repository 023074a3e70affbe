//! `token create`, `token list`, `token revoke`: who may speak for the desk.
//! A token is printed once, at its making; what is stored is its hash.

use clap::{Args, Subcommand};

use super::{Common, Failure, open};
use crate::{
    clock::{self, Clock},
    desk::tokens,
    request::scopes,
};

/// What to do with tokens.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Makes a token and prints it; it cannot be shown again
    Create {
        /// What the token is for, as it is listed later
        #[arg(long)]
        name: String,
        /// What it may be used for, separated by commas: companies, services, users, cases,
        /// announcements, articles
        #[arg(long, value_delimiter = ',', required = true)]
        scope: Vec<String>,
    },
    /// Lists all tokens
    List,
    /// Revokes a token at once
    Revoke {
        /// The token's id, as it is listed
        id: i64,
    },
}

/// Does it.
pub(super) async fn run(common: &Common, options: Options) -> Result<(), Failure> {
    let config = open::config(common)?;
    let state = open::state(common, config, Clock::System).await?;
    let now = state.clock.now_millis();
    match options.action {
        Action::Create { name, scope } => {
            if let Some(unknown) = tokens::unknown_scopes(&scope).first() {
                return Err(Failure(format!(
                    "there is no scope {unknown}; the scopes are {}",
                    scopes::ALL.join(", ")
                )));
            }
            println!("{}", tokens::create(&state.store, &name, &scope, now).await?);
        }
        Action::List => {
            for token in tokens::list(&state.store).await? {
                let state = match token.revoked_at {
                    Some(at) => format!("revoked {}", clock::wire(at)),
                    None => "good".to_owned(),
                };
                let created = clock::wire(token.created_at);
                println!("{}\t{}\t{}\t{created}\t{state}", token.id, token.name, token.scopes);
            }
        }
        Action::Revoke { id } => {
            if !tokens::revoke(&state.store, id, now).await? {
                return Err(Failure(format!("there is no good token with the id {id}")));
            }
            println!("revoked");
        }
    }
    state.store.close().await;
    Ok(())
}
