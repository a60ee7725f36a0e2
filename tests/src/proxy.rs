//! A plain TCP proxy between browser and server that counts what is downloaded, headers and all.

use anyhow::Result;
use std::{
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// See the module. Its threads end with the connections they serve.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    downloaded: Arc<AtomicU64>,
}

impl Proxy {
    /// Listens on a free port and passes everything on to a server.
    pub fn to(server: SocketAddr) -> Result<Proxy> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let downloaded = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&downloaded);
        thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                // A server that is gone closes the connection, as without a proxy.
                let _ = serve(browser, server, &counter);
            }
        });
        Ok(Proxy {
            address,
            downloaded,
        })
    }

    /// Where the browser goes.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Bytes that went to the browser so far.
    pub fn downloaded(&self) -> u64 {
        self.downloaded.load(Ordering::SeqCst)
    }
}

fn serve(browser: TcpStream, server: SocketAddr, counter: &Arc<AtomicU64>) -> io::Result<()> {
    let server = TcpStream::connect(server)?;
    let (up_from, up_to) = (browser.try_clone()?, server.try_clone()?);
    thread::spawn(move || pass(up_from, up_to, &AtomicU64::new(0)));
    let counter = Arc::clone(counter);
    thread::spawn(move || pass(server, browser, &counter));
    Ok(())
}

/// Copies until either side ends, then closes both.
fn pass(mut from: TcpStream, mut to: TcpStream, counter: &AtomicU64) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        counter.fetch_add(count as u64, Ordering::SeqCst);
        let part = buffer.get(..count).unwrap_or_default();
        if to.write_all(part).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
