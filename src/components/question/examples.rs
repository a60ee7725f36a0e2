//! One example of each kind of question, for tests of the parts and of the whole.

use super::{
    Asked, Offer,
    asked::{NO, YES},
};
use civil_affairs_domain::{definition::Kind, identity::IdType};

fn asked(kind: Kind, offers: &[(&str, &str)]) -> Asked {
    Asked {
        kind,
        who: None,
        heading: "例题".to_owned(),
        hint: Some("提示".to_owned()),
        offers: offers
            .iter()
            .map(|(code, text)| Offer {
                code: (*code).to_owned(),
                text: (*text).to_owned(),
                hint: None,
            })
            .collect(),
        preselect: None,
        raw: None,
    }
}

/// Kind of a document, the usual one preselected.
pub(super) fn preselected() -> Asked {
    let kind = Kind::IdType {
        allowed: vec![IdType::ResidentId, IdType::Passport],
    };
    Asked {
        preselect: Some("resident_id".to_owned()),
        ..asked(kind, &[("resident_id", "居民身份证"), ("passport", "护照")])
    }
}

/// Yes or no.
pub(super) fn yes_no() -> Asked {
    asked(
        Kind::YesNo {
            yes: None,
            no: None,
        },
        &[(YES, "是"), (NO, "否")],
    )
}
