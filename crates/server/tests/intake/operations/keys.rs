//! Keys that sign receipts are exchanged, and old receipts stay good.

use super::said;
use crate::{
    server::Server,
    support::{after_a_fire, definitions},
};

#[test]
fn a_new_key_signs_and_receipts_of_the_old_one_stay_valid() {
    let server = Server::start("rotate", &[]);
    let catalogue = definitions(&[]).catalogue;
    let run = |arguments: &[&str]| said(&server.command(arguments));
    let names = || -> Vec<String> {
        let keys = server.get("/api/v1/keys").json;
        let keys = keys["keys"].as_array().unwrap().iter();
        keys.map(|key| key["kid"].as_str().unwrap().to_owned())
            .collect()
    };
    let receipt = |number: u32| {
        let reply = server.put(&after_a_fire(&catalogue, number));
        reply.json["receipt"].as_str().unwrap().to_owned()
    };
    let first = receipt(1);
    let [old] = <[String; 1]>::try_from(names()).unwrap();
    let (ok, told) = run(&["keys", "rotate"]);
    assert!(ok, "{told}");
    let new = told.split(' ').next().unwrap().to_owned();
    // Published before anything is signed with it.
    assert_eq!(names(), [new.clone(), old.clone()]);
    let between = receipt(2);
    server.signal("HUP");
    server.tells(&format!(
        "\"keys_reloaded\",\"receipts\":[\"{new}\",\"{old}\"]"
    ));
    let second = receipt(3);
    let (_, listed) = run(&["keys", "list"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert!(
        lines[0].starts_with(&new) && lines[0].ends_with("signs"),
        "{listed}"
    );
    assert!(
        lines[1].starts_with(&old) && lines[1].contains("until "),
        "{listed}"
    );
    for good in [&first, &between, &second] {
        assert!(run(&["verify", good]).0);
    }
    let signed_by = |receipt: &str| {
        let head = receipt.split('.').next().unwrap();
        use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
        let head: serde_json::Value =
            serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(head).unwrap()).unwrap();
        head["kid"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        [&first, &between, &second].map(|receipt| signed_by(receipt)),
        [&*old, &*old, &*new]
    );
}
