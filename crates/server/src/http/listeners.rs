//! Where the server listens: for citizens, and apart from them for staff and for the operator.

use super::{
    ServeArgs, Site,
    listener::{ListenError, Listener},
    metrics, router, staff_router,
    tls::{Certificate, TlsError},
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::sync::watch;

/// All of them.
pub(crate) struct Listeners {
    citizens: Listener,
    metrics: Option<Listener>,
    staff: Option<Listener>,
}

/// Why the server cannot listen.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ListenersError {
    /// The certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// An address.
    #[error(transparent)]
    ListenError(#[from] ListenError),
}

impl Listeners {
    /// Opens them.
    pub(crate) async fn open(
        options: &ServeArgs,
        certificate: Option<&Arc<Certificate>>,
    ) -> Result<Listeners, ListenersError> {
        let tls = certificate.map(Certificate::acceptor).transpose()?;
        let citizens = Listener::open(options.listen, tls.clone(), options.limits).await?;
        let metrics = match options.metrics_listen {
            Some(listen) => Some(Listener::open(listen, None, options.limits).await?),
            None => None,
        };
        let staff = match options.staff_listen {
            Some(listen) => Some(Listener::open(listen, tls, options.limits).await?),
            None => None,
        };
        Ok(Listeners {
            citizens,
            metrics,
            staff,
        })
    }

    /// Where citizens are answered.
    pub(crate) fn address(&self) -> SocketAddr {
        self.citizens.address()
    }

    /// Prints where, one line each: that of citizens first.
    #[expect(
        clippy::print_stdout,
        reason = "the address is what people and tests wait for"
    )]
    pub(crate) fn announce(&self) {
        let citizens = &self.citizens;
        println!("{}://{}/", citizens.scheme(), citizens.address());
        if let Some(metrics) = &self.metrics {
            println!("{}://{}/metrics", metrics.scheme(), metrics.address());
        }
        if let Some(staff) = &self.staff {
            println!("{}://{}/ for staff", staff.scheme(), staff.address());
        }
    }

    /// Answers until the end is asked for, and then until every request that was begun is answered or patience is
    /// over.
    pub(crate) async fn serve(
        self,
        options: &ServeArgs,
        site: Site,
        end: impl Future<Output = ()>,
    ) {
        let grace = Duration::from_secs(options.grace);
        let (stop, stopped) = watch::channel(());
        let watching = self.metrics.map(|listener| {
            let app = metrics::router(site.metrics.clone(), site.intake.store.clone());
            tokio::spawn(listener.serve(app, is_over(stopped.clone()), grace))
        });
        let staff = self.staff.map(|listener| {
            let app = staff_router(&options.staff_dist, site.clone());
            listener.serve(app, is_over(stopped.clone()), grace)
        });
        let app = router(&options.dist, site);
        let answering = self.citizens.serve(app, is_over(stopped), grace);
        let answering_staff = async {
            if let Some(staff) = staff {
                staff.await;
            }
        };
        let ending = async {
            end.await;
            drop(stop);
        };
        tokio::join!(answering, answering_staff, ending);
        if let Some(watching) = watching {
            watching.abort();
        }
    }
}

/// Ready when the other end is gone.
async fn is_over(mut stopped: watch::Receiver<()>) {
    while stopped.changed().await.is_ok() {}
}
