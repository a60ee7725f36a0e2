//! `cargo xtask serve --phone`: the app on a real phone, in the network of this machine.
//!
//! Browsers give offline storage and encryption to secure addresses only, so an authority of this machine's own is
//! made, which the phone has to trust. It can vouch for addresses of private networks and for nothing else.

mod authority;
mod certificate_page;
mod code;

use crate::tools;
use anyhow::{Context, Result, bail};
use authority::Authority;
use std::{
    fs,
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    path::PathBuf,
};

/// Where the server listens unless told otherwise.
pub(crate) const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 8443);

/// What the server needs, and what the person at the terminal has to know.
pub(crate) struct Phone {
    /// Certificate for the addresses of this machine.
    pub(crate) cert: PathBuf,
    /// Its key.
    pub(crate) key: PathBuf,
    authority: Authority,
    address: IpAddr,
    port: u16,
}

impl Phone {
    /// Makes a certificate for the addresses this machine has now. The authority is made once and kept.
    pub(crate) fn ready(listen: SocketAddr) -> Result<Phone> {
        if listen.port() == 0 {
            bail!("--phone wants a port of its own: the address is shown before the server starts");
        }
        let addresses = addresses()?;
        let Some(address) = addresses.first().copied() else {
            bail!("this machine has no address in a private network; connect it to the phone's");
        };
        let folder = tools::cache()?.join("phone");
        let authority = Authority::open(&folder)?;
        let certified = authority.certify(&addresses)?;
        let (cert, key) = (folder.join("server.crt"), folder.join("server.key"));
        fs::write(&cert, certified.certificate).with_context(|| cert.display().to_string())?;
        authority::write_secret(&key, &certified.key)?;
        Ok(Phone {
            cert,
            key,
            authority,
            address,
            port: listen.port(),
        })
    }

    /// Hands the authority's certificate out while this process lives, and says what to do.
    pub(crate) fn tell(&self) -> Result<()> {
        let page = certificate_page::open(&self.authority)?;
        let url = format!("https://{}/", SocketAddr::new(self.address, self.port));
        let trust = format!("http://{}/", SocketAddr::new(self.address, page.port()));
        println!("\nOnce for each phone: trust this machine. On the phone open {trust}\n");
        println!("{}", code::shown(&trust)?);
        println!(
            "Its fingerprint (SHA-256) must be\n  {}",
            self.authority.fingerprint()
        );
        println!(
            "Android: Settings > Security > Encryption & credentials > Install a certificate > CA certificate"
        );
        println!(
            "  (设置 > 安全 > 加密与凭据 > 安装证书 > CA 证书), and choose the downloaded file."
        );
        println!(
            "iPhone: Settings > Profile downloaded > Install, then Settings > General > About >"
        );
        println!(
            "  Certificate Trust Settings, and switch it on (设置 > 通用 > 关于本机 > 证书信任设置)."
        );
        println!("Remove it there when you are done.\n");
        println!("Then open {url}\n");
        println!("{}", code::shown(&url)?);
        Ok(())
    }
}

/// Addresses in private networks, the one by which this machine reaches others first: a phone more surely finds it
/// than one between programs of this machine.
fn addresses() -> Result<Vec<IpAddr>> {
    let interfaces = if_addrs::get_if_addrs().context("the addresses of this machine")?;
    let mut addresses: Vec<IpAddr> = interfaces
        .iter()
        .map(if_addrs::Interface::ip)
        .filter(|address| authority::is_private(*address))
        .collect();
    let outward = outward();
    addresses.sort_by_key(|address| (Some(*address) != outward, *address));
    addresses.dedup();
    Ok(addresses)
}

/// The address from which something would be sent to the outside. Nothing is sent: a datagram socket only looks for
/// its way (the address is one for documents, RFC 5737).
fn outward() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}
