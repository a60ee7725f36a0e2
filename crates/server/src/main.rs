//! Binary `civil-affairs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    civil_affairs_server::cli::run()
}
