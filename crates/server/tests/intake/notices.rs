//! What citizens are told by a channel: each notice at least once, in order, and nothing that names anybody.

use crate::{
    server::Server,
    support::{Bureau, DAY, NOW, Sent, after_a_fire, couple, couple_by, definitions, moment, pair},
};
use civil_affairs_cases::{CitizenRequest, OfficerMove, advance, perform, upkeep};
use civil_affairs_server::notices::{DeliveryBackoff, Webhook, drain};
use hmac::{Hmac, KeyInit, Mac};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::ring, pki_types::PrivateKeyDer};
use serde_json::Value as Json;
use sha2::Sha256;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::Command,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

const SECRET: &[u8] = b"a secret of some length\n";
const SOON: DeliveryBackoff = DeliveryBackoff {
    first: Duration::from_millis(1),
    most: Duration::from_millis(2),
    tries: 3,
};
const HOURS: [(&str, &str); 2] = [
    ("slot_capacity", "1"),
    ("opening_hours", "[\"09:00-11:30\"]"),
];
const TEN: &str = "yiwu/2026-12-03/1000";

/// What a receiver was sent.
struct Got {
    head: String,
    body: String,
}

impl Got {
    fn read(stream: &mut impl Read) -> Got {
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
        }
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.unwrap().parse().unwrap()];
        reader.read_exact(&mut body).unwrap();
        Got {
            head,
            body: String::from_utf8(body).unwrap(),
        }
    }

    fn seq(&self) -> i64 {
        let json: Json = serde_json::from_str(&self.body).unwrap();
        json["seq"].as_i64().unwrap()
    }

    fn is_signed(&self) -> bool {
        let line = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix("civil-affairs-signature: t="));
        let (time, signature) = line.unwrap().split_once(",v1=").unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.trim_ascii_end()).unwrap();
        mac.update(format!("{time}.{}", self.body).as_bytes());
        let bytes = mac.finalize().into_bytes();
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        hex == signature
    }
}

/// A receiver that answers with these, one connection after the other; nothing means that it hangs up.
fn receiver(answers: Vec<Option<u16>>) -> (String, mpsc::Receiver<Got>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hook?x=1", listener.local_addr().unwrap());
    let (told, heard) = mpsc::channel();
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            told.send(Got::read(&mut stream)).unwrap();
            reply(&mut stream, answer);
        }
    });
    (address, heard)
}

fn reply(stream: &mut impl Write, answer: Option<u16>) {
    if let Some(status) = answer {
        let said = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n");
        stream.write_all(said.as_bytes()).unwrap();
        stream.flush().unwrap();
    }
}

async fn three() -> (Bureau, Vec<Sent>) {
    let bureau = Bureau::new(&[]).await;
    let catalogue = &bureau.compiled.catalogue;
    let sent: Vec<Sent> = (1..=3)
        .map(|number| after_a_fire(catalogue, number))
        .collect();
    for one in &sent {
        bureau.receive(one).await.unwrap();
    }
    (bureau, sent)
}

#[tokio::test]
async fn a_notice_is_tried_until_it_is_taken_and_the_next_one_waits() {
    let (bureau, _) = three().await;
    let answers = vec![Some(500), None, Some(302), Some(204), Some(200), Some(200)];
    let (address, heard) = receiver(answers);
    let webhook = Webhook::new(&address, SECRET, None).unwrap();
    let sent = drain(&bureau.intake, &webhook, false, SOON, None, |_| {}).await;
    assert_eq!(sent, Ok(3));
    let got: Vec<Got> = heard.iter().collect();
    let order: Vec<i64> = got.iter().map(Got::seq).collect();
    assert_eq!(order, [1, 1, 1, 1, 2, 3]);
    assert!(got.iter().all(Got::is_signed));
    assert!(got[0].head.starts_with("POST /hook?x=1 HTTP/1.1\r\n"));
    // What was taken is not sent again: nobody listens there any more.
    let again = drain(&bureau.intake, &webhook, false, SOON, Some(1), |_| {}).await;
    assert_eq!(again, Ok(0));
}

#[tokio::test]
async fn whoever_does_not_follow_gives_up_and_nothing_is_lost() {
    let (bureau, _) = three().await;
    let (address, heard) = receiver(vec![Some(200), Some(500), None, Some(404)]);
    let webhook = Webhook::new(&address, SECRET, None).unwrap();
    let failures = std::cell::RefCell::new(Vec::new());
    let told = |problem: &civil_affairs_server::notices::NotDelivered| {
        failures.borrow_mut().push(problem.to_string());
    };
    let gave_up = drain(&bureau.intake, &webhook, false, SOON, Some(3), told).await;
    assert_eq!(gave_up, Err("notice 2 is not taken".to_owned()));
    let failures = failures.into_inner();
    assert_eq!(failures[0], "answered with 500");
    assert_eq!(failures[2], "answered with 404");
    assert_eq!(heard.iter().count(), 4);
    let (address, heard) = receiver(vec![Some(200), Some(200)]);
    let webhook = Webhook::new(&address, SECRET, None).unwrap();
    let sent = drain(&bureau.intake, &webhook, false, SOON, None, |_| {}).await;
    assert_eq!(sent, Ok(2));
    let order: Vec<i64> = heard.iter().map(|got| got.seq()).collect();
    assert_eq!(order, [2, 3]);
}

#[tokio::test]
async fn over_tls_only_the_authority_that_was_named_is_trusted() {
    let (bureau, _) = three().await;
    let folder = std::env::temp_dir().join(format!("civil-affairs-hook-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let authority = |name: &str| {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let own = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let path = folder.join(name);
        fs::write(&path, own.pem()).unwrap();
        (own, path)
    };
    let (trusted, trusted_file) = authority("trusted.pem");
    let (_, other_file) = authority("other.pem");
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &trusted).unwrap();
    let private = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}/", listener.local_addr().unwrap());
    let (told, heard) = mpsc::channel();
    thread::spawn(move || {
        let accept = || -> StreamOwned<ServerConnection, TcpStream> {
            let (tcp, _) = listener.accept().unwrap();
            StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), tcp)
        };
        // Whoever does not trust us says nothing.
        assert!(accept().read(&mut [0]).is_err());
        for _ in 0..3 {
            let mut stream = accept();
            told.send(Got::read(&mut stream)).unwrap();
            reply(&mut stream, Some(200));
        }
    });
    let distrust = Webhook::new(&address, SECRET, Some(&other_file)).unwrap();
    let refused = drain(&bureau.intake, &distrust, false, SOON, Some(1), |_| {}).await;
    assert!(refused.is_err());
    let webhook = Webhook::new(&address, SECRET, Some(&trusted_file)).unwrap();
    let sent = drain(&bureau.intake, &webhook, false, SOON, None, |_| {}).await;
    assert_eq!(sent, Ok(3));
    assert_eq!(heard.iter().count(), 3);
    for (address, file) in [(address.as_str(), None), ("ftp://x/", None), ("x", None)] {
        assert!(Webhook::new(address, SECRET, file).is_err(), "{address}");
    }
    assert!(Webhook::new("http://x/", b"short", None).is_err());
    fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn what_she_did_herself_nobody_has_to_be_told() {
    let bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue;
    let (first, second) = (couple(catalogue, 0, &[TEN]), couple(catalogue, 1, &[TEN]));
    let states = async || {
        let all = bureau.intake.store.notices(0, 100).await.unwrap();
        let mine = all.into_iter().map(|posted| posted.notice);
        mine.map(|notice| (notice.state, notice.due.map(|due| due.to_string())))
            .collect::<Vec<_>>()
    };
    bureau.receive(&first).await.unwrap();
    bureau.receive(&first).await.unwrap();
    bureau.receive(&second).await.unwrap();
    // Received, and at once what became of it: one notice each.
    let due = Some("2026-12-02T12:40:00+08:00".to_owned());
    let mut wanted = vec![
        ("confirmed".to_owned(), None),
        ("slot_lost".to_owned(), due),
    ];
    assert_eq!(states().await, wanted);
    let request = CitizenRequest {
        id: first.id,
        capability: first.capability.clone(),
        action: "00000000-0000-4000-8000-000000000001".to_owned(),
        body: br#"{"do":"cancel"}"#.to_vec(),
    };
    perform(&bureau.intake, &moment(NOW), request)
        .await
        .unwrap();
    assert_eq!(states().await, wanted);
    // What the office and the clock do she hears of.
    upkeep(&bureau.intake, &moment(NOW + 2 * DAY))
        .await
        .unwrap();
    wanted.push(("cancelled".to_owned(), None));
    assert_eq!(states().await, wanted);
    let sent = after_a_fire(catalogue, 2);
    bureau.receive(&sent).await.unwrap();
    let ask = OfficerMove {
        to: "need_info".to_owned(),
        ..OfficerMove::default()
    };
    advance(&bureau.intake, &moment(NOW), sent.id, ask)
        .await
        .unwrap();
    let asked = ("need_info".to_owned(), Some("2026-12-31".to_owned()));
    assert_eq!(states().await.last(), Some(&asked));
}

#[test]
fn lines_say_which_matter_and_never_whose_or_why() {
    let server = Server::start("notices", &[]);
    let catalogue = definitions(&[]).catalogue;
    let help = after_a_fire(&catalogue, 1);
    let slot = server.get("/api/v1/slots/yiwu").json["free"][0].clone();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_millis()).unwrap();
    let couple = couple_by(&catalogue, 2, &pair(2), &[slot.as_str().unwrap()], now);
    server.put(&help);
    server.put(&couple);
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
            .current_dir(&server.folder)
            .args(arguments)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    };
    let (done, said) = run(&["notices"]);
    assert!(done, "{said}");
    let lines: Vec<Json> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["at", "due", "reference", "seq", "service", "state"]);
    assert_eq!(lines[0]["reference"], help.reference.to_string());
    assert_eq!(lines[0]["service"], "temporary-assistance");
    assert!(
        !said.contains("fire") && !said.contains("13800000000"),
        "{said}"
    );
    let (_, later) = run(&["notices", "--since", "1"]);
    assert_eq!(later.lines().count(), lines.len() - 1);
    // A number is looked up only where it is asked for, and that is a look.
    let (_, said) = run(&["notices", "--since", "1", "--contact"]);
    assert!(said.contains("\"contact\":\"13800000000\""), "{said}");
    let (_, shown) = run(&["case", "show", &couple.reference.to_string()]);
    let shown: Json = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["looks"][0]["actor"], "notices");
    fs::write(server.folder.join("secret"), SECRET).unwrap();
    let webhook = [
        "notices",
        "--contact",
        "--webhook",
        "http://example.com/",
        "--webhook-secret",
        "secret",
    ];
    let (done, said) = run(&webhook);
    assert!(!done && said.contains("https"), "{said}");
}
