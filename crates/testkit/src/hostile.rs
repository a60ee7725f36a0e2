//! Bytes as mischief and broken lines make them: noise, and honest documents with something done to them.

use crate::tree::{Mutation, Node};
use proptest::{prelude::*, sample::select};

/// Documents of JSON, changed in their values, names and bytes, or noise from the start. Some stay as they were.
pub fn json(documents: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec(change(), 0..4);
    let changed = (select(documents), changes).prop_map(|(document, changes)| {
        let mut node = Node::of(&document);
        for change in &changes {
            node.change(change);
        }
        node.write().into_bytes()
    });
    let cut = (changed.boxed(), prop::option::weighted(0.3, cut()))
        .prop_map(|(bytes, cut)| cut.map_or_else(|| bytes.clone(), |cut| cut.of(&bytes)));
    prop_oneof![1 => noise(), 9 => cut]
}

/// Texts that are no JSON: cut, spliced and noise. Some stay as they were.
pub fn text(texts: Vec<String>) -> impl Strategy<Value = String> {
    let spliced = (select(texts), prop::option::weighted(0.8, cut())).prop_map(|(text, cut)| {
        let bytes = cut.map_or_else(|| text.clone().into_bytes(), |cut| cut.of(text.as_bytes()));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    prop_oneof![1 => any::<String>(), 4 => spliced]
}

/// Any bytes.
pub fn noise() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..300)
}

fn change() -> impl Strategy<Value = Mutation> {
    let place = any::<usize>;
    prop_oneof![
        4 => (place(), value()).prop_map(|(at, value)| Mutation::Replace(at, value)),
        1 => place().prop_map(Mutation::Remove),
        1 => place().prop_map(Mutation::Repeat),
        1 => (place(), name()).prop_map(|(at, name)| Mutation::Rename(at, name)),
        1 => (place(), place()).prop_map(|(to, from)| Mutation::Copy(to, from)),
    ]
}

/// What may stand in the place of a value.
fn value() -> impl Strategy<Value = String> {
    let nested = |open: &str, close: &str, deep| open.repeat(deep) + "0" + &close.repeat(deep);
    prop_oneof![
        6 => select(vec![
            "null", "true", "0", "-0", "-1", "1.5", "1e999", "-1e999", "1e-999", "4294967296", "9223372036854775808",
            "-9223372036854775809", "18446744073709551616", "[]", "{}", "\"\"", "[null]", "{\"\":0}", "NaN", "'x'", "01",
            // Half of a pair that never comes, the end of a text in other languages, and an honest pair.
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"",
            "\"../../etc/passwd\"", "\"%2e%2e%2f\"", "\"2026-02-30\"", "\"0000-00-00\"", "\"9999-12-31T23:59:59+08:00\"",
            "\"yiwu/2026-12-03/1000\"", "\"2345-6789-ABC4\"", "\"330782200007259\"", "\"-9999999999999999.99\"",
        ]).prop_map(str::to_owned),
        2 => any::<String>().prop_map(|text| serde_json::Value::String(text).to_string()),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => select(vec![
            "9".repeat(400),
            format!("\"{}\"", "火".repeat(3_000)),
            format!("[{}]", vec!["{}"; 6_000].join(",")),
            nested("[", "]", 100),
            nested("[", "]", 3_000),
            nested("{\"a\":", "}", 100),
            nested("{\"a\":", "}", 3_000),
            "[".repeat(3_000),
            "{\"a\":".repeat(3_000),
        ]),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "\"\"",
            "\"v\"",
            "\"id\"",
            "\"do\"",
            "\"__proto__\"",
            "\"\\ud800\"",
            "7",
            "x"
        ])
        .prop_map(str::to_owned),
        any::<String>().prop_map(|text| serde_json::Value::String(text).to_string()),
    ]
}

/// Some bytes out, others in.
#[derive(Clone, Debug)]
struct Cut {
    at: prop::sample::Index,
    out: usize,
    with: Vec<u8>,
}

impl Cut {
    fn of(&self, bytes: &[u8]) -> Vec<u8> {
        let at = self.at.index(bytes.len() + 1);
        let end = at.saturating_add(self.out).min(bytes.len());
        let (before, after) = (bytes.get(..at), bytes.get(end..));
        [
            before.unwrap_or_default(),
            &self.with,
            after.unwrap_or_default(),
        ]
        .concat()
    }
}

fn cut() -> impl Strategy<Value = Cut> {
    let with = prop_oneof![
        2 => Just(Vec::new()),
        3 => prop::collection::vec(any::<u8>(), 0..8),
        1 => select(vec![
            // No UTF-8, too long a form of it, half of a pair, the mark of byte order, the end of a text, a second one.
            &b"\xff\xfe"[..], b"\xc0\xae", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\0", b"{}", b"\r\n\r\n", b" ",
        ]).prop_map(<[u8]>::to_vec),
    ];
    // Most cuts are small; some take everything that follows.
    let out = prop_oneof![4 => 0..40_usize, 1 => Just(usize::MAX)];
    (any::<prop::sample::Index>(), out, with).prop_map(|(at, out, with)| Cut { at, out, with })
}
