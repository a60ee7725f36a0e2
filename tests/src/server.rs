//! The real server, which can be stopped and started again on the same port.

use crate::{process::Process, settings};
use anyhow::{Context, Result};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

/// A server that runs, or one that was stopped.
#[derive(Debug)]
pub struct Server {
    setup: Setup,
    address: SocketAddr,
    process: Option<Process>,
}

impl Server {
    /// Starts it on a free port, with the built app, the officers' data and the database in these folders.
    pub fn start(
        dist: PathBuf,
        services: PathBuf,
        policy: PathBuf,
        data: PathBuf,
    ) -> Result<Server> {
        let setup = Setup {
            bin: settings::path(settings::BIN)?,
            dist,
            services,
            policy,
            data,
        };
        let (process, address) = setup.launch("127.0.0.1:0")?;
        Ok(Server {
            setup,
            address,
            process: Some(process),
        })
    }

    /// The folder with the built app.
    pub fn dist(&self) -> &Path {
        &self.setup.dist
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
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
        self.is_away()
    }

    /// Cuts its power: nothing is finished, nothing is told.
    pub fn kill(&mut self) -> Result<()> {
        // A process of ours is killed when it goes.
        drop(self.process.take());
        self.is_away()
    }

    fn is_away(&self) -> Result<()> {
        let refused = std::net::TcpStream::connect(self.address).is_err();
        anyhow::ensure!(refused, "somebody still answers on {}", self.address);
        Ok(())
    }

    /// What an officer sees: every case in a line, by `civil-affairs case list`.
    pub fn cases(&self) -> Result<Vec<String>> {
        let output = self.setup.case(&["list"])?;
        let lines = output.lines().filter(|line| !line.trim().is_empty());
        Ok(lines.map(str::to_owned).collect())
    }

    /// What an officer does with a case, by `civil-affairs case`.
    pub fn case(&self, arguments: &[&str]) -> Result<String> {
        self.setup.case(arguments)
    }

    /// Starts it again on the same port.
    pub fn start_again(&mut self) -> Result<()> {
        let (process, _) = self.setup.launch(&self.address.to_string())?;
        self.process = Some(process);
        Ok(())
    }
}

/// What it is started with.
#[derive(Debug)]
struct Setup {
    bin: PathBuf,
    dist: PathBuf,
    services: PathBuf,
    policy: PathBuf,
    data: PathBuf,
}

impl Setup {
    fn case(&self, arguments: &[&str]) -> Result<String> {
        let output = Command::new(&self.bin)
            .arg("case")
            .args(arguments)
            .arg("--data")
            .arg(&self.data)
            .output()?;
        anyhow::ensure!(
            output.status.success(),
            "case {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(String::from_utf8(output.stdout)?)
    }

    fn launch(&self, listen: &str) -> Result<(Process, SocketAddr)> {
        let mut command = Command::new(&self.bin);
        command.arg("serve").args(["--listen", listen]);
        // A line for every request would hide what the tests say.
        command.args(["--log", "off"]);
        for (name, folder) in [
            ("--dist", &self.dist),
            ("--services", &self.services),
            ("--policy", &self.policy),
            ("--data", &self.data),
        ] {
            command.arg(name).arg(folder);
        }
        let (process, address) = Process::start(command, |line| {
            let address = line.split("http://").nth(1)?;
            Some(address.trim().trim_end_matches('/').to_owned())
        })?;
        let address = address
            .parse()
            .with_context(|| format!("`{address}` is no address"))?;
        Ok((process, address))
    }
}
