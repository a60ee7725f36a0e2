//! Whether the time of an answer tells that the same two have an appointment already.
//!
//! A quiet server, one connection. By turns, in an order drawn by chance, a couple that nobody knows and one that holds a
//! place hand in a wish for the same slot. How well both rows of times can be told apart is the statistic of Mann and
//! Whitney: whoever guesses by one answer's time is right so often. As a control the same is said of answers that do
//! differ: the second sending of the same bytes.

use crate::{
    UNLIMITED,
    line::Line,
    load::put,
    server::Server,
    stats::Samples,
    support::{couple_by, definitions, pair},
};
use sha2::{Digest, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};

/// Couples that hold a place.
const KNOWN: u32 = 500;

/// A table and a sentence, from so many answers of each kind.
pub(crate) fn report(times: u32) -> String {
    let set = [
        ("slot_capacity", "10000"),
        ("opening_hours", "[\"09:00-17:00\"]"),
    ];
    let server = Server::start_with("bench-oracle", &set, &UNLIMITED);
    let catalogue = definitions(&set).catalogue;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = i64::try_from(now.as_millis()).unwrap();
    let free = server.get("/api/v1/slots/yiwu").json["free"].clone();
    let free: Vec<&str> = free
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|slot| slot.as_str())
        .collect();
    let wish = |device: u32, couple: u32, turn: u32| {
        let slot = free[turn as usize % free.len()];
        couple_by(&catalogue, device, &pair(couple), &[slot], now)
    };
    let mut line = Line::open(&server.address).unwrap();
    for couple in 0..KNOWN {
        put(&mut line, &wish(couple, couple, couple));
    }
    let (mut fresh, mut second, mut again) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..times {
        let device = KNOWN + 2 * turn;
        let new = wish(device, KNOWN + turn, turn);
        let known = wish(device + 1, turn % KNOWN, turn);
        let heads = Sha256::digest(turn.to_be_bytes())[0].is_multiple_of(2);
        for is_new in [heads, !heads] {
            let (reply, millis) = put(&mut line, if is_new { &new } else { &known });
            assert_eq!(
                (reply.status, reply.json["state"].as_str()),
                (201, Some("confirmed"))
            );
            if is_new { &mut fresh } else { &mut second }.push(millis);
        }
        again.push(put(&mut line, &new).1);
    }
    let [fresh, second, again] = [fresh, second, again].map(Samples::new);
    let mut table =
        "| Answer to a wish for a slot | median | p95 | n |\n|---|--:|--:|--:|\n".to_owned();
    for (what, samples) in [
        ("of two whom nobody knows", &fresh),
        ("of two who hold a place", &second),
        ("control: the same bytes once more", &again),
    ] {
        let (median, high, count) = (samples.at(50), samples.at(95), samples.len());
        table += &format!("| {what} | {median:.3} ms | {high:.3} ms | {count} |\n");
    }
    let apart = fresh.told_apart(&second);
    let control = fresh.told_apart(&again);
    format!(
        "{table}\nWho holds a place is told from who does not by the time of one answer in {:.1} % of tries (Mann–Whitney; \
         50 % is chance; budget: 40–60 %). The control is told in {:.1} %.",
        100.0 * apart,
        100.0 * control.max(1.0 - control)
    )
}
