//! `cargo xtask serve`: builds what has changed, starts the server and prints its URL.

use crate::{app, phone::Phone, web_app::WebApp};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::{Child, Command, ExitCode},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// How to serve.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Quick rebuilds: a larger, slower app.
    #[arg(long)]
    dev: bool,
    /// Address and port; port 0 takes a free one. 127.0.0.1:8080 unless said otherwise, with --phone port 8443
    /// of every address.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// For a real phone in the same network: listens there, over HTTPS, and shows the address as a QR code.
    #[arg(long)]
    phone: bool,
    /// Address and port of their own for the staff app, which is built then too.
    #[arg(long)]
    staff_listen: Option<SocketAddr>,
}

/// Nobody but this machine.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Runs until Ctrl-C, which ends the server too; a second one does not wait for open connections.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let built = app::build_server(!options.dev)?;
    let build = app::Options { dev: options.dev };
    let dist = app::build(WebApp::Citizen, &build, &built)?;
    let root = crate::process::root();
    let phone = options.phone.then(|| Phone::ready(options.listen));
    let phone = phone.transpose()?;
    let listen = match &phone {
        Some(phone) => phone.listen,
        None => options.listen.unwrap_or(LISTEN),
    };
    let mut server = Command::new(&built);
    server
        .arg("serve")
        .arg("--listen")
        .arg(listen.to_string())
        .arg("--dist")
        .arg(&dist)
        .arg("--services")
        .arg(root.join("services"))
        .arg("--policy")
        .arg(root.join("policy"))
        .arg("--data")
        .arg(root.join("data"))
        .args(["--log", "plain"]);
    if let Some(staff) = options.staff_listen {
        let dist = app::build(WebApp::Window, &build, &built)?;
        server.arg("--staff-listen").arg(staff.to_string());
        server.arg("--staff-dist").arg(dist);
    }
    if let Some(phone) = &phone {
        server.arg("--tls-cert").arg(&phone.cert);
        server.arg("--tls-key").arg(&phone.key);
        phone.tell()?;
    }
    let child = server
        .spawn()
        .with_context(|| built.display().to_string())?;
    let child = Arc::new(Mutex::new(child));
    let own = child.clone();
    let asked = AtomicBool::new(false);
    // The terminal sends Ctrl-C to the server as well, which then ends by itself; SIGTERM reaches xtask alone.
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            let _ = lock(&own).kill();
        } else {
            terminate(lock(&own).id());
        }
    })?;
    let status = loop {
        if let Some(status) = lock(&child).try_wait()? {
            break status;
        }
        std::thread::park_timeout(std::time::Duration::from_millis(100));
    };
    if !status.success() {
        bail!("the server has ended: {status}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks the server to end. The shell has `kill` built in; a program of that name is not everywhere.
fn terminate(id: u32) {
    let _ = Command::new("sh")
        .args(["-c", &format!("kill -TERM {id}")])
        .status();
}

fn lock(child: &Mutex<Child>) -> std::sync::MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}
