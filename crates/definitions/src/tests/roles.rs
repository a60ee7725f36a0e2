//! Mistakes in what states mean.

use super::*;

const FILE: &str = "services/sample.toml";

#[test]
fn a_state_without_a_role_or_with_an_unknown_one_is_refused() {
    refused(FILE, "role = \"received\"\n", "", "line", "missing: `role`");
    refused(
        FILE,
        "role = \"received\"",
        "role = \"recieved\"",
        "line",
        "`recieved`; did you mean `received`?",
    );
}

#[test]
fn an_actor_that_nobody_is_is_refused() {
    refused(
        FILE,
        "actor = \"bureau\"",
        "actor = \"burau\"",
        "line",
        "`burau`; did you mean `bureau`?",
    );
}

#[test]
fn a_state_can_be_reached_and_left_and_an_end_is_an_end() {
    for (old, new, place, reason) in [
        (
            "role = \"decided_for\"",
            "role = \"in_progress\"",
            "state done",
            "nothing follows, and `in_progress` is no end",
        ),
        (
            "en = \"Done.\" }",
            "en = \"Done.\" }\nlimit = { param = \"limit\" }",
            "state done",
            "nothing follows that could keep it",
        ),
        (
            "en = \"Done.\" }",
            "en = \"Done.\" }\nnext = [\"done\"]",
            "state done",
            "no way to an end",
        ),
        (
            "next = [\"done\", \"taken_back\"]",
            "next = [\"done\"]",
            "state sent",
            "the citizen cannot take it back",
        ),
        (
            "actor = \"citizen\"\ntell = { zh = \"已撤回",
            "actor = \"bureau\"\ntell = { zh = \"已撤回",
            "state taken_back",
            "is brought about by `citizen`",
        ),
        (
            "role = \"withdrawn\"",
            "role = \"received\"",
            "state taken_back",
            "the role `received` is that of `sent` already",
        ),
        (
            "role = \"received\"",
            "role = \"booked\"",
            "state sent",
            "`booked` wants `booking`",
        ),
        (
            "role = \"received\"",
            "role = \"in_progress\"",
            "states",
            "a state of the role `received` is missing",
        ),
        (
            "role = \"received\"",
            "role = \"correction\"",
            "state sent",
            "`correction` wants a state of the role `received` among `next`",
        ),
        (
            "actor = \"bureau\"",
            "actor = \"server\"",
            "state done",
            "`server` decides nothing",
        ),
    ] {
        refused(FILE, old, new, place, reason);
    }
}

#[test]
fn staff_without_a_line_propose_nothing_where_nothing_can_be_done() {
    for (old, new, place, reason) in [
        (
            "role = \"received\"",
            "role = \"received\"\noffline = [\"arrival\"]",
            "state sent",
            "an arrival wants a state of the role `arrived`",
        ),
        (
            "role = \"decided_for\"",
            "role = \"decided_for\"\noffline = [\"note\"]",
            "state done",
            "`offline` is for states in which staff work",
        ),
        (
            "role = \"received\"",
            "role = \"received\"\noffline = [\"decision\"]",
            "line",
            "`decision`: there are arrival, note, papers",
        ),
        (
            "role = \"received\"",
            "role = \"received\"\npauses = true",
            "state sent",
            "`pauses` is for states in which the citizen is asked",
        ),
    ] {
        refused(FILE, old, new, place, reason);
    }
}
