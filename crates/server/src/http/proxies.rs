//! Who asks: the other end of the connection, or whom a trusted proxy names there.

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The proxies in front, and where they write whom they speak for.
#[derive(Clone, Debug)]
pub(crate) struct Proxies {
    trusted: Vec<IpNet>,
    header: HeaderName,
}

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

impl Proxies {
    /// A header that is named without any proxy is that of a proxy on this machine.
    pub(super) fn new(mut trusted: Vec<IpNet>, header: Option<HeaderName>) -> Proxies {
        if trusted.is_empty() && header.is_some() {
            trusted = loopback().to_vec();
        }
        let header = header.unwrap_or(X_FORWARDED_FOR);
        Proxies { trusted, header }
    }

    /// Whether anybody stands in front.
    pub(crate) fn are_named(&self) -> bool {
        !self.trusted.is_empty()
    }

    /// Who asks. Each proxy adds its own client at the end of the list, so it is read from there as long as the one
    /// who wrote is trusted; whatever stands before that anybody can have written.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let mut hops = self.hops(headers);
        while self.trusts(client) {
            match hops.pop() {
                Some(Some(hop)) => client = hop,
                // Nothing more, or something that is no address: whoever wrote it is as far as we know.
                Some(None) | None => break,
            }
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted
            .iter()
            .any(|network| network.contains(&address))
    }

    /// Those named, the one added last at the end. A header that stands several times reads as one list.
    fn hops(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let values = headers.get_all(&self.header).into_iter();
        values
            .flat_map(|value| value.to_str().unwrap_or_default().split(','))
            .map(|hop| {
                if self.header == header::FORWARDED {
                    address(forwarded_for(hop)?)
                } else {
                    address(hop)
                }
            })
            .collect()
    }
}

/// `for=…` of one element of `Forwarded` (RFC 7239 §4).
fn forwarded_for(element: &str) -> Option<&str> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then_some(value)
    })
}

/// An address, with or without a port, brackets and quotes.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let parsed = bare.unwrap_or(text).parse::<IpAddr>();
    let parsed = parsed.or_else(|_| text.parse::<SocketAddr>().map(|with_port| with_port.ip()));
    parsed.ok().map(|address| address.to_canonical())
}

/// Reads `10.0.0.0/8` or a single address.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let single = text.parse::<IpAddr>().map(IpNet::from);
    single
        .or_else(|_| text.parse::<IpNet>())
        .map_err(|_| "an address or a network such as 10.0.0.0/8 is wanted".to_owned())
}

fn loopback() -> [IpNet; 2] {
    let v4 = IpNet::new_assert(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8);
    [v4, IpNet::from(IpAddr::V6(Ipv6Addr::LOCALHOST))]
}

/// What limits count as one: of the newer addresses whoever has one has a whole network of them (RFC 6177).
pub(super) fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (!0 << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn client(trusted: &[&str], header: Option<&str>, peer: &str, values: &[&str]) -> String {
        let trusted = trusted.iter().map(|text| network(text).unwrap()).collect();
        let name = header.map(|name| name.parse::<HeaderName>().unwrap());
        let proxies = Proxies::new(trusted, name.clone());
        let mut headers = HeaderMap::new();
        for value in values {
            let name = name.clone().unwrap_or(X_FORWARDED_FOR);
            headers.append(name, HeaderValue::from_str(value).unwrap());
        }
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn nobody_is_believed_but_trusted_proxies() {
        for (trusted, peer, list, expected) in [
            (&[][..], "198.51.100.7", "192.0.2.1", "198.51.100.7"),
            (
                &["10.0.0.0/8"][..],
                "198.51.100.7",
                "192.0.2.1",
                "198.51.100.7",
            ),
            (&["10.0.0.0/8"][..], "10.1.2.3", "192.0.2.1", "192.0.2.1"),
            // What the client itself wrote stands before what the proxy added.
            (
                &["10.0.0.0/8"][..],
                "10.1.2.3",
                "203.0.113.9, 192.0.2.1",
                "192.0.2.1",
            ),
            // Two proxies of ours.
            (
                &["10.0.0.0/8"][..],
                "10.1.2.3",
                "203.0.113.9, 192.0.2.1, 10.9.9.9",
                "192.0.2.1",
            ),
            // Somebody of our own network asks.
            (&["10.0.0.0/8"][..], "10.1.2.3", "10.4.4.4", "10.4.4.4"),
            (
                &["10.0.0.0/8"][..],
                "10.1.2.3",
                "192.0.2.1, nonsense, 10.9.9.9",
                "10.9.9.9",
            ),
            (&["10.0.0.0/8"][..], "10.1.2.3", "", "10.1.2.3"),
            (
                &["10.1.2.3"][..],
                "::ffff:10.1.2.3",
                "192.0.2.1:4711",
                "192.0.2.1",
            ),
            (&["::1"][..], "::1", "[2001:db8::1]:4711", "2001:db8::1"),
        ] {
            assert_eq!(client(trusted, None, peer, &[list]), expected, "{list}");
        }
        let two = ["203.0.113.9", "192.0.2.1"];
        assert_eq!(client(&["10.0.0.0/8"], None, "10.1.2.3", &two), "192.0.2.1");
    }

    #[test]
    fn a_header_named_alone_is_believed_from_this_machine_only() {
        let own = Some("x-real-ip");
        assert_eq!(client(&[], own, "127.0.0.1", &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(client(&[], own, "::1", &["192.0.2.1"]), "192.0.2.1");
        let outside = client(&[], own, "198.51.100.7", &["192.0.2.1"]);
        assert_eq!(outside, "198.51.100.7");
    }

    #[test]
    fn the_standard_header_is_read_as_its_standard_writes_it() {
        // RFC 7239, §4 and §7.1.
        for (value, expected) in [
            ("for=192.0.2.43", "192.0.2.43"),
            ("For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17"),
            ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
            ("for=192.0.2.43, for=198.51.100.17", "198.51.100.17"),
            ("for=192.0.2.43, for=\"_hidden\"", "10.1.2.3"),
            ("by=203.0.113.43", "10.1.2.3"),
        ] {
            let client = client(&["10.0.0.0/8"], Some("forwarded"), "10.1.2.3", &[value]);
            assert_eq!(client, expected, "{value}");
        }
    }

    #[test]
    fn networks_and_single_addresses_are_read_and_nothing_else() {
        assert!(network("10.0.0.0/8").is_ok() && network("::1").is_ok());
        for wrong in ["", "10.0.0.0/33", "proxy.example", "10.0.0"] {
            assert!(network(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_whole_network_of_the_newer_kind_counts_as_one() {
        let one: IpAddr = "2001:db8:1:2:3:4:5:6".parse().unwrap();
        assert_eq!(counted(one).to_string(), "2001:db8:1:2::");
        let old: IpAddr = "192.0.2.1".parse().unwrap();
        assert_eq!(counted(old), old);
    }
}
