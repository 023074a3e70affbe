//! `mail test`: whether the portal's mails leave, before customers depend on them.

use clap::{Args, Subcommand};

use super::{Common, Failure, open};
use crate::{
    clock::Clock,
    config::Config,
    mail::{Letter, Mailer},
};
use madoguchi_contract::Language;

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
}

/// Does it.
pub(super) async fn run(common: &Common, options: Options) -> Result<(), Failure> {
    let config = open::config(common)?;
    open::ensure_writable(&common.data)?;
    let Action::Test { to } = options.action;
    let mailer = Mailer::new(&config.mail, &common.data)?;
    match mailer.send(&test_letter(&config, to), Clock::System.now()).await? {
        Some(file) => println!("written to {}", file.display()),
        None => println!("taken by {}", config.mail.smtp.host),
    }
    Ok(())
}

fn test_letter(config: &Config, to: String) -> Letter {
    let address = &config.server.public_address;
    let name = &config.brand.name.ja;
    Letter {
        to,
        language: Language::Ja,
        subject: format!("{name}: メール送信テスト / mail test"),
        text: format!(
            "このメールが届いていれば、ポータルからのメールは正しく送信されています。\n\
             If you can read this, the portal's mails are leaving as they should.\n\n{address}\n"
        ),
        html: format!(
            "<p>このメールが届いていれば、ポータルからのメールは正しく送信されています。</p>\
             <p lang=\"en\">If you can read this, the portal's mails are leaving as they should.</p>\
             <p><a href=\"{address}\">{address}</a></p>"
        ),
    }
}
