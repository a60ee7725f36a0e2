//! Hands the authority's certificate to phones, which cannot be reached over HTTPS before they trust it.

use super::authority::Authority;
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::Arc,
    thread,
    time::Duration,
};

/// A phone that says nothing for so long is gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// Answers every request with the certificate, as long as this process lives. Says where.
pub(super) fn open(authority: &Authority) -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0));
    let listener = listener.context("a port to hand the certificate out")?;
    let address = listener.local_addr()?;
    let der: Arc<[u8]> = authority.der().into();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let der = der.clone();
            // Whether a phone took it is seen on the phone.
            thread::spawn(move || answer(&stream, &der));
        }
    });
    Ok(address)
}

fn answer(stream: &TcpStream, der: &[u8]) -> Option<()> {
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let lines = BufReader::new(stream).lines();
    // The request does not matter; its end does, or the phone sees a broken connection.
    let _head = lines
        .take(100)
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .count();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-x509-ca-cert\r\n\
         Content-Disposition: attachment; filename=\"civil-affairs-authority.crt\"\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        der.len()
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(der).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, io::Read};

    #[test]
    fn a_phone_gets_the_certificate_whatever_it_asks_for() {
        let own = format!("civil-affairs-phone-page-{}", std::process::id());
        let folder = std::env::temp_dir().join(own);
        let authority = Authority::open(&folder).unwrap();
        let address = open(&authority).unwrap();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, address.port())).unwrap();
        stream
            .write_all(b"GET /favicon.ico HTTP/1.1\r\nHost: x\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
        assert!(answer.ends_with(authority.der()));
    }
}
