//! How to serve: the settings of `civil-affairs serve`.

use super::proxies::{self, Proxies};
use crate::{config::Folders, log};
use axum::http::HeaderName;
use clap::Args;
use ipnet::IpNet;
use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// How to serve.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Address and port; port 0 takes a free one.
    #[arg(long, env = "CIVIL_AFFAIRS_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder with the built app.
    #[arg(long, env = "CIVIL_AFFAIRS_DIST", default_value = "dist")]
    pub dist: PathBuf,
    /// Folder of the database; made where it is missing.
    #[arg(long, env = "CIVIL_AFFAIRS_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Folders of the data files.
    #[command(flatten)]
    pub folders: Folders,
    /// Refuses to start while anything is unset that real applications need.
    #[arg(long, env = "CIVIL_AFFAIRS_PRODUCTION", num_args = 0..=1, require_equals = true, default_value_t = false,
        default_missing_value = "true", action = clap::ArgAction::Set)]
    pub production: bool,
    /// File with the certificate and those that vouch for it (PEM); SIGHUP reads it again.
    #[arg(long, env = "CIVIL_AFFAIRS_TLS_CERT", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// File with the certificate's private key (PEM).
    #[arg(long, env = "CIVIL_AFFAIRS_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Address or network of a proxy in front; only these are believed whom they speak for. May stand several times.
    #[arg(long, env = "CIVIL_AFFAIRS_TRUSTED_PROXY", value_name = "CIDR", value_delimiter = ',',
        value_parser = proxies::network)]
    pub trusted_proxy: Vec<IpNet>,
    /// Header in which the proxy names its client: X-Forwarded-For (which is read unless another one is named),
    /// Forwarded, or one of its own. Without --trusted-proxy it is believed from this machine only.
    #[arg(long, env = "CIVIL_AFFAIRS_ADDRESS_HEADER", value_name = "NAME")]
    pub address_header: Option<HeaderName>,
    /// Seconds that open connections get to finish when the server is asked to end.
    #[arg(long, env = "CIVIL_AFFAIRS_GRACE", default_value_t = 10)]
    pub grace: u64,
    /// How the log is written to the standard error output.
    #[arg(long, env = "CIVIL_AFFAIRS_LOG", value_enum, default_value_t)]
    pub log: log::LogFormat,
    /// Writes the addresses of those who ask into the log.
    #[arg(long, env = "CIVIL_AFFAIRS_LOG_ADDRESSES", num_args = 0..=1, require_equals = true,
        default_value_t = false, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub log_addresses: bool,
    /// Address and port of their own for /metrics, which is not served anywhere else. Whoever reaches it may read it.
    #[arg(long, env = "CIVIL_AFFAIRS_METRICS_LISTEN", value_name = "ADDRESS")]
    pub metrics_listen: Option<SocketAddr>,
    /// Address and port of their own for staff, who get the staff app there and nothing else; off unless it is set.
    #[arg(long, env = "CIVIL_AFFAIRS_STAFF_LISTEN", value_name = "ADDRESS")]
    pub staff_listen: Option<SocketAddr>,
    /// Folder with the built staff app.
    #[arg(
        long,
        env = "CIVIL_AFFAIRS_STAFF_DIST",
        default_value = "apps/window/dist"
    )]
    pub staff_dist: PathBuf,
    /// What one sender, and all together, may take up.
    #[command(flatten)]
    pub limits: ServerLimits,
}

/// What one sender, and all together, may take up.
#[derive(Clone, Copy, Debug, Args)]
pub struct ServerLimits {
    /// Requests to the API that are worked on at a time; more wait for their turn.
    #[arg(long, env = "CIVIL_AFFAIRS_MAX_REQUESTS", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..100_000))]
    pub max_requests: u32,
    /// Seconds that a request waits for its turn before it is told to come again.
    #[arg(long, env = "CIVIL_AFFAIRS_TURN_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    pub turn_seconds: u32,
    /// Open connections; more wait until one ends.
    #[arg(long, env = "CIVIL_AFFAIRS_MAX_CONNECTIONS", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..100_000))]
    pub max_connections: u32,
    /// Seconds from a connection's beginning, or its last answer, until the head of a request must be here.
    #[arg(long, env = "CIVIL_AFFAIRS_HEAD_SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub head_seconds: u32,
    /// Seconds until the body of a request must be here: a megabyte over a bad mobile network.
    #[arg(long, env = "CIVIL_AFFAIRS_BODY_SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    pub body_seconds: u32,
    /// Seconds in which whoever is answered must take some more of the answer.
    #[arg(long, env = "CIVIL_AFFAIRS_WRITE_SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub write_seconds: u32,
    /// Requests a minute by which one address may write; 0 sets no limit. Many people may stand behind one address.
    #[arg(
        long,
        env = "CIVIL_AFFAIRS_WRITES_PER_ADDRESS",
        default_value_t = 1_200
    )]
    pub writes_per_address: u32,
    /// Requests a minute that may write to one submission, its files included; 0 sets no limit.
    #[arg(
        long,
        env = "CIVIL_AFFAIRS_WRITES_PER_SUBMISSION",
        default_value_t = 300
    )]
    pub writes_per_submission: u32,
}

impl ServerLimits {
    pub(super) fn turn(&self) -> Duration {
        seconds(self.turn_seconds)
    }

    pub(super) fn head(&self) -> Duration {
        seconds(self.head_seconds)
    }

    pub(super) fn body(&self) -> Duration {
        seconds(self.body_seconds)
    }

    pub(super) fn write(&self) -> Duration {
        seconds(self.write_seconds)
    }
}

fn seconds(count: u32) -> Duration {
    Duration::from_secs(count.into())
}

impl Default for ServerLimits {
    fn default() -> ServerLimits {
        ServerLimits {
            max_requests: 256,
            turn_seconds: 10,
            max_connections: 2_000,
            head_seconds: 30,
            body_seconds: 60,
            write_seconds: 30,
            writes_per_address: 1_200,
            writes_per_submission: 300,
        }
    }
}

impl ServeArgs {
    /// Whose word counts on who asks.
    pub(crate) fn proxies(&self) -> Proxies {
        Proxies::new(self.trusted_proxy.clone(), self.address_header.clone())
    }

    /// Certificate and key, or neither.
    pub(crate) fn tls(&self) -> Result<Option<(PathBuf, PathBuf)>, String> {
        match (&self.tls_cert, &self.tls_key) {
            (Some(cert), Some(key)) => Ok(Some((cert.clone(), key.clone()))),
            (None, None) => Ok(None),
            _ => Err("--tls-cert and --tls-key go together: one of them is not set".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        options: ServeArgs,
    }

    #[test]
    fn the_limits_of_a_server_without_flags_are_those_of_tests() {
        let options = Cli::parse_from(["serve"]).options;
        let (flags, own) = (
            format!("{:?}", options.limits),
            format!("{:?}", ServerLimits::default()),
        );
        assert_eq!(flags, own);
    }

    #[test]
    fn a_certificate_without_its_key_is_a_mistake() {
        let options = Cli::parse_from(["serve", "--tls-cert", "a"]).options;
        assert!(options.tls().unwrap_err().contains("--tls-key"));
        assert_eq!(Cli::parse_from(["serve"]).options.tls(), Ok(None));
    }
}
