//! Who is counted: the client that a trusted proxy names, and nobody's invention.

use super::refusal;
use crate::{
    server::{Reply, Server, ask, headers},
    support::{after_a_fire, definitions},
};
use civil_affairs_domain::form::catalogue::Catalogue;

/// Hands something new in, and says who asks.
fn put_as(server: &Server, catalogue: &Catalogue, number: u32, from: &str) -> Reply {
    let sent = after_a_fire(catalogue, number);
    let mut headers = headers(&sent);
    headers.push(("X-Forwarded-For", from.to_owned()));
    let path = format!("/api/v1/submissions/{}", sent.id);
    ask(&server.address, "PUT", &path, &headers, &sent.body).unwrap()
}

#[test]
fn behind_a_trusted_proxy_each_client_has_a_limit_of_its_own() {
    let more = [
        "--trusted-proxy",
        "127.0.0.0/8",
        "--writes-per-address",
        "2",
    ];
    let server = Server::start_with("proxied", &[], &more);
    let catalogue = definitions(&[]).catalogue;
    let put = |number, from: &str| put_as(&server, &catalogue, number, from);
    assert_eq!(put(0, "192.0.2.1").status, 201);
    assert_eq!(put(1, "192.0.2.1").status, 201);
    let third = put(2, "192.0.2.1");
    assert_eq!(refusal(&third), (429, "rate_limited"));
    let wait: u32 = third.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    // The client wrote the first address itself; the proxy added the second.
    assert_eq!(put(3, "203.0.113.9, 192.0.2.1").status, 429);
    assert_eq!(put(4, "192.0.2.1, 192.0.2.2").status, 201);
    // Reading is not counted, and nobody reads less for it.
    assert_eq!(server.get("/api/v1/keys").status, 200);
}

#[test]
fn what_an_untrusted_peer_says_of_itself_is_ignored() {
    let more = ["--trusted-proxy", "10.0.0.0/8", "--writes-per-address", "2"];
    let server = Server::start_with("direct", &[], &more);
    let catalogue = definitions(&[]).catalogue;
    let statuses = (0..3).map(|number| {
        let from = format!("192.0.2.{number}");
        put_as(&server, &catalogue, number, &from).status
    });
    assert_eq!(statuses.collect::<Vec<_>>(), [201, 201, 429]);
}
