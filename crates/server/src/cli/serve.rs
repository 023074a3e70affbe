//! `serve`: the API and the app on one address, until the program is asked to stop.

use std::{
    io::{self, IsTerminal},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Instant,
};

use clap::Args;
use tokio::net::TcpSocket;
use tracing_subscriber::EnvFilter;

use super::{Common, Failure, open};
use crate::{app::AppState, clock::Clock, sample, serve};

/// Connections that may wait to be accepted.
const WAITING: u32 = 1_024;

/// How to serve.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder of the built app; without it only the API is served
    #[arg(long, value_name = "DIR", env = "MADOGUCHI_DIST")]
    dist: Option<PathBuf>,
    /// The address to listen on; 0.0.0.0 or :: for every one of this machine
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// The port to listen on
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// Scheme, host and port under which browsers see the portal, instead of `server.public_address`
    #[arg(long, value_name = "URL")]
    public_address: Option<String>,
    /// Fills an empty database with the sample world; one with customers in it stays as it is
    #[arg(long)]
    sample: bool,
    /// With --sample: goes on until the first company has this many cases, for measuring
    #[arg(long, value_name = "N", requires = "sample")]
    cases: Option<u32>,
    /// What is logged, such as info, warn or debug
    #[arg(long, value_name = "LEVEL", default_value = "info", env = "MADOGUCHI_LOG")]
    log: String,
    /// For tests: a file with the seconds by which the server's clock is ahead
    #[arg(long, value_name = "FILE")]
    clock_offset: Option<PathBuf>,
}

/// Serves until the program is asked to stop.
pub(super) async fn run(common: &Common, options: Options) -> Result<(), Failure> {
    start_log(&options.log)?;
    let mut config = open::config(common)?;
    if let Some(address) = options.public_address {
        config.server.public_address = address;
        config.server.check()?;
    }
    let clock = match &options.clock_offset {
        Some(file) => Clock::Shifted(file.as_path().into()),
        None => Clock::System,
    };
    let mut stop = std::pin::pin!(serve::asked_to_stop()?);
    // Taken now, so that a port in use is said at once; listened on only when all is ready.
    let socket = bind(SocketAddr::new(options.address, options.port))?;
    let mut state = open::state(common, config, clock).await?;
    if let Some(dist) = &options.dist {
        ensure_app(dist)?;
        state = state.with_dist(dist);
    }
    if options.sample {
        tokio::select! {
            filled = fill(&state, options.cases) => filled?,
            // Nothing of it is kept: the world goes in as a whole or not at all.
            () = &mut stop => return Ok(()),
        }
    }
    let listener = socket.listen(WAITING)?;
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");
    serve::serve(listener, state, stop).await?;
    Ok(())
}

fn bind(address: SocketAddr) -> Result<TcpSocket, Failure> {
    let taken = || -> io::Result<TcpSocket> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // A restart must not wait for connections of the last run to be forgotten.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        Ok(socket)
    };
    taken().map_err(|error| {
        Failure(match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "port {} is in use; stop the other program or choose another with --port",
                address.port()
            ),
            io::ErrorKind::PermissionDenied => {
                format!("port {} may not be used without special rights", address.port())
            }
            _ => format!("cannot listen on {address}: {error}"),
        })
    })
}

async fn fill(state: &AppState, cases: Option<u32>) -> Result<(), Failure> {
    let began = Instant::now();
    let filled = sample::fill(state, cases).await?;
    if filled {
        let seconds = began.elapsed().as_secs_f64();
        tracing::info!(seconds, "the database holds the sample world now");
    }
    Ok(())
}

fn ensure_app(dist: &Path) -> Result<(), Failure> {
    if dist.join("index.html").is_file() {
        return Ok(());
    }
    Err(Failure(format!("there is no built app in {} (no index.html)", dist.display())))
}

/// What a library writes about answers of passkeys quotes them, and those belong in no log.
const SILENT: &str = "webauthn_rs=off,webauthn_rs_core=off";

/// One line per event to the standard error output: JSON, or plain text in a terminal.
fn start_log(level: &str) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(format!("{level},{SILENT}"))
        .map_err(|error| Failure(format!("--log {level}: {error}")))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    if io::stderr().is_terminal() {
        log.compact().init();
    } else {
        log.json().with_span_list(false).init();
    }
    Ok(())
}
