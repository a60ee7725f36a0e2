//! A plain TCP proxy between browser and server that counts what is downloaded, headers and all, and can break.

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
    most: Arc<AtomicU64>,
}

impl Proxy {
    /// Listens on a free port and passes everything on to a server.
    pub fn to(server: SocketAddr) -> Result<Proxy> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let downloaded = Arc::new(AtomicU64::new(0));
        let most = Arc::new(AtomicU64::new(u64::MAX));
        let line = Line {
            count: Arc::clone(&downloaded),
            most: Arc::clone(&most),
        };
        thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                // A server that is gone closes the connection, as without a proxy.
                let _ = serve(browser, server, &line);
            }
        });
        Ok(Proxy {
            address,
            downloaded,
            most,
        })
    }

    /// Where the browser goes.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Breaks every connection once so many more bytes went to the browser.
    pub fn break_after(&self, bytes: u64) {
        self.most.store(self.downloaded() + bytes, Ordering::SeqCst);
    }

    /// Passes everything on again.
    pub fn mend(&self) {
        self.most.store(u64::MAX, Ordering::SeqCst);
    }

    /// Bytes that went to the browser so far.
    pub fn downloaded(&self) -> u64 {
        self.downloaded.load(Ordering::SeqCst)
    }
}

/// Counts what goes down all connections together, and where that ends.
#[derive(Clone, Debug)]
struct Line {
    count: Arc<AtomicU64>,
    most: Arc<AtomicU64>,
}

impl Line {
    /// One that nobody counts.
    fn free() -> Line {
        Line {
            count: Arc::default(),
            most: Arc::new(AtomicU64::new(u64::MAX)),
        }
    }

    /// Whether so many more bytes may pass.
    fn carries(&self, bytes: usize) -> bool {
        let before = self.count.fetch_add(bytes as u64, Ordering::SeqCst);
        before < self.most.load(Ordering::SeqCst)
    }
}

fn serve(browser: TcpStream, server: SocketAddr, line: &Line) -> io::Result<()> {
    let server = TcpStream::connect(server)?;
    let (up_from, up_to) = (browser.try_clone()?, server.try_clone()?);
    thread::spawn(move || pass(up_from, up_to, &Line::free()));
    let line = line.clone();
    thread::spawn(move || pass(server, browser, &line));
    Ok(())
}

/// Copies until either side ends, then closes both.
fn pass(mut from: TcpStream, mut to: TcpStream, line: &Line) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if !line.carries(count) {
            break;
        }
        let part = buffer.get(..count).unwrap_or_default();
        if to.write_all(part).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
