//! Listening, accepting, and stopping without cutting anybody off.
//! Slow clients get a limited time to say what they want; see `security::time_limit` for the rest.

mod patience;
mod seats;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::extract::ConnectInfo;
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
};
use tower::ServiceExt;

use self::{patience::Patient, seats::Seats};

use crate::{
    app::{self, AppState},
    housekeeping,
    mail::postman,
};

/// How long a request that is being worked on, and then a mail, may take once the server is asked
/// to stop.
const PATIENCE: Duration = Duration::from_secs(30);

/// Serves until `stop` is over, then lets the requests that are being worked on finish, and
/// closes the database.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let housekeeping = tokio::spawn(housekeeping::run(state.clone()));
    let (end, ending) = watch::channel(false);
    let mut postman = tokio::spawn(postman::run(state.clone(), ending));
    let stop = async {
        stop.await;
        // The mail that is being sent is finished and marked; the others wait for the next start.
        end.send_replace(true);
    };
    accept(&listener, &state, stop).await;
    drop(listener);
    housekeeping.abort();
    if tokio::time::timeout(PATIENCE, &mut postman).await.is_err() {
        tracing::warn!("the mail server did not answer in time");
        postman.abort();
    }
    state.store.close().await;
    Ok(())
}

/// Accepts connections until `stop` is over, then waits for those that are busy.
async fn accept(listener: &TcpListener, state: &AppState, stop: impl Future<Output = ()>) {
    let router = app::router(state.clone());
    let seats = Arc::new(Semaphore::new(state.config.limits.connections));
    let networks = Seats::default();
    let limits = &state.config.limits;
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(state.config.limits.head());
    let connections = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let seat = Arc::clone(&seats).acquire_owned().await;
            (seat, listener.accept().await)
        };
        let (seat, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or the client has gone: neither is a reason to end.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let proxy = state.config.server.trusted_proxies.contains(&address.ip().to_canonical());
        let most = if proxy { usize::MAX } else { limits.connections_per_address };
        let Some(place) = networks.take(address.ip(), most) else { continue };
        // Small answers go out at once instead of waiting to be joined with others.
        let _ = stream.set_nodelay(true);
        let service = router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(address));
            request
        });
        let stream = TokioIo::new(Patient::new(stream, limits.stalled()));
        let connection = server.serve_connection(stream, TowerToHyperService::new(service));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // Errors here are broken connections; there is nobody to tell.
            let _ = connection.await;
            drop((seat, place));
        });
    }
    tracing::info!("stopping: requests that are being worked on will finish");
    if tokio::time::timeout(PATIENCE, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

/// Listens for being asked to end (ctrl-c, SIGTERM) from now on; the future is over when that
/// has happened.
#[cfg(unix)]
pub fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Listens for being asked to end (ctrl-c); the future is over when that has happened.
#[cfg(not(unix))]
pub fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
