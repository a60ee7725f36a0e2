//! Numbers for the operator, at an address of their own.

use crate::{
    server::{Server, ask, put},
    support::{after_a_fire, couple_by, definitions, pair},
};

const SET: [(&str, &str); 2] = [
    ("slot_capacity", "1"),
    ("opening_hours", "[\"09:00-10:00\"]"),
];

#[test]
fn what_happened_is_counted_and_told_to_the_operator_alone() {
    let mut server = Server::start_with("numbers", &SET, &["--metrics-listen", "127.0.0.1:0"]);
    let printed = server.says();
    let (_, address) = printed.split_once("http://").unwrap();
    let address = address.strip_suffix("/metrics").unwrap().to_owned();
    let catalogue = definitions(&SET).catalogue;
    let sent = after_a_fire(&catalogue, 1);
    server.put(&sent);
    server.put(&sent);
    server.put(&sent.exchanged("\"fire\"", "\"other\""));
    let slot = server.get("/api/v1/slots/yiwu").json["free"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_millis()).unwrap();
    for number in 10..12 {
        let couple = couple_by(&catalogue, number, &pair(number), &[&slot], now);
        put(&server.address, &couple).unwrap();
    }
    ask(&server.address, "CANARY", "/canary", &[], b"").unwrap();
    let told = ask(&address, "GET", "/metrics", &[], b"").unwrap();
    assert!(
        told.header("content-type")
            .starts_with("application/openmetrics-text")
    );
    let number = |name: &str| -> f64 {
        let found = told
            .text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
        found.unwrap_or_else(|| panic!("{name}\n{}", told.text))
    };
    let route = "route=\"/api/v1/submissions/{id}\"";
    for (name, count) in [
        (
            format!("civil_affairs_requests_total{{method=\"PUT\",{route},status=\"201\"}}"),
            3.0,
        ),
        (
            format!("civil_affairs_requests_total{{method=\"PUT\",{route},status=\"200\"}}"),
            1.0,
        ),
        (
            format!("civil_affairs_request_seconds_count{{{route}}}"),
            5.0,
        ),
        (
            "civil_affairs_refused_total{code=\"id_conflict\"}".to_owned(),
            1.0,
        ),
        ("civil_affairs_submissions_replayed_total".to_owned(), 1.0),
        ("civil_affairs_slots_lost_total".to_owned(), 1.0),
        ("civil_affairs_outbox_waiting".to_owned(), 3.0),
    ] {
        assert_eq!(number(&name), count, "{name}\n{}", told.text);
    }
    for (service, state) in [
        ("temporary-assistance", "submitted"),
        ("marriage-appointment", "confirmed"),
        ("marriage-appointment", "slot_lost"),
    ] {
        let name = format!(
            "civil_affairs_submissions_received_total{{service=\"{service}\",state=\"{state}\"}}"
        );
        assert_eq!(number(&name), 1.0, "{name}");
    }
    assert!(number("civil_affairs_database_size_bytes{file=\"database\"}") > 0.0);
    assert!(
        !told.text.to_lowercase().contains("canary"),
        "{}",
        told.text
    );
    // Whoever serves citizens does not answer this.
    assert!(!server.get("/metrics").text.contains("civil_affairs_"));
    assert_eq!(
        ask(&address, "GET", "/api/v1/keys", &[], b"")
            .unwrap()
            .status,
        404
    );
}
