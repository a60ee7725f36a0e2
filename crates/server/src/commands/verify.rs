//! `civil-affairs verify`: whether a receipt is the bureau's own, without asking the server.

use crate::clock;
use crate::commands::outcome::said;
use civil_affairs_cases::{
    Keys,
    receipt::{self, JwkSet},
};
use civil_affairs_store::Store;
use clap::Args;
use std::{fs, path::PathBuf, process::ExitCode};

/// What to check.
#[derive(Clone, Debug, Args)]
pub struct VerifyArgs {
    /// The receipt, or a file with it.
    receipt: String,
    /// File with the public keys, as `/api/v1/keys` gives them.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Folder of the database, whose own keys count where no file is named.
    #[arg(long, env = "CIVIL_AFFAIRS_DATA", default_value = "data")]
    data: PathBuf,
}

/// Prints what the receipt says. 1: it is not the bureau's; 2: the keys cannot be read.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool answers there"
)]
pub fn run(options: &VerifyArgs) -> ExitCode {
    let keys = match keys(options) {
        Ok(keys) => keys,
        Err(reason) => {
            eprintln!("{reason}");
            return ExitCode::from(2);
        }
    };
    let text = fs::read_to_string(&options.receipt).unwrap_or_else(|_| options.receipt.clone());
    let shown = receipt::verify(&text, &keys)
        .map_err(|error| error.to_string())
        .and_then(|receipt| {
            serde_json::to_string_pretty(&receipt).map_err(|error| error.to_string())
        });
    match shown {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn keys(options: &VerifyArgs) -> Result<JwkSet, String> {
    if let Some(file) = &options.keys {
        let text = fs::read_to_string(file);
        let text = text.map_err(|error| format!("{}: {error}", file.display()))?;
        return serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()));
    }
    if !options.data.is_dir() {
        let data = options.data.display();
        return Err(format!("{data}: no such folder; name the keys with --keys"));
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let store = Store::open(&options.data).await.map_err(said)?;
        let now = clock::now().map_err(said)?;
        let keys = Keys::take(&store, now, clock::seed().map_err(said)?).await;
        store.close().await;
        Ok(keys.map_err(said)?.signer.keys())
    })
}
