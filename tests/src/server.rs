//! The real server, which can be stopped and started again on the same port.

use crate::{process::Process, settings};
use anyhow::{Context, Result};
use std::{
    cell::Cell,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

/// A server that runs, or one that was stopped.
#[derive(Debug)]
pub struct Server {
    setup: Setup,
    listening: Listening,
    process: Option<Process>,
}

/// Where it listens.
#[derive(Clone, Copy, Debug)]
struct Listening {
    citizens: SocketAddr,
    staff: Option<SocketAddr>,
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
            staff_dist: None,
        };
        Server::launch(setup)
    }

    /// Starts it again, on other ports, with the built staff app on a listener of its own.
    pub fn with_staff(mut self, dist: PathBuf) -> Result<Server> {
        self.stop()?;
        self.setup.staff_dist = Some(dist);
        Server::launch(self.setup)
    }

    fn launch(setup: Setup) -> Result<Server> {
        let (process, listening) = setup.launch("127.0.0.1:0", "127.0.0.1:0")?;
        Ok(Server {
            setup,
            listening,
            process: Some(process),
        })
    }

    /// The folder with the built app.
    pub fn dist(&self) -> &Path {
        &self.setup.dist
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listening.citizens
    }

    /// Address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    /// Address of a page of the staff app.
    pub fn staff_url(&self, path: &str) -> Result<String> {
        let staff = self.listening.staff.context("nothing listens for staff")?;
        Ok(format!("http://{staff}{path}"))
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
        let refused = std::net::TcpStream::connect(self.address()).is_err();
        anyhow::ensure!(refused, "somebody still answers on {}", self.address());
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
        let Listening { citizens, staff } = self.listening;
        let staff = staff.map_or_else(String::new, |staff| staff.to_string());
        let (process, _) = self.setup.launch(&citizens.to_string(), &staff)?;
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
    /// The staff app, where it is served too.
    staff_dist: Option<PathBuf>,
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

    fn launch(&self, listen: &str, staff_listen: &str) -> Result<(Process, Listening)> {
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
        if let Some(staff) = &self.staff_dist {
            command.args(["--staff-listen", staff_listen]);
            command.arg("--staff-dist").arg(staff);
        }
        // The line of the citizens comes first, that of staff last.
        let citizens = Cell::new(None);
        Process::start(command, |line| {
            let address = address(line)?;
            citizens.set(citizens.get().or(Some(address)));
            let is_for_staff = line.trim_end().ends_with(" for staff");
            (is_for_staff || self.staff_dist.is_none()).then_some(Listening {
                citizens: citizens.get()?,
                staff: is_for_staff.then_some(address),
            })
        })
    }
}

/// The address in a line of the server.
fn address(line: &str) -> Option<SocketAddr> {
    let address = line.split("http://").nth(1)?.split('/').next()?;
    address.parse().ok()
}
