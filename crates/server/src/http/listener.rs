//! Takes connections, with a limit on their number and on the patience with each.

use super::{serve_args::ServerLimits, write_timeout::WriteTimeout};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

/// The head of a request is smaller; a browser's own is about a kilobyte.
const LARGEST_HEAD: usize = 32 * 1024;
/// Fields in a head.
const MOST_FIELDS: usize = 64;
/// When the machine has no more sockets, it is asked again after this.
const BREATH: Duration = Duration::from_millis(100);

/// A place where somebody may connect.
pub(super) struct Listener {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
    limits: ServerLimits,
}

/// Somebody else listens there, or nobody may.
#[derive(Debug, thiserror::Error)]
#[error("{address}: {source}")]
pub(crate) struct ListenError {
    address: SocketAddr,
    source: io::Error,
}

impl Listener {
    /// Opens it.
    pub(super) async fn open(
        address: SocketAddr,
        tls: Option<TlsAcceptor>,
        limits: ServerLimits,
    ) -> Result<Listener, ListenError> {
        let closed = |source| ListenError { address, source };
        let listener = TcpListener::bind(address).await.map_err(closed)?;
        Ok(Listener {
            address: listener.local_addr().map_err(closed)?,
            listener,
            tls,
            limits,
        })
    }

    /// Where it is.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it speaks.
    pub(super) fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }

    /// Serves until the end is asked for, and then until every request that was begun is answered, or patience is
    /// over.
    pub(super) async fn serve(self, app: Router, end: impl Future<Output = ()>, grace: Duration) {
        let most = usize::try_from(self.limits.max_connections).unwrap_or(usize::MAX);
        let places = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        let graceful = GracefulShutdown::new();
        let Listener {
            listener,
            tls,
            limits,
            ..
        } = self;
        let taking = async {
            loop {
                let Ok(place) = places.clone().acquire_owned().await else {
                    return;
                };
                let (stream, peer) = match listener.accept().await {
                    Ok(accepted) => accepted,
                    Err(_) => {
                        tokio::time::sleep(BREATH).await;
                        continue;
                    }
                };
                let connection = Connection {
                    app: app.clone(),
                    peer,
                    limits,
                    watcher: graceful.watcher(),
                };
                let tls = tls.clone();
                tokio::spawn(async move {
                    connection.begin(stream, tls).await;
                    drop(place);
                });
            }
        };
        tokio::select! {
            () = taking => {}
            () = end => {}
        }
        drop(listener);
        let _ = tokio::time::timeout(grace, graceful.shutdown()).await;
    }
}

/// One of them.
struct Connection {
    app: Router,
    peer: SocketAddr,
    limits: ServerLimits,
    watcher: Watcher,
}

impl Connection {
    /// What goes wrong here is the other end's business: it is gone.
    async fn begin(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        let _ = stream.set_nodelay(true);
        let stream = WriteTimeout::new(stream, self.limits.write());
        let Some(tls) = tls else {
            return self.speak(stream).await;
        };
        let greeted = tokio::time::timeout(self.limits.head(), tls.accept(stream));
        if let Ok(Ok(stream)) = greeted.await {
            self.speak(stream).await;
        }
    }

    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let (app, peer) = (self.app, self.peer);
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request: Request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            app.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head())
            .max_buf_size(LARGEST_HEAD)
            .max_headers(MOST_FIELDS)
            .serve_connection(TokioIo::new(stream), service);
        let _ = self.watcher.watch(connection).await;
    }
}
