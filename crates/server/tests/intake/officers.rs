//! Officers move cases where the definition allows it, and are told what there is where it does not.

use crate::support::{Bureau, DAY, NOW, Sent, after_a_fire, couple, couple_by, moment, pair};
use civil_affairs_cases::{
    CitizenRequest, Moved, NotMoved, OfficerMove, advance, changes, erase, perform,
};
use civil_affairs_domain::value::slot::SlotId;
use civil_affairs_store::PublicDetail;

const TEN: &str = "yiwu/2026-12-03/1000";

fn to(state: &str) -> OfficerMove {
    OfficerMove {
        to: state.to_owned(),
        ..OfficerMove::default()
    }
}

fn by(state: &str, actor: &str, reason: Option<&str>) -> OfficerMove {
    OfficerMove {
        actor: Some(actor.to_owned()),
        reason: reason.map(str::to_owned),
        ..to(state)
    }
}

async fn transition(bureau: &Bureau, sent: &Sent, wanted: OfficerMove) -> Result<Moved, NotMoved> {
    advance(&bureau.intake, &moment(bureau.now), sent.id, wanted).await
}

async fn refusal(bureau: &Bureau, sent: &Sent, wanted: OfficerMove) -> String {
    transition(bureau, sent, wanted)
        .await
        .unwrap_err()
        .to_string()
}

async fn help() -> (Bureau, Sent) {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    bureau.receive(&sent).await.unwrap();
    (bureau, sent)
}

#[tokio::test]
async fn a_case_goes_the_ways_of_its_service_and_each_step_is_written_down() {
    let (bureau, sent) = help().await;
    for state in [
        "accepted",
        "visiting",
        "checking",
        "posting",
        "town_opinion",
        "confirmed",
        "paying",
        "paid",
        "closed",
    ] {
        let moved = transition(&bureau, &sent, to(state)).await.unwrap();
        assert_eq!(moved.to, state);
    }
    let steps = bureau.intake.store.steps(sent.id, 0).await.unwrap();
    let actors: Vec<&str> = steps.iter().map(|step| step.actor.as_str()).collect();
    let wanted = [
        "server",
        "town",
        "staff",
        "check_platform",
        "village",
        "town",
        "county",
        "finance",
        "bank",
        "town",
    ];
    assert_eq!(actors, wanted);
    let refused = refusal(&bureau, &sent, to("accepted")).await;
    assert_eq!(
        refused,
        "from closed there is no way to accepted; there are: "
    );
}

#[tokio::test]
async fn what_does_not_exist_is_refused_with_what_there_is() {
    let (bureau, sent) = help().await;
    let refused = refusal(&bureau, &sent, to("paid")).await;
    assert!(
        refused.contains("accepted, transferred, need_info"),
        "{refused}"
    );
    let refused = refusal(&bureau, &sent, by("accepted", "registrar", None)).await;
    assert_eq!(refused, "`accepted` is brought about by: town");
    let refused = refusal(&bureau, &sent, by("withdrawn", "town", Some("tired"))).await;
    assert_eq!(refused, "reasons for `withdrawn` are: citizen_asked");
    let refused = refusal(&bureau, &sent, by("accepted", "town", Some("tired"))).await;
    assert_eq!(refused, "reasons for `accepted` are: ");
    // A reason is wanted where there are some.
    let refused = refusal(&bureau, &sent, by("withdrawn", "town", None)).await;
    assert_eq!(refused, "reasons for `withdrawn` are: citizen_asked");
    let steps = bureau.intake.store.steps(sent.id, 0).await.unwrap();
    assert_eq!(steps.len(), 1);
    transition(
        &bureau,
        &sent,
        by("withdrawn", "town", Some("citizen_asked")),
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn nobody_becomes_the_citizen_or_the_server_by_saying_so() {
    let (bureau, sent) = help().await;
    for actor in ["citizen", "server", "party_b", "device"] {
        let refused = transition(
            &bureau,
            &sent,
            by("withdrawn", actor, Some("citizen_asked")),
        )
        .await;
        assert!(matches!(refused, Err(NotMoved::Actor { .. })), "{actor}");
    }
    let hours = [
        ("slot_capacity", "1"),
        ("opening_hours", "[\"09:00-11:30\"]"),
    ];
    let bureau = Bureau::new(&hours).await;
    let sent = couple(&bureau.compiled.catalogue, 1, &[TEN]);
    bureau.receive(&sent).await.unwrap();
    let refused = refusal(&bureau, &sent, to("no_show")).await;
    assert_eq!(refused, "`no_show` is brought about by: ");
}

#[tokio::test]
async fn the_citizen_is_asked_with_documents_and_until_when() {
    let (bureau, sent) = help().await;
    let wanted = OfficerMove {
        told: PublicDetail {
            documents: vec!["id_card".to_owned()],
            note: Some("请带身份证".to_owned()),
            ..PublicDetail::default()
        },
        ..by("need_info", "town", None)
    };
    let asked = transition(&bureau, &sent, wanted).await.unwrap();
    // correction_days: 30 days from 2026-12-01.
    assert_eq!(asked.due.unwrap().to_string(), "2026-12-31");
    let seen = changes(&bureau.intake, sent.id, &sent.capability, 1)
        .await
        .unwrap();
    let event = &seen.events[0];
    assert_eq!(event.documents, ["id_card"]);
    assert_eq!(event.due.unwrap().to_string(), "2026-12-31");
    assert_eq!(event.due_at, None);
}

#[tokio::test]
async fn while_no_capacity_is_set_an_officer_gives_the_time_by_hand() {
    let bureau = Bureau::new(&[]).await;
    let sent = couple(&bureau.compiled.catalogue, 1, &[TEN]);
    assert_eq!(bureau.state(&sent).await, "submitted");
    let refused = refusal(&bureau, &sent, by("confirmed", "registrar", None)).await;
    assert!(refused.contains(TEN), "{refused}");
    for wrong in ["yiwu/2026-11-30/1000", "nowhere/2026-12-03/1000"] {
        let slot = Some(SlotId::parse(wrong).unwrap());
        let wanted = OfficerMove {
            slot,
            ..by("confirmed", "registrar", None)
        };
        let refused = transition(&bureau, &sent, wanted).await;
        assert!(matches!(refused, Err(NotMoved::Slot(_))), "{wrong}");
    }
    let wanted = OfficerMove {
        slot: Some(SlotId::parse(TEN).unwrap()),
        ..by("confirmed", "registrar", None)
    };
    transition(&bureau, &sent, wanted).await.unwrap();
    let seen = changes(&bureau.intake, sent.id, &sent.capability, 0)
        .await
        .unwrap();
    let slot = seen.events.last().unwrap().slot.as_ref().unwrap();
    assert_eq!(
        (seen.state.as_str(), slot.to_string().as_str()),
        ("confirmed", TEN)
    );
    // A second wish of the same two is marked for officers.
    let again = couple_by(&bureau.compiled.catalogue, 2, &pair(1), &[TEN], NOW);
    bureau.receive(&again).await.unwrap();
    let booking = bureau.intake.store.booking(sent.id).await.unwrap().unwrap();
    assert!(!booking.is_duplicate() && booking.pair.is_some());
}

#[tokio::test]
async fn a_place_is_never_given_by_hand_where_all_are_taken() {
    let hours = [
        ("slot_capacity", "1"),
        ("opening_hours", "[\"09:00-11:30\"]"),
    ];
    let bureau = Bureau::new(&hours).await;
    let catalogue = &bureau.compiled.catalogue;
    let (first, second) = (couple(catalogue, 1, &[TEN]), couple(catalogue, 2, &[TEN]));
    assert_eq!(bureau.state(&first).await, "confirmed");
    assert_eq!(bureau.state(&second).await, "slot_lost");
    let cancel = by("cancelled", "office", Some("office_closed"));
    transition(&bureau, &first, cancel).await.unwrap();
    // The place is free again.
    let third = couple(catalogue, 3, &[TEN]);
    assert_eq!(bureau.state(&third).await, "confirmed");
    let checked_in = transition(&bureau, &third, to("checked_in")).await.unwrap();
    assert_eq!(checked_in.actor, "window");
    for state in ["in_review", "need_papers"] {
        transition(&bureau, &third, to(state)).await.unwrap();
    }
    let other = couple(catalogue, 5, &["yiwu/2026-12-04/1000"]);
    assert_eq!(bureau.state(&other).await, "confirmed");
    let wanted = |slot: &str| OfficerMove {
        slot: Some(SlotId::parse(slot).unwrap()),
        ..by("confirmed", "registrar", None)
    };
    let full = transition(&bureau, &third, wanted("yiwu/2026-12-04/1000")).await;
    assert!(matches!(full, Err(NotMoved::Slot(_))));
    // Her own place went neither with that nor stays where it was once she has another one.
    let fourth = couple(catalogue, 4, &[TEN]);
    assert_eq!(bureau.state(&fourth).await, "slot_lost");
    transition(&bureau, &third, wanted("yiwu/2026-12-04/1030"))
        .await
        .unwrap();
    let fifth = couple(catalogue, 6, &[TEN]);
    assert_eq!(bureau.state(&fifth).await, "confirmed");
}

#[tokio::test]
async fn a_second_booking_of_the_same_two_is_marked_for_officers_with_the_first() {
    let hours = [
        ("slot_capacity", "2"),
        ("opening_hours", "[\"09:00-11:30\"]"),
    ];
    let bureau = Bureau::new(&hours).await;
    let catalogue = &bureau.compiled.catalogue;
    let first = couple(catalogue, 1, &[TEN]);
    let second = couple_by(catalogue, 2, &pair(1), &[TEN], NOW);
    for sent in [&first, &second] {
        bureau.receive(sent).await.unwrap();
    }
    let store = &bureau.intake.store;
    let of = async |sent: &Sent| store.booking(sent.id).await.unwrap().unwrap();
    assert!(!of(&first).await.is_duplicate());
    let booking = of(&second).await;
    assert!(booking.is_duplicate());
    let others = store.same_pair(second.id, &booking.pair.unwrap()).await;
    assert_eq!(others.unwrap(), [first.reference.to_string()]);
}

#[tokio::test]
async fn a_case_is_erased_at_its_end_for_a_reason_and_only_while_there_is_no_file() {
    let (mut bureau, sent) = help().await;
    let at = moment(NOW);
    let early = erase(&bureau.intake, &at, sent.id, None, Some("erased_mistake")).await;
    assert!(matches!(early, Err(NotMoved::Kept { state }) if state == "submitted"));
    let withdrawn = by("withdrawn", "town", Some("citizen_asked"));
    transition(&bureau, &sent, withdrawn).await.unwrap();
    for reason in [
        None,
        Some("citizen_asked"),
        Some("erased"),
        Some("erased_retention"),
    ] {
        let refused = erase(&bureau.intake, &at, sent.id, None, reason).await;
        let Err(NotMoved::Reason { there_are, .. }) = refused else {
            panic!("{reason:?}: {refused:?}");
        };
        assert_eq!(there_are, "erased_on_request, erased_mistake");
    }
    bureau.now += DAY;
    let at = moment(bureau.now);
    erase(
        &bureau.intake,
        &at,
        sent.id,
        Some("town"),
        Some("erased_mistake"),
    )
    .await
    .unwrap();
    let store = &bureau.intake.store;
    assert_eq!(store.body(sent.id).await.unwrap(), None);
    let steps = store.steps(sent.id, 0).await.unwrap();
    let last = steps.last().unwrap();
    assert_eq!(last.reason.as_deref(), Some("erased_mistake"));
    assert_eq!((last.actor.as_str(), steps.len()), ("town", 3));

    let (bureau, sent) = help().await;
    transition(&bureau, &sent, to("accepted")).await.unwrap();
    let withdrawn = by("withdrawn", "town", Some("citizen_asked"));
    transition(&bureau, &sent, withdrawn).await.unwrap();
    let refused = erase(
        &bureau.intake,
        &moment(NOW),
        sent.id,
        None,
        Some("erased_mistake"),
    )
    .await;
    assert!(matches!(refused, Err(NotMoved::Kept { .. })));
    // Nor does the citizen: the archive rules count.
    let request = CitizenRequest {
        id: sent.id,
        capability: sent.capability.clone(),
        action: "00000000-0000-4000-8000-000000000001".to_owned(),
        body: br#"{"do":"erase"}"#.to_vec(),
    };
    assert!(
        perform(&bureau.intake, &moment(NOW), request)
            .await
            .is_err()
    );
    assert!(bureau.intake.store.body(sent.id).await.unwrap().is_some());
}
