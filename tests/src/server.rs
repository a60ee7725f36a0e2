//! The real server, which can be stopped and started again on the same port.

use crate::{
    process::Process,
    settings::{self, in_workspace},
};
use anyhow::{Context, Result};
use std::{net::SocketAddr, path::PathBuf, process::Command};

/// A server that runs, or one that was stopped.
#[derive(Debug)]
pub struct Server {
    bin: PathBuf,
    dist: PathBuf,
    address: SocketAddr,
    process: Option<Process>,
}

impl Server {
    /// Starts it on a free port.
    pub fn start() -> Result<Server> {
        let bin = settings::path(settings::BIN)?;
        let dist = settings::path(settings::DIST)?;
        let (process, address) = launch(&bin, &dist, "127.0.0.1:0")?;
        Ok(Server {
            bin,
            dist,
            address,
            process: Some(process),
        })
    }

    /// Address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Stops it; the port is closed when this returns.
    pub fn stop(&mut self) -> Result<()> {
        if let Some(process) = self.process.take() {
            process.terminate()?;
        }
        let refused = std::net::TcpStream::connect(self.address).is_err();
        anyhow::ensure!(refused, "somebody still answers on {}", self.address);
        Ok(())
    }

    /// Starts it again on the same port.
    pub fn start_again(&mut self) -> Result<()> {
        let (process, _) = launch(&self.bin, &self.dist, &self.address.to_string())?;
        self.process = Some(process);
        Ok(())
    }
}

fn launch(bin: &PathBuf, dist: &PathBuf, listen: &str) -> Result<(Process, SocketAddr)> {
    let mut command = Command::new(bin);
    command
        .arg("serve")
        .args(["--listen", listen])
        .arg("--dist")
        .arg(dist)
        .arg("--services")
        .arg(in_workspace("services"))
        .arg("--policy")
        .arg(in_workspace("policy"));
    let (process, address) = Process::start(command, |line| {
        let address = line.split("http://").nth(1)?;
        Some(address.trim().trim_end_matches('/').to_owned())
    })?;
    let address = address.parse().with_context(|| format!("`{address}` is no address"))?;
    Ok((process, address))
}
