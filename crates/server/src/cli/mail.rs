//! `mail test` and `mail queue`: whether the portal's mails leave, before and while customers depend
//! on them.

use clap::{Args, Subcommand};

use super::{Common, Failure, open};
use crate::{
    clock::{self, Clock},
    config::Config,
    mail::{
        self, Mailer,
        message::Mark,
        postman,
        render::{self, Reader},
    },
    session::tokens,
};
use madoguchi_contract::Language;
use serde_json::Value;

/// What to do with mail.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Sends a message the way the portal's mails go: by SMTP, or into the outbox
    Test {
        /// Who gets it
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
    /// Lists the mails that could not be sent: id, event, since when, what happens next, why
    Queue,
}

/// Does it.
pub(super) async fn run(common: &Common, options: Options) -> Result<(), Failure> {
    let config = open::config(common)?;
    match options.action {
        Action::Test { to } => test(common, &config, to).await,
        Action::Queue => queue(common, config).await,
    }
}

async fn test(common: &Common, config: &Config, to: String) -> Result<(), Failure> {
    open::ensure_writable(&common.data)?;
    let mut mailer = Mailer::new(&config.mail, &common.data);
    let mark = Mark { id: tokens::random_hex(), at: Clock::System.now() };
    let reader = Reader { mail: &to, language: Language::Ja, time_zone: &config.support.time_zone };
    let letter = render::letter(config, mail::TEST, reader, &Value::Null).map_err(Failure)?;
    let sent = mailer.send(&letter, &mark).await?;
    mailer.close().await;
    match sent {
        Some(file) => println!("written to {}", file.display()),
        None => println!("taken by {}", config.mail.smtp.host),
    }
    Ok(())
}

/// One line per mail, without anything personal: addresses and texts are not the operator's.
async fn queue(common: &Common, config: Config) -> Result<(), Failure> {
    let state = open::state(common, config, Clock::System).await?;
    for mail in postman::failed(state.store.read()).await? {
        let since = clock::wire(mail.created_at);
        let next = if mail.waits { "waits" } else { "over" };
        println!("{}\t{}\t{since}\t{next}\t{}", mail.id, mail.event, mail.reason);
    }
    state.store.close().await;
    Ok(())
}
