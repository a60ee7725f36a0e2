//! A certificate authority of this machine's own, kept from one run to the next.

use anyhow::{Context, Result};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, SanType,
};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, OpenOptions},
    io::Write,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};
use time::{Duration, OffsetDateTime};

/// Private networks (RFC 1918, RFC 4193): the authority vouches for nothing else.
const PRIVATE: [(IpAddr, u8); 4] = [
    (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(172, 16, 0, 0)), 12),
    (IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), 16),
    (IpAddr::V6(Ipv6Addr::new(0xFC00, 0, 0, 0, 0, 0, 0, 0)), 7),
];
/// How long phones that trust it may go on to.
const YEARS: i64 = 5;
/// Phones refuse certificates that last longer than 398 days.
const DAYS: i64 = 90;

/// Signs certificates for this machine.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    der: Vec<u8>,
}

/// A certificate and its key, both as PEM.
pub(crate) struct Certified {
    pub(crate) certificate: String,
    pub(crate) key: String,
}

impl Authority {
    /// The one of a folder; made where there is none.
    pub(crate) fn open(folder: &Path) -> Result<Authority> {
        let (key_file, der_file) = (folder.join("authority.key"), folder.join("authority.der"));
        if let (Ok(key), Ok(der)) = (fs::read_to_string(&key_file), fs::read(&der_file)) {
            let key = KeyPair::from_pem(&key).with_context(|| key_file.display().to_string())?;
            let issuer = Issuer::new(params()?, key);
            return Ok(Authority { issuer, der });
        }
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let key = KeyPair::generate()?;
        let der = params()?.self_signed(&key)?.der().to_vec();
        write_secret(&key_file, &key.serialize_pem())?;
        fs::write(&der_file, &der).with_context(|| der_file.display().to_string())?;
        let issuer = Issuer::new(params()?, key);
        Ok(Authority { issuer, der })
    }

    /// Its certificate, as phones install it.
    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    /// By which a person sees that it came unchanged.
    pub(crate) fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.der);
        let bytes: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        bytes.join(":")
    }

    /// A certificate for these addresses.
    pub(crate) fn certify(&self, addresses: &[IpAddr]) -> Result<Certified> {
        let mut params = CertificateParams::default();
        params.distinguished_name = named("civil-affairs trial server");
        params.subject_alt_names = addresses.iter().copied().map(SanType::IpAddress).collect();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        last(&mut params, Duration::days(DAYS));
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &self.issuer)?.pem();
        Ok(Certified {
            certificate,
            key: key.serialize_pem(),
        })
    }
}

/// The same each time, so that a kept key goes with a kept certificate.
fn params() -> Result<CertificateParams> {
    let mut params = CertificateParams::default();
    params.distinguished_name = named("civil-affairs trial authority of one machine");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let networks = PRIVATE.into_iter().map(|(address, bits)| {
        GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, bits))
    });
    // Without a permitted name every name would be.
    let names = GeneralSubtree::DnsName("civil-affairs.invalid".to_owned());
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: networks.chain([names]).collect(),
        excluded_subtrees: Vec::new(),
    });
    last(&mut params, Duration::days(365 * YEARS));
    Ok(params)
}

fn named(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}

/// From yesterday on: a phone's clock may be a little slow.
fn last(params: &mut CertificateParams, long: Duration) {
    let now = OffsetDateTime::now_utc();
    params.not_before = now - Duration::days(1);
    params.not_after = now + long;
}

/// Whether the authority may vouch for an address.
pub(crate) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private(),
        IpAddr::V6(v6) => v6.is_unique_local(),
    }
}

/// Writes a file that only its owner can read.
pub(crate) fn write_secret(path: &Path, text: &str) -> Result<()> {
    // A file that is there already would keep its mode.
    let _ = fs::remove_file(path);
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{
        ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    };
    use std::{os::unix::fs::PermissionsExt, path::PathBuf, sync::Arc};

    /// A folder that goes with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let own = format!("civil-affairs-phone-{name}-{}", std::process::id());
            Folder(std::env::temp_dir().join(own))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Whether somebody who trusts the authority would speak with a server at an address.
    fn greets(
        authority: &Authority,
        certified: &Certified,
        address: &str,
    ) -> Result<(), rustls::Error> {
        let provider = Arc::new(ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from(authority.der().to_vec()))
            .unwrap();
        let client = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let chain = CertificateDer::pem_slice_iter(certified.certificate.as_bytes());
        let server = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(
                chain.collect::<Result<_, _>>().unwrap(),
                PrivateKeyDer::from_pem_slice(certified.key.as_bytes()).unwrap(),
            )?;
        let name = ServerName::try_from(address.to_owned()).unwrap();
        let mut client = ClientConnection::new(Arc::new(client), name)?;
        let mut server = ServerConnection::new(Arc::new(server))?;
        while client.is_handshaking() || server.is_handshaking() {
            let mut bytes = Vec::new();
            client.write_tls(&mut bytes).unwrap();
            server.read_tls(&mut bytes.as_slice()).unwrap();
            server.process_new_packets()?;
            let mut bytes = Vec::new();
            server.write_tls(&mut bytes).unwrap();
            client.read_tls(&mut bytes.as_slice()).unwrap();
            client.process_new_packets()?;
        }
        Ok(())
    }

    #[test]
    fn a_phone_that_trusts_the_authority_trusts_this_machine_in_every_run() {
        let folder = Folder::new("trust");
        let first = Authority::open(&folder.0).unwrap();
        let again = Authority::open(&folder.0).unwrap();
        assert_eq!(first.fingerprint(), again.fingerprint());
        let own: [IpAddr; 2] = ["192.168.1.7".parse().unwrap(), "fd00::7".parse().unwrap()];
        let certified = again.certify(&own).unwrap();
        for address in ["192.168.1.7", "fd00::7"] {
            assert_eq!(greets(&first, &certified, address), Ok(()), "{address}");
        }
        assert!(greets(&first, &certified, "192.168.1.8").is_err());
    }

    #[test]
    fn it_cannot_vouch_for_anybody_outside() {
        let folder = Folder::new("outside");
        let authority = Authority::open(&folder.0).unwrap();
        let outside: IpAddr = "203.0.113.7".parse().unwrap();
        let certified = authority.certify(&[outside]).unwrap();
        assert!(greets(&authority, &certified, "203.0.113.7").is_err());
        let mut params = CertificateParams::new(vec!["bank.example".to_owned()]).unwrap();
        last(&mut params, Duration::days(DAYS));
        let key = KeyPair::generate().unwrap();
        let certified = Certified {
            certificate: params.signed_by(&key, &authority.issuer).unwrap().pem(),
            key: key.serialize_pem(),
        };
        assert!(greets(&authority, &certified, "bank.example").is_err());
    }

    #[test]
    fn keys_are_for_their_owner_alone() {
        let folder = Folder::new("mode");
        Authority::open(&folder.0).unwrap();
        let key = folder.0.join("authority.key");
        write_secret(&key, "again").unwrap();
        let mode = fs::metadata(key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
