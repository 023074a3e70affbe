//! `user set-password`: the first password of a person, given by the operator.
//! It is read from the standard input, so that it stands in no list of processes and no history.

use std::io::{self, BufRead, IsTerminal};

use clap::{Args, Subcommand};

use super::{Common, Failure, open};
use crate::{clock::Clock, desk::users};

/// What to do with users.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Sets a user's password to the line read from the standard input, and ends the sessions
    SetPassword {
        /// The user ID
        user_id: String,
    },
}

/// Does it.
pub(super) async fn run(common: &Common, options: Options) -> Result<(), Failure> {
    let config = open::config(common)?;
    let Action::SetPassword { user_id } = options.action;
    let password = read_line()?;
    let complaints = config.password.rule().check(&password, &user_id);
    if !complaints.is_empty() {
        let codes: Vec<&str> = complaints.into_iter().map(|complaint| complaint.code()).collect();
        return Err(Failure(format!(
            "the password does not keep the rule of [password]: {}",
            codes.join(", ")
        )));
    }
    let state = open::state(common, config, Clock::System).await?;
    let hash = state.passwords.hash(password).await?;
    let mut tx = state.store.write().await?;
    if !users::set_password_hash(&mut tx, &user_id, &hash).await? {
        return Err(Failure(format!("there is no user {user_id}")));
    }
    tx.commit().await?;
    state.store.close().await;
    println!("the password is set");
    Ok(())
}

fn read_line() -> io::Result<String> {
    if io::stdin().is_terminal() {
        eprintln!("The new password, then Enter (it is shown as you type):");
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
