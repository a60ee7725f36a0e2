//! Posts a notice to an address: HTTP/1.1, one connection each, signed.

use civil_affairs_domain::value::{hex, instant::Instant};
use hmac::{Hmac, KeyInit, Mac};
use hyper::{
    Request, Uri,
    client::conn::http1::handshake,
    header::{CONTENT_LENGTH, CONTENT_TYPE, HOST},
    rt::{Read, Write},
};
use hyper_util::rt::TokioIo;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, InvalidDnsNameError, ServerName, pem::PemObject},
};
use sha2::Sha256;
use std::{fmt, io, net::IpAddr, path::Path, sync::Arc, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::TlsConnector;

/// A receiver that takes longer is taken for one that does not answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Header with the time and the signature over time, a dot and the body: `t=1796100000,v1=` and 64 hexadecimal digits
/// of HMAC-SHA-256. With the time nobody can play an old notice again.
const SIGNATURE: &str = "civil-affairs-signature";
/// A secret shorter than this is guessed.
const SHORTEST_SECRET: usize = 16;

/// Where notices go.
#[derive(Clone)]
pub struct Webhook {
    host: String,
    port: u16,
    authority: String,
    path: String,
    tls: Option<(Arc<ClientConfig>, ServerName<'static>)>,
    secret: Vec<u8>,
}

/// Why nothing can be posted there.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// Not an address.
    #[error("`{0}` is no address of the form https://host/path")]
    Address(String),
    /// Too short.
    #[error("the secret has fewer than {SHORTEST_SECRET} bytes")]
    Secret,
    /// Whom to trust is not said.
    #[error("https wants --webhook-ca: the certificate of the authority to be trusted")]
    NoAuthority,
    /// The file holds no certificate.
    #[error("{0}: no certificate in PEM")]
    Authority(String),
    /// No name that stands in a certificate.
    #[error("no host: {0}")]
    Host(#[from] InvalidDnsNameError),
    /// The library does not offer what it should.
    #[error("TLS: {0}")]
    Library(#[from] rustls::Error),
}

/// Why a notice was not taken. It is tried again.
#[derive(Debug, thiserror::Error)]
pub enum NotDelivered {
    /// Not in reach.
    #[error("not in reach: {0}")]
    Io(#[from] io::Error),
    /// It does not speak HTTP.
    #[error("no answer: {0}")]
    Http(#[from] hyper::Error),
    /// No request can be made of it.
    #[error("no request: {0}")]
    Request(#[from] hyper::http::Error),
    /// It said no.
    #[error("answered with {0}")]
    Status(u16),
    /// It took too long.
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Silent,
}

impl Webhook {
    /// To an address, http or https. The secret may end with a line's end.
    pub fn new(
        address: &str,
        secret: &[u8],
        authority: Option<&Path>,
    ) -> Result<Webhook, WebhookError> {
        let wrong = || WebhookError::Address(address.to_owned());
        let uri: Uri = address.parse().map_err(|_| wrong())?;
        let host = uri.host().ok_or_else(wrong)?;
        let host = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        let encrypted = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(wrong()),
        };
        let secret = secret.trim_ascii_end().to_vec();
        if secret.len() < SHORTEST_SECRET {
            return Err(WebhookError::Secret);
        }
        let tls = if encrypted {
            let authority = authority.ok_or(WebhookError::NoAuthority)?;
            Some((client(authority)?, ServerName::try_from(host.clone())?))
        } else {
            None
        };
        Ok(Webhook {
            port: uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 }),
            authority: uri.authority().ok_or_else(wrong)?.to_string(),
            path: uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
            host,
            tls,
            secret,
        })
    }

    /// Whether nobody on the way can read along.
    pub fn is_private(&self) -> bool {
        let is_here = |address: IpAddr| address.is_loopback();
        self.tls.is_some() || self.host.parse().is_ok_and(is_here)
    }

    /// Posts a body.
    ///
    /// # Errors
    ///
    /// It was not taken: only an answer of 200 to 299 says so.
    pub async fn post(&self, body: &str, now: Instant) -> Result<(), NotDelivered> {
        let status = timeout(PATIENCE, self.send(body, now)).await;
        match status.map_err(|_| NotDelivered::Silent)?? {
            200..=299 => Ok(()),
            status => Err(NotDelivered::Status(status)),
        }
    }

    async fn send(&self, body: &str, now: Instant) -> Result<u16, NotDelivered> {
        let request = Request::post(&self.path)
            .header(HOST, &self.authority)
            .header(CONTENT_TYPE, "application/json")
            .header(CONTENT_LENGTH, body.len())
            .header(SIGNATURE, self.signature(body, now))
            .body(body.to_owned())?;
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await?;
        match &self.tls {
            None => exchange(TokioIo::new(tcp), request).await,
            Some((config, name)) => {
                let connector = TlsConnector::from(config.clone());
                let stream = connector.connect(name.clone(), tcp).await?;
                exchange(TokioIo::new(stream), request).await
            }
        }
    }

    fn signature(&self, body: &str, now: Instant) -> String {
        let seconds = now.unix_millis() / 1_000;
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.secret) else {
            unreachable!("HMAC takes keys of any length");
        };
        mac.update(format!("{seconds}.").as_bytes());
        mac.update(body.as_bytes());
        let mac = mac.finalize().into_bytes();
        let hex = hex::encode(&mac);
        format!("t={seconds},v1={hex}")
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Hook({}{})", self.authority, self.path)
    }
}

/// Trusts one authority, and nobody else.
fn client(authority: &Path) -> Result<Arc<ClientConfig>, WebhookError> {
    let wrong = || WebhookError::Authority(authority.display().to_string());
    let certificate = CertificateDer::from_pem_file(authority).map_err(|_| wrong())?;
    let mut roots = RootCertStore::empty();
    roots.add(certificate).map_err(|_| wrong())?;
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions()?;
    Ok(Arc::new(
        config.with_root_certificates(roots).with_no_client_auth(),
    ))
}

/// One request on a connection, and the status of its answer.
async fn exchange<Io>(io: Io, request: Request<String>) -> Result<u16, NotDelivered>
where
    Io: Read + Write + Unpin + Send + 'static,
{
    let (mut sender, connection) = handshake(io).await?;
    let connection = tokio::spawn(connection);
    let answer = sender.send_request(request).await;
    connection.abort();
    Ok(answer?.status().as_u16())
}
