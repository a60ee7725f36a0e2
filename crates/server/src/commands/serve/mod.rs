//! `civil-affairs serve`: the built app, the catalogue and the API in one process.
//!
//! The server keeps no state outside its database.

mod production;
mod reload;
mod upkeep;

use crate::{
    clock,
    http::{CatalogueStore, Certificate, Listeners, ServeArgs, Site},
    log::{Event, Log},
    version::VERSION,
};
use civil_affairs_cases::Intake;
use civil_affairs_definitions::{self as definitions, Compiled};
use civil_affairs_store::Store;
use reload::Reload;
use std::{io, process::ExitCode};
use tokio::signal::unix::{SignalKind, signal};

/// Serves until SIGTERM or SIGINT. SIGHUP reads definitions, certificate and signing key again.
#[expect(
    clippy::print_stderr,
    reason = "a server tells its operator why it does not start"
)]
pub fn run(options: ServeArgs) -> ExitCode {
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

async fn serve(options: ServeArgs) -> Result<(), String> {
    let log = Log { form: options.log };
    log_panics(log);
    let compiled = prepared(&options)?;
    let certificate = options.tls()?;
    let certificate = certificate.map(|(cert, key)| Certificate::open(cert, key));
    let certificate = certificate.transpose().map_err(text)?;
    let site = open(&options, &compiled).await?;
    let listeners = Listeners::open(&options, certificate.as_ref()).await;
    let listeners = listeners.map_err(text)?;
    // Heard from before the address is known to anybody: a signal must not end the process unasked.
    let ended = ended().map_err(text)?;
    let hangup = signal(SignalKind::hangup()).map_err(text)?;
    let reload = Reload {
        site: site.clone(),
        folders: options.folders.clone(),
        production: options.production,
        certificate,
    };
    tokio::spawn(reload.on(hangup));
    let upkeep = tokio::spawn(upkeep::run(site.clone()));
    listeners.announce();
    log.tell(&Event::Started {
        listen: listeners.address(),
        version: VERSION,
        catalogue: &compiled.digest,
    });
    let store = site.intake.store.clone();
    let end = async {
        ended.await;
        log.tell(&Event::Stopping);
    };
    listeners.serve(&options, site, end).await;
    upkeep.abort();
    store.close().await;
    log.tell(&Event::Stopped);
    Ok(())
}

/// The definitions, once nothing else is missing either.
fn prepared(options: &ServeArgs) -> Result<Compiled, String> {
    let loaded = definitions::load(&options.folders.services, &options.folders.policy);
    let compiled = loaded.map_err(text)?;
    if options.production {
        let today = clock::now().map_err(text)?.date();
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
    if options.staff_listen.is_some() && !options.staff_dist.join("index.html").is_file() {
        return Err(format!(
            "{}: the built staff app is not here: run `cargo xtask build`, or name its folder with --staff-dist",
            options.staff_dist.display()
        ));
    }
    Ok(compiled)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// A fault in the program is text by its place alone: its words may quote what somebody sent.
fn log_panics(log: Log) {
    std::panic::set_hook(Box::new(move |fault| {
        let place = fault.location().map(ToString::to_string);
        log.tell(&Event::Panic {
            place: place.as_deref().unwrap_or("an unknown place"),
        });
    }));
}

async fn open(options: &ServeArgs, compiled: &Compiled) -> Result<Site, String> {
    let store = Store::open(&options.data).await.map_err(text)?;
    let catalogues = CatalogueStore::new(compiled, store.clone()).await;
    let at = clock::moment().map_err(text)?;
    let seed = clock::seed().map_err(text)?;
    let intake = Intake::open(store, compiled, &at, seed)
        .await
        .map_err(text)?;
    Ok(Site::new(catalogues.map_err(text)?, intake).configured(options))
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
