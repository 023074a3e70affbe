//! `feed`: sends a file of articles through the desk API, of a server elsewhere or, without an
//! address, of one that this command starts for the purpose on the data folder.

use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    time::Instant,
};

use clap::Args;
use tokio::{net::TcpListener, sync::oneshot};

use super::{Common, Failure, open};
use crate::{
    app::AppState,
    clock::Clock,
    desk::tokens,
    feed::{self, Summary, Target},
    serve,
};

/// What the token of a run without --url is called.
const TEMPORARY: &str = "feed (temporary)";

/// What to send where.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The articles: a JSON object a line with slug, title, language, date (or null), markdown
    #[arg(long, value_name = "FILE.jsonl")]
    articles: PathBuf,
    /// The knowledge base they go into, by identifier; made when it does not exist
    #[arg(long, value_name = "ID", default_value = "documents")]
    base: String,
    /// Who is shown as their author
    #[arg(long, value_name = "NAME", default_value = "")]
    author: String,
    /// The server to send them to, such as http://localhost:8080; without it they go straight
    /// into the data folder
    #[arg(long, value_name = "URL", requires = "token")]
    url: Option<String>,
    /// A desk token with the scope `articles`, for --url
    #[arg(long, value_name = "TOKEN", env = "MADOGUCHI_TOKEN", hide_env_values = true)]
    token: Option<String>,
}

/// Sends the file and says what became of it. Refused lines are named and are not a failure.
pub(super) async fn run(common: &Common, options: Options) -> Result<(), Failure> {
    let Options { articles, base, author, url, token } = options;
    let target = |url, token| Target { url, token, base, author };
    match (url, token) {
        (Some(url), Some(token)) => send(articles, target(url, token)).await,
        _ => {
            let config = open::config(common)?;
            let state = open::state(common, config, Clock::System).await?;
            let scopes = ["articles".to_owned()];
            let now = state.clock.now_millis();
            let token = tokens::create(&state.store, TEMPORARY, &scopes, now).await?;
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            let url = format!("http://{}", listener.local_addr()?);
            let (stop, stopped) = oneshot::channel::<()>();
            let server = tokio::spawn(serve::serve(listener, state.clone(), async {
                // Dropped without a word is as good as told to stop.
                let _ = stopped.await;
            }));
            let sent = send(articles, target(url, token)).await;
            revoke_temporary(&state).await?;
            drop(stop);
            server.await??;
            sent
        }
    }
}

/// Revokes the token of this run, and what a run that was interrupted left behind.
async fn revoke_temporary(state: &AppState) -> Result<(), Failure> {
    for token in tokens::list(&state.store).await? {
        if token.name == TEMPORARY && token.revoked_at.is_none() {
            tokens::revoke(&state.store, token.id, state.clock.now_millis()).await?;
        }
    }
    Ok(())
}

async fn send(articles: PathBuf, target: Target) -> Result<(), Failure> {
    let began = Instant::now();
    println!("Sending {} to {}, base {}.", articles.display(), target.url, target.base);
    let summary =
        tokio::task::spawn_blocking(move || feed::run(&articles, &target, &show_progress))
            .await??;
    if std::io::stderr().is_terminal() {
        eprintln!();
    }
    for refused in &summary.refused {
        let slug = if refused.slug.is_empty() { "no slug" } else { &refused.slug };
        println!("refused: line {} ({slug}): {}", refused.line, refused.reason);
    }
    println!("{summary}, in {:.1} s.", began.elapsed().as_secs_f64());
    Ok(())
}

/// A line that counts up in a terminal, else a line now and then.
fn show_progress(summary: &Summary) {
    let lines = summary.lines();
    let mut out = std::io::stderr();
    let shown = if out.is_terminal() && lines.is_multiple_of(20) {
        write!(out, "\r{summary} …")
    } else if !out.is_terminal() && lines.is_multiple_of(500) {
        writeln!(out, "{summary} …")
    } else {
        Ok(())
    };
    // Progress that cannot be shown is no reason to stop.
    let _ = shown.and_then(|()| out.flush());
}
