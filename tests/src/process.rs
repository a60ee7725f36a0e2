//! Child processes that never outlive the test, and the first line of what they say.

use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

/// A child; killed when it goes.
#[derive(Debug)]
pub struct Process {
    child: Child,
    /// Kept open: a child that writes into a closed pipe dies.
    _stdout: BufReader<ChildStdout>,
}

impl Process {
    /// Starts a command and waits for a line in which `find` finds something.
    pub fn start<T>(
        mut command: Command,
        find: impl Fn(&str) -> Option<T>,
    ) -> Result<(Process, T)> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let mut stdout = BufReader::new(child.stdout.take().context("no output")?);
        let mut said = String::new();
        loop {
            let mut line = String::new();
            if stdout.read_line(&mut line)? == 0 {
                let _ = child.kill();
                let status = child.wait()?;
                bail!("{command:?} ended ({status}) and said only: {said}");
            }
            if let Some(found) = find(&line) {
                let process = Process {
                    child,
                    _stdout: stdout,
                };
                return Ok((process, found));
            }
            said.push_str(&line);
        }
    }

    /// Asks it to end, as an operator would, and waits until it has.
    pub fn terminate(mut self) -> Result<()> {
        signal("TERM", self.child.id())?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to one process.
pub fn signal(name: &str, pid: u32) -> Result<()> {
    let status = Command::new("kill")
        .args([format!("-{name}"), pid.to_string()])
        .stderr(Stdio::null())
        .status()?;
    if !status.success() {
        bail!("no process {pid}");
    }
    Ok(())
}

/// Whether a process still runs. One that has ended and waits for its parent does not.
pub fn is_running(pid: u32) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else {
        return false;
    };
    let state = stat
        .rsplit(')')
        .next()
        .and_then(|rest| rest.trim().chars().next());
    !matches!(state, Some('Z' | 'X') | None)
}
