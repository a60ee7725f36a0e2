//! What a reader takes for a hostile document is bounded by the document. Alone in its program: it looks at the memory
//! of the whole process.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![cfg(target_os = "linux")]

use civil_affairs_domain::{
    form::catalogue::Catalogue,
    protocol::receipt::Unverified,
    protocol::submission::{MOST_BYTES, Submission},
    protocol::wire::{Action, ApiProblem, Changes, Received, Slots},
    record::draft::Draft,
    record::queue::QueueRecord,
    record::transfer::Parcel,
    value::decode,
};

/// Bytes of memory for each byte that came. The tree of a list of noughts takes sixteen, and twice that while it grows.
const MOST: usize = 64;

/// Repetitions of a piece, as large as anything that is read.
fn filled(before: &str, piece: &str, after: &str) -> Vec<u8> {
    let times = (MOST_BYTES - before.len() - after.len()) / piece.len();
    let text = format!("{before}{}{after}", piece.repeat(times));
    text.into_bytes()
}

/// The most memory that this process ever had, bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line
        .and_then(|line| line.split_whitespace().next())
        .expect("a number");
    number.parse::<usize>().expect("a number") * 1_024
}

#[test]
fn no_document_takes_more_memory_than_a_multiple_of_its_length() {
    let documents = [
        filled("[", "0,", "0]"),
        filled("[", "[],", "0]"),
        filled("[", "{},", "0]"),
        filled("[", "\"\",", "0]"),
        filled("{", "\"\":0,", "\"a\":0}"),
        filled("", "[", ""),
        filled("", "{\"\":", ""),
        filled("\"", "\\u0000", "\""),
        filled("\"", "火", "\""),
        filled("", "9", ""),
        filled("{\"v\":1,\"answers\":{\"a\":[", "0,", "0]}}"),
        filled("{\"v\":1,\"files\":[", "{},", "{}]}"),
        filled("{\"cursor\":1,\"events\":[", "0,", "0]}"),
        filled("{\"do\":\"change\",\"wishes\":[", "\"\",", "\"\"]}"),
        filled("{\"do\":\"supplement\",\"answers\":{\"a\":[", "0,", "0]}}"),
        filled("", "\u{1}\0\0\0\u{1}0", ""),
        filled("", "a.", ""),
    ];
    let before = peak();
    for document in &documents {
        let text = String::from_utf8_lossy(document);
        assert!(Submission::decode(document).is_err());
        assert!(QueueRecord::from_json(document).is_err());
        assert!(Draft::from_json(document).is_err());
        assert!(Catalogue::from_json(&text).is_err());
        assert!(Parcel::from_bytes(document).is_err());
        assert!(Unverified::parse(&text).is_err());
        let _ = serde_json::from_slice::<Action>(document);
        let _ = decode::read::<Changes>(document);
        let _ = decode::read::<Received>(document);
        let _ = decode::read::<ApiProblem>(document);
        let _ = decode::read::<Slots>(document);
    }
    let taken = peak() - before;
    println!(
        "{} documents of {MOST_BYTES} bytes took {taken} bytes at most",
        documents.len()
    );
    assert!(taken <= MOST * MOST_BYTES, "{taken} bytes");
}
