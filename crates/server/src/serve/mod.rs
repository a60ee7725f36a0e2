//! `civil-affairs serve`: the built app, the catalogue and the API in one process.
//!
//! The server keeps no state outside its database.

mod address;
mod api;
mod app_files;
mod catalogue;
mod headers;
mod problem;
mod router;
mod site;

pub use catalogue::CatalogueStore;
pub use router::router;
pub use site::Site;

use crate::{cli::Folders, clock, definitions, entropy, intake::Intake, store::Store};
use civil_affairs_domain::source::Compiled;
use clap::Args;
use std::{io, net::SocketAddr, path::PathBuf, process::ExitCode, time::Duration};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
};

/// How to serve.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Address and port; port 0 takes a free one.
    #[arg(long, env = "CIVIL_AFFAIRS_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder with the built app.
    #[arg(long, env = "CIVIL_AFFAIRS_DIST", default_value = "dist")]
    pub dist: PathBuf,
    /// Folder of the database; made where it is missing.
    #[arg(long, env = "CIVIL_AFFAIRS_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Header in which the proxy in front names its client, such as X-Forwarded-For. Without a proxy leave it out:
    /// anybody could write it.
    #[arg(long, env = "CIVIL_AFFAIRS_ADDRESS_HEADER")]
    pub address_header: Option<axum::http::HeaderName>,
    /// Seconds that open connections get to finish when the server is asked to end.
    #[arg(long, default_value_t = 10)]
    pub grace: u64,
    /// Folders of the data files.
    #[command(flatten)]
    pub folders: Folders,
}

/// Serves until SIGTERM or SIGINT. SIGHUP reloads the definitions.
#[expect(
    clippy::print_stderr,
    reason = "a server tells its operator why it does not start"
)]
pub fn run(options: Options) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(serve(options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the address is what people and tests wait for"
)]
async fn serve(options: Options) -> Result<(), String> {
    let compiled = definitions::load(&options.folders.services, &options.folders.policy)
        .map_err(|error| error.to_string())?;
    if !options.dist.join("index.html").is_file() {
        return Err(format!(
            "{}: the built app is not here: run `cargo xtask serve`, or name its folder with --dist",
            options.dist.display()
        ));
    }
    let site = open(&options, &compiled).await?;
    let listener = tokio::net::TcpListener::bind(options.listen)
        .await
        .map_err(|error| format!("{}: {error}", options.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    // Heard from before the address is known to anybody: a signal must not end the process unasked.
    let ended = ended().map_err(|error| error.to_string())?;
    let hangup = signal(SignalKind::hangup()).map_err(|error| error.to_string())?;
    tokio::spawn(reload_on_hangup(hangup, options.clone(), site.clone()));
    println!("http://{address}/");
    let (asked, heard) = oneshot::channel();
    let store = site.intake.store.clone();
    let app = router(&options.dist, site).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        ended.await;
        let _ = asked.send(());
    });
    // A connection that never finishes its request must not keep the process for ever.
    let out_of_patience = async {
        let _ = heard.await;
        tokio::time::sleep(Duration::from_secs(options.grace)).await;
    };
    let ended = tokio::select! {
        result = server => result.map_err(|error| error.to_string()),
        () = out_of_patience => Ok(()),
    };
    store.close().await;
    ended
}

async fn open(options: &Options, compiled: &Compiled) -> Result<Site, String> {
    let store = Store::open(&options.data)
        .await
        .map_err(|error| error.to_string())?;
    let catalogues = CatalogueStore::new(compiled, store.clone())
        .await
        .map_err(|error| error.to_string())?;
    let at = site::moment().map_err(|error| error.to_string())?;
    let seed = entropy::seed().map_err(|error| error.to_string())?;
    let intake = Intake::open(store, compiled, &at, seed)
        .await
        .map_err(|error| error.to_string())?;
    let mut site = Site::new(catalogues, intake);
    site.address_header.clone_from(&options.address_header);
    Ok(site)
}

/// The catalogue is sent only after submissions are judged by it.
async fn put(site: &Site, compiled: &Compiled) -> Result<String, String> {
    let now = clock::now().ok_or("the clock of this machine is wrong")?;
    let Intake {
        store, definitions, ..
    } = &*site.intake;
    definitions
        .put(store, compiled, now)
        .await
        .map_err(|error| error.to_string())?;
    let put = site.catalogues.put(compiled).await;
    put.map_err(|error| error.to_string())
}

/// Ready when the process is asked to end; listening from the call on.
fn ended() -> io::Result<impl Future<Output = ()>> {
    let mut term = signal(SignalKind::terminate())?;
    let mut int = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    })
}

/// A broken set of definitions is refused; the last good one stays in force.
#[expect(
    clippy::print_stderr,
    reason = "the operator who reloads reads the result there"
)]
async fn reload_on_hangup(mut hangup: Signal, options: Options, site: Site) {
    while hangup.recv().await.is_some() {
        let folders = options.folders.clone();
        let loaded = tokio::task::spawn_blocking(move || {
            definitions::load(&folders.services, &folders.policy)
        })
        .await
        .map_err(|error| error.to_string())
        .and_then(|loaded| loaded.map_err(|error| error.to_string()));
        let taken = match loaded {
            Ok(compiled) => put(&site, &compiled).await,
            Err(reason) => Err(reason),
        };
        match taken {
            Ok(digest) => eprintln!("definitions reloaded: {digest}"),
            Err(reason) => {
                eprintln!("definitions refused, the last good ones stay in force:\n{reason}")
            }
        }
    }
}
