//! The server over real TLS.

use crate::{
    server::{PATIENCE, Reply, Server, converse, headers, prepare},
    support::{after_a_fire, definitions},
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    client::Resumption,
    crypto::ring,
    pki_types::{CertificateDer, ServerName},
};
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    sync::Arc,
};

/// A certificate authority of the test.
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Writes a new certificate for this machine, and its key.
fn certify(authority: &CertifiedIssuer<'_, KeyPair>, folder: &Path) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    fs::write(folder.join("cert.pem"), certificate.pem()).unwrap();
    fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
}

fn client(authority: &CertificateDer<'static>) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap();
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    // A session that is taken up again shows no certificate.
    config.resumption = Resumption::disabled();
    Arc::new(config)
}

type Stream = StreamOwned<ClientConnection, TcpStream>;

fn connect(server: &Server, client: &Arc<ClientConfig>) -> Stream {
    let tcp = TcpStream::connect(&server.address).unwrap();
    tcp.set_read_timeout(Some(PATIENCE)).unwrap();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    StreamOwned::new(ClientConnection::new(client.clone(), name).unwrap(), tcp)
}

#[test]
fn submissions_are_received_over_tls_and_a_new_certificate_needs_no_restart() {
    let authority = authority();
    let root = authority.der().clone();
    let files = prepare("tls-files", &[]);
    certify(&authority, &files);
    let path = |name: &str| files.join(name).to_str().unwrap().to_owned();
    let (cert, key) = (path("cert.pem"), path("key.pem"));
    let server = Server::start_with("tls", &[], &["--tls-cert", &cert, "--tls-key", &key]);
    let client = client(&root);

    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    let address = format!("/api/v1/submissions/{}", sent.id);
    let mut stream = connect(&server, &client);
    let reply = converse(&mut stream, "PUT", &address, &headers(&sent), &sent.body).unwrap();
    assert_eq!(
        (reply.status, &reply.json["state"]),
        (201, &"submitted".into())
    );
    let certificate = |stream: &Stream| stream.conn.peer_certificates().unwrap()[0].to_vec();
    let first = certificate(&stream);

    // Without encryption nobody is spoken to.
    let mut plain = TcpStream::connect(&server.address).unwrap();
    plain.set_read_timeout(Some(PATIENCE)).unwrap();
    plain
        .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut told = Vec::new();
    let _ = plain.read_to_end(&mut told);
    assert!(Reply::read(&told).is_none(), "{told:?}");

    // A broken pair is refused, and the one before stays in use.
    let good = fs::read(&key).unwrap();
    fs::write(&key, "nonsense").unwrap();
    server.signal("HUP");
    server.tells("keys_refused");
    fs::write(&key, good).unwrap();
    let mut stream = connect(&server, &client);
    let reply = converse(&mut stream, "GET", "/healthz", &[], b"").unwrap();
    assert_eq!((reply.status, certificate(&stream)), (200, first.clone()));

    certify(&authority, &files);
    server.signal("HUP");
    server.tells("keys_reloaded");
    let mut stream = connect(&server, &client);
    let reply = converse(&mut stream, "GET", "/healthz", &[], b"").unwrap();
    assert_eq!(reply.status, 200);
    assert_ne!(certificate(&stream), first);
    fs::remove_dir_all(&files).unwrap();
}
