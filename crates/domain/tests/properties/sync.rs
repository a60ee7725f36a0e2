//! The machine that sends, step by step. Whole worlds, with the real server in them, are in `crates/simulate`.

use civil_affairs_domain::{
    protocol::receipt::Receipt,
    protocol::wire::{self, ApiProblem, Changes, ProblemCode, Received},
    sync::{
        ActionKind, CaseHistory, Effect, Failure, HttpReply, InFlight, ItemState, Machine,
        PendingAction, QueueItem, RequestOutcome, SignatureCheck, SyncEvent,
    },
    value::base64url,
    value::code::Reference,
    value::id::SubmissionId,
    value::instant::Instant,
    value::sha256::Sha256,
};
use std::time::Duration;

const NOW: i64 = 1_796_100_000_000;
const LOOK: Duration = Duration::from_secs(300);
const SERVICE: &str = "temporary-assistance";

/// Two files.
const A: Sha256 = Sha256::new([0xa; 32]);
const B: Sha256 = Sha256::new([0xb; 32]);

fn id(number: u8) -> SubmissionId {
    SubmissionId::new(NOW, [number; 10])
}

fn reference() -> Reference {
    Reference::parse("2345-6789-ABC4").unwrap()
}

fn item(number: u8, state: ItemState) -> QueueItem {
    QueueItem {
        id: id(number),
        sha256: Sha256::new([number; 32]),
        service: SERVICE.into(),
        state,
        deeds: Vec::new(),
    }
}

fn with_files(files: &[Sha256]) -> ItemState {
    let history = CaseHistory {
        cursor: 1,
        state: "submitted".into(),
        events: vec![event()],
        told_at: NOW,
    };
    // As a record of the device has it: nothing but the machine makes one.
    let stored = serde_json::json!({
        "receipt": "a.b.c",
        "reference": reference(),
        "files": files,
        "course": history,
    });
    serde_json::from_value(serde_json::json!({ "received": stored })).unwrap()
}

fn event() -> wire::CaseEvent {
    wire::CaseEvent {
        seq: 1,
        at: Instant::from_unix_millis(NOW).unwrap(),
        state: "submitted".into(),
        actor: "server".into(),
        reason: None,
        note: None,
        documents: Vec::new(),
        errors: Vec::new(),
        slot: None,
        alternatives: Vec::new(),
        due: None,
        due_at: None,
    }
}

fn json(status: u16, body: &impl serde::Serialize) -> RequestOutcome {
    RequestOutcome::Http(HttpReply {
        status,
        is_json: true,
        body: serde_json::to_vec(body).unwrap(),
        ..HttpReply::default()
    })
}

/// The answer to a question for a file that is a problem: it has no body.
fn without_words(status: u16) -> RequestOutcome {
    RequestOutcome::Http(HttpReply {
        status,
        is_json: true,
        ..HttpReply::default()
    })
}

/// Nothing of a file is there.
fn nothing_yet() -> RequestOutcome {
    RequestOutcome::Http(HttpReply {
        status: 204,
        offset: Some(0),
        is_complete: Some(false),
        ..HttpReply::default()
    })
}

fn problem(code: ProblemCode) -> RequestOutcome {
    let problem = ApiProblem {
        code,
        correlation_id: None,
        alternatives: Vec::new(),
    };
    json(code.status(), &problem)
}

fn received(number: u8) -> RequestOutcome {
    let receipt = Receipt::new(
        reference(),
        id(number),
        Sha256::new([number; 32]),
        Instant::from_unix_millis(NOW).unwrap(),
        SERVICE.into(),
        "submitted".into(),
    );
    let input = receipt.signing_input("key").unwrap();
    let received = Received {
        receipt: format!("{input}.{}", base64url::encode(&[1; 64])),
        reference: reference(),
        state: "submitted".into(),
        missing_files: Vec::new(),
    };
    json(201, &received)
}

fn no_news() -> RequestOutcome {
    let changes = Changes {
        cursor: 1,
        state: "submitted".into(),
        reference: reference(),
        service: SERVICE.into(),
        events: Vec::new(),
        missing_files: Vec::new(),
        held_until: None,
    };
    json(200, &changes)
}

fn submitted(effects: &[Effect]) -> Vec<(InFlight, SubmissionId)> {
    let submitted = effects.iter().filter_map(|effect| match effect {
        Effect::Submit(flight, id) => Some((*flight, *id)),
        _ => None,
    });
    submitted.collect()
}

fn waits(effects: &[Effect]) -> i64 {
    let wait = effects.iter().find_map(|effect| match effect {
        Effect::WakeIn(wait) => Some(i64::try_from(wait.as_millis()).unwrap()),
        _ => None,
    });
    wait.expect("it waits for something")
}

#[test]
fn what_was_under_way_when_the_app_died_is_sent_again() {
    // What is under way is no state of an item: the device has it waiting still.
    let on_the_device = vec![item(1, ItemState::Waiting)];
    let mut died = Machine::new(1);
    let effects = died.handle(NOW, SyncEvent::Started(on_the_device.clone()));
    let (_, first) = submitted(&effects)[0];
    let mut machine = Machine::new(2);
    let effects = machine.handle(NOW, SyncEvent::Started(on_the_device));
    let (_, second) = submitted(&effects)[0];
    assert_eq!(first, second);
}

#[test]
fn it_is_shown_as_received_only_when_the_receipt_was_checked_and_kept() {
    let mut machine = Machine::new(1);
    let shown = |machine: &Machine| machine.view(&id(1)).unwrap().state.is_received();
    let effects = machine.handle(NOW, SyncEvent::Started(vec![item(1, ItemState::Waiting)]));
    let (flight, _) = submitted(&effects)[0];
    let effects = machine.handle(NOW, SyncEvent::Answered(flight, received(1)));
    let Effect::Check(flight, _) = effects[0] else {
        panic!("it is not checked: {effects:?}");
    };
    assert!(!shown(&machine));
    let effects = machine.handle(NOW, SyncEvent::Checked(flight, SignatureCheck::Good));
    let Effect::Keep(flight, _, ItemState::Received { .. }) = effects[0] else {
        panic!("it is not kept: {effects:?}");
    };
    assert!(!shown(&machine));
    machine.handle(NOW, SyncEvent::Kept(flight, true));
    assert!(shown(&machine));
}

#[test]
fn one_that_is_refused_keeps_none_of_the_others() {
    let mut machine = Machine::new(1);
    let items = (1..=6).map(|number| item(number, ItemState::Waiting));
    let effects = machine.handle(NOW, SyncEvent::Started(items.collect()));
    let first = submitted(&effects);
    assert_eq!(first.len(), 4, "no more at a time");
    let refused = problem(ProblemCode::UnknownVersion);
    let effects = machine.handle(NOW, SyncEvent::Answered(first[0].0, refused));
    let Effect::Keep(flight, _, ItemState::Refused(_)) = effects[0] else {
        panic!("the refusal is not kept: {effects:?}");
    };
    let effects = machine.handle(NOW, SyncEvent::Kept(flight, true));
    assert_eq!(submitted(&effects).len(), 1);
}

#[test]
fn news_come_though_a_file_never_gets_through() {
    let mut machine = Machine::new(1).looking_every(LOOK);
    let mut now = NOW;
    let mut effects = machine.handle(now, SyncEvent::Started(vec![item(1, with_files(&[A]))]));
    let (mut looks, mut asked) = (0, 0);
    for _ in 0..400 {
        let answered = effects.iter().find_map(|effect| match effect {
            Effect::Look(flight, ..) => Some((*flight, true)),
            Effect::AskFile(flight, ..) => Some((*flight, false)),
            _ => None,
        });
        effects = match answered {
            Some((flight, true)) => {
                looks += 1;
                machine.handle(now, SyncEvent::Answered(flight, no_news()))
            }
            Some((flight, false)) => {
                asked += 1;
                machine.handle(now, SyncEvent::Answered(flight, without_words(500)))
            }
            None => {
                now += waits(&effects);
                machine.handle(now, SyncEvent::Timer)
            }
        };
    }
    let every = i64::try_from(LOOK.as_millis()).unwrap();
    assert!(asked > 100, "{asked}");
    assert!(looks >= (now - NOW) / every, "{looks}");
}

#[test]
fn a_file_that_is_not_wanted_any_more_is_left_and_the_others_go() {
    let mut machine = Machine::new(1);
    let effects = machine.handle(NOW, SyncEvent::Started(vec![item(1, with_files(&[A, B]))]));
    let Effect::AskFile(flight, ..) = effects[0] else {
        panic!("the file is not asked for: {effects:?}");
    };
    let effects = machine.handle(NOW, SyncEvent::Answered(flight, without_words(409)));
    let Effect::Keep(_, _, state) = &effects[0] else {
        panic!("it is not left: {effects:?}");
    };
    assert_eq!(state.files(), [B]);
}

#[test]
fn a_file_that_is_refused_or_gone_is_given_up_and_stays_told_until_it_is_added_again() {
    for answer in [problem(ProblemCode::TooLarge), RequestOutcome::NoFile] {
        let mut machine = Machine::new(1);
        let on_device = item(1, with_files(&[A, B]));
        let effects = machine.handle(NOW, SyncEvent::Started(vec![on_device]));
        let Effect::AskFile(flight, ..) = effects[0] else {
            panic!("the file is not asked for: {effects:?}");
        };
        let effects = machine.handle(NOW, SyncEvent::Answered(flight, nothing_yet()));
        let Effect::SendPart(flight, ..) = effects[0] else {
            panic!("it is not sent: {effects:?}");
        };
        let effects = machine.handle(NOW, SyncEvent::Answered(flight, answer));
        let Effect::Keep(_, _, state) = &effects[0] else {
            panic!("it is not given up: {effects:?}");
        };
        assert_eq!((state.files(), state.unsent()), (&[B][..], &[A][..]));
        let mut again = item(1, state.clone());
        again.deeds = vec![PendingAction {
            id: "deed".to_owned(),
            kind: ActionKind::Supplement,
            body: "{}".to_owned(),
            files: vec![A],
            made_at: NOW,
            refusal: None,
        }];
        let mut machine = Machine::new(2);
        let effects = machine.handle(NOW, SyncEvent::Started(vec![again]));
        let act = effects.iter().find_map(|effect| match effect {
            Effect::Act(flight, ..) => Some(*flight),
            _ => None,
        });
        let effects = machine.handle(NOW, SyncEvent::Answered(act.expect("a deed"), no_news()));
        let Effect::End(_, _, state, _) = &effects[0] else {
            panic!("the deed does not end: {effects:?}");
        };
        assert_eq!(state.files(), [B, A]);
        assert!(state.unsent().is_empty());
    }
}

#[test]
fn an_answer_to_a_part_that_came_without_its_words_gives_no_file_up() {
    let mut machine = Machine::new(1);
    let effects = machine.handle(NOW, SyncEvent::Started(vec![item(1, with_files(&[A]))]));
    let Effect::AskFile(flight, ..) = effects[0] else {
        panic!("the file is not asked for: {effects:?}");
    };
    let effects = machine.handle(NOW, SyncEvent::Answered(flight, nothing_yet()));
    let Effect::SendPart(flight, ..) = effects[0] else {
        panic!("it is not sent: {effects:?}");
    };
    // To a part 409 also says that it does not fit to what is there.
    machine.handle(NOW, SyncEvent::Answered(flight, without_words(409)));
    assert_eq!(machine.view(&id(1)).unwrap().state.files(), [A]);
    assert!(machine.is_away());
}

#[test]
fn what_the_server_says_of_one_file_says_nothing_of_the_line() {
    for (status, failure) in [(404, Failure::Unknown), (500, Failure::Broken)] {
        let mut machine = Machine::new(1);
        let effects = machine.handle(NOW, SyncEvent::Started(vec![item(1, with_files(&[A]))]));
        let Effect::AskFile(flight, ..) = effects[0] else {
            panic!("the file is not asked for: {effects:?}");
        };
        machine.handle(NOW, SyncEvent::Answered(flight, without_words(status)));
        assert!(!machine.is_away(), "{status}");
        assert_eq!(machine.view(&id(1)).unwrap().failure, Some(&failure));
    }
    // A portal's page is no word of ours, whatever its status.
    let mut machine = Machine::new(1);
    let effects = machine.handle(NOW, SyncEvent::Started(vec![item(1, with_files(&[A]))]));
    let Effect::AskFile(flight, ..) = effects[0] else {
        panic!("the file is not asked for: {effects:?}");
    };
    let portal = RequestOutcome::Http(HttpReply {
        status: 404,
        ..HttpReply::default()
    });
    machine.handle(NOW, SyncEvent::Answered(flight, portal));
    assert!(machine.is_away());
}
