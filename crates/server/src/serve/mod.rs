//! `civil-affairs serve`: the built app, the catalogue and the API in one process.
//!
//! The server keeps no state outside its database.

mod address;
mod api;
mod app_files;
mod catalogue;
mod correlation;
mod doors;
mod headers;
mod listen;
mod metrics;
mod observe;
mod options;
mod patient;
mod problem;
mod production;
mod proxies;
mod rates;
mod reload;
mod router;
mod site;
mod time;
mod tls;
mod turns;
mod upkeep;

pub use catalogue::CatalogueStore;
pub use metrics::Metrics;
pub use options::{Limits, Options};
pub use router::router;
pub use site::Site;

use crate::{
    cli, clock, entropy,
    intake::Intake,
    log::{Event, Log},
    store::Store,
};
use civil_affairs_definitions::{self as definitions, Compiled};
use doors::Doors;
use reload::Reload;
use std::{io, process::ExitCode};
use tls::Certificate;
use tokio::signal::unix::{SignalKind, signal};

/// Serves until SIGTERM or SIGINT. SIGHUP reads definitions, certificate and signing key again.
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

async fn serve(options: Options) -> Result<(), String> {
    let log = Log { form: options.log };
    tell_of_faults(log);
    let compiled = prepared(&options)?;
    let certificate = options.tls()?;
    let certificate = certificate.map(|(cert, key)| Certificate::open(cert, key));
    let certificate = certificate.transpose().map_err(told)?;
    let site = open(&options, &compiled).await?;
    let doors = Doors::open(&options, certificate.as_ref()).await;
    let doors = doors.map_err(told)?;
    // Heard from before the address is known to anybody: a signal must not end the process unasked.
    let ended = ended().map_err(told)?;
    let hangup = signal(SignalKind::hangup()).map_err(told)?;
    let reload = Reload {
        site: site.clone(),
        folders: options.folders.clone(),
        production: options.production,
        certificate,
    };
    tokio::spawn(reload.on(hangup));
    let upkeep = tokio::spawn(upkeep::run(site.clone()));
    doors.announce();
    log.tell(&Event::Started {
        listen: doors.address(),
        version: cli::VERSION,
        catalogue: &compiled.digest,
    });
    let store = site.intake.store.clone();
    let end = async {
        ended.await;
        log.tell(&Event::Stopping);
    };
    doors.serve(&options, site, end).await;
    upkeep.abort();
    store.close().await;
    log.tell(&Event::Stopped);
    Ok(())
}

/// The definitions, once nothing else is missing either.
fn prepared(options: &Options) -> Result<Compiled, String> {
    let loaded = definitions::load(&options.folders.services, &options.folders.policy);
    let compiled = loaded.map_err(told)?;
    if options.production {
        let today = clock::now().ok_or(NO_CLOCK)?.date();
        let missing = production::missing(options, &compiled.catalogue.policy, today);
        if !missing.is_empty() {
            return Err(production::refusal(&missing));
        }
    }
    if !options.dist.join("index.html").is_file() {
        return Err(format!(
            "{}: the built app is not here: run `cargo xtask serve`, or name its folder with --dist",
            options.dist.display()
        ));
    }
    Ok(compiled)
}

const NO_CLOCK: &str = "the clock of this machine is wrong";

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// A fault in the program is told by its place alone: its words may quote what somebody sent.
fn tell_of_faults(log: Log) {
    std::panic::set_hook(Box::new(move |fault| {
        let place = fault.location().map(ToString::to_string);
        log.tell(&Event::Panic {
            place: place.as_deref().unwrap_or("an unknown place"),
        });
    }));
}

async fn open(options: &Options, compiled: &Compiled) -> Result<Site, String> {
    let store = Store::open(&options.data).await.map_err(told)?;
    let catalogues = CatalogueStore::new(compiled, store.clone()).await;
    let at = site::moment().map_err(told)?;
    let seed = entropy::seed().map_err(told)?;
    let intake = Intake::open(store, compiled, &at, seed)
        .await
        .map_err(told)?;
    Ok(Site::new(catalogues.map_err(told)?, intake).set(options))
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
