//! Installs the tools of the build behind the first steps of a test run, so that a fresh machine does not wait for them.

use crate::{browser, process, tools};
use anyhow::{Context, Result, bail};
use std::{
    env,
    process::{Child, ExitCode, Stdio},
};

/// An installation that is under way.
pub(crate) struct Background(Option<Child>);

impl Background {
    /// Begins it, at a low priority: what compiles and tests meanwhile comes first.
    pub(crate) fn begin() -> Result<Background> {
        let own = env::current_exe().context("where xtask lies")?;
        let mut install = match process::find("nice") {
            Some(nice) => {
                let mut nice = process::command(nice, &["-n", "10"]);
                nice.arg(own);
                nice
            }
            None => process::command(own, &[]),
        };
        install.arg("tools").stdin(Stdio::null());
        Ok(Background(Some(install.spawn().context("cannot install")?)))
    }

    /// Nothing is under way.
    pub(crate) fn none() -> Background {
        Background(None)
    }

    /// Waits until everything is installed; the first call tells whether it failed.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let Some(mut child) = self.0.take() else {
            return Ok(());
        };
        let status = child.wait().context("the installation of tools is lost")?;
        if !status.success() {
            bail!("the tools could not be installed: {status}");
        }
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.wait();
        }
    }
}

/// `cargo xtask tools`: installs all that is missing.
pub(crate) fn run() -> Result<ExitCode> {
    tools::Tools::for_build()?;
    browser::ready()?;
    tools::axe()?;
    Ok(ExitCode::SUCCESS)
}
