//! Drafts leave a device and come to another one as they were; any other bytes are refused.

use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    record::draft::Draft,
    record::queue::QueueRecord,
    record::transfer::{Parcel, ParcelEnvelope, ParcelFile, TransferError},
    value::id::DraftId,
    value::sha256::Sha256,
};
use civil_affairs_testkit::properties;
use proptest::prelude::*;

fn drafts() -> impl Strategy<Value = Parcel> {
    let draft = (
        any::<[u8; 10]>(),
        "\\PC{0,30}",
        prop::option::of("\\PC{1,20}"),
    );
    let file = (
        prop::collection::vec(any::<u8>(), 0..50),
        prop::collection::vec(any::<u8>(), 0..200),
    );
    prop::collection::vec((draft, prop::collection::vec(file, 0..3)), 0..4).prop_map(|all| {
        let mut parcel = Parcel::default();
        for ((random, text, name), files) in all {
            let id = DraftId::new(1_796_100_000_000, random);
            let mut answers = Answers::default();
            answers.set("incident_text", Raw::Text(text));
            let mut draft = Draft::begin(id, "temporary-assistance".into(), "v", answers, 5);
            if let Some(name) = name {
                draft.rename(&name);
            }
            parcel.drafts.push(draft);
            for (thumbnail, bytes) in files {
                parcel.files.push(ParcelFile {
                    draft: id,
                    sha256: Sha256::new([15; 32]),
                    thumbnail,
                    bytes,
                });
            }
        }
        parcel
    })
}

proptest! {
    #![proptest_config(properties::config())]

    #[test]
    fn what_is_packed_is_unpacked_as_it_was(parcel in drafts()) {
        let bytes = parcel.to_bytes().expect("it can be written");
        prop_assert_eq!(Parcel::from_bytes(&bytes), Ok(parcel));
    }

    #[test]
    fn an_envelope_is_read_as_it_was_written(salt: [u8; 16], iv: [u8; 12], sealed in prop::collection::vec(any::<u8>(), 0..100)) {
        let envelope = ParcelEnvelope { salt, iv, sealed };
        prop_assert_eq!(ParcelEnvelope::parse(&envelope.to_bytes()), Ok(envelope));
    }

    #[test]
    fn a_parcel_that_is_cut_or_changed_is_a_parcel_or_damaged(parcel in drafts(), cut in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let mut bytes = parcel.to_bytes().expect("it can be written");
        if !bytes.is_empty() {
            let place = at.index(bytes.len());
            bytes[place] ^= flip;
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        prop_assert!(matches!(Parcel::from_bytes(&bytes), Ok(_) | Err(TransferError::Damaged)));
    }

    #[test]
    fn noise_is_never_taken_for_a_file(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assume!(!bytes.starts_with(b"YWCA"));
        prop_assert_eq!(ParcelEnvelope::parse(&bytes), Err(TransferError::NotOurs));
        let _ = Parcel::from_bytes(&bytes);
    }
}

#[test]
fn a_newer_form_and_a_short_file_are_told_apart() {
    assert_eq!(
        ParcelEnvelope::parse(b"YWCA\x02"),
        Err(TransferError::Newer)
    );
    assert_eq!(
        ParcelEnvelope::parse(b"YWCA\x01123"),
        Err(TransferError::Damaged)
    );
    assert_eq!(ParcelEnvelope::parse(b"YWCA"), Err(TransferError::Damaged));
}

#[test]
fn what_is_finished_goes_along_with_its_files() {
    let kept = include_bytes!("../../../../tests/fixtures/stored/v1/queued.json");
    let queued = QueueRecord::from_json(kept).expect("a queue record");
    let file = ParcelFile {
        draft: queued.draft,
        sha256: Sha256::new([171; 32]),
        thumbnail: vec![1],
        bytes: vec![2],
    };
    let parcel = Parcel {
        drafts: Vec::new(),
        queued: vec![queued],
        files: vec![file],
    };
    let bytes = parcel.to_bytes().expect("it can be written");
    assert_eq!(Parcel::from_bytes(&bytes), Ok(parcel));
}

#[test]
fn a_file_without_its_draft_is_left_out() {
    let parcel = Parcel {
        drafts: Vec::new(),
        queued: Vec::new(),
        files: vec![ParcelFile {
            draft: DraftId::new(1_796_100_000_000, [1; 10]),
            sha256: Sha256::new([171; 32]),
            thumbnail: vec![1],
            bytes: vec![2],
        }],
    };
    let bytes = parcel.to_bytes().expect("it can be written");
    assert_eq!(Parcel::from_bytes(&bytes), Ok(Parcel::default()));
}
