//! Takes a place of a slot, inside a transaction that is going on.

use super::{Keys, Moment, slots};
use civil_affairs_domain::{
    form::rule_context::RuleContext, value::id::SubmissionId, value::slot::SlotId,
};
use civil_affairs_store::{StoreError, Transaction};

/// Who wishes what.
pub(super) struct Wish<'a> {
    pub(super) keys: &'a Keys,
    pub(super) at: &'a Moment,
    pub(super) rules: &'a RuleContext<'a>,
    pub(super) wishes: &'a [SlotId],
    /// Identity numbers of the two.
    pub(super) pair: Option<&'a (String, String)>,
}

/// A place to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reservation {
    pub(super) slot: SlotId,
    /// None where the same two hold a place already. Nobody but officers can tell.
    number: Option<u32>,
    pair: Option<[u8; 32]>,
}

/// What comes of wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// This one can be had.
    Booked(Reservation),
    /// None; these are free instead.
    Lost(Vec<SlotId>),
    /// Nobody has set a capacity: the office decides by hand.
    ByHand,
}

impl Reservation {
    /// Given by an officer.
    pub(super) fn by_hand(slot: SlotId, number: u32, pair: Option<[u8; 32]>) -> Reservation {
        Reservation {
            slot,
            number: Some(number),
            pair,
        }
    }

    /// Takes the place.
    pub(super) fn take(&self, tx: &mut Transaction, id: SubmissionId) {
        tx.book(id, &self.slot, self.number, self.pair.as_ref());
    }
}

impl Wish<'_> {
    /// Whether all wishes are over.
    pub(super) fn has_lapsed(&self) -> bool {
        slots::has_lapsed(self.rules, self.wishes)
    }

    /// The first wish that is neither past nor full.
    pub(super) async fn choose(&self, tx: &mut Transaction) -> Result<Choice, StoreError> {
        let Some(places) = slots::places(self.rules) else {
            return Ok(Choice::ByHand);
        };
        let pair = self.pair.map(|(one, other)| self.keys.of_pair(one, other));
        // Asked whatever comes of it: an answer takes as long with another booking as without.
        let holds = match &pair {
            Some(pair) => tx.pair_holds(pair, self.at.now.date()).await?,
            None => false,
        };
        for slot in slots::possible(self.rules, self.wishes) {
            let numbers = tx.numbers(&slot).await?;
            if let Some(number) = slots::free_number(places, &numbers) {
                return Ok(Choice::Booked(Reservation {
                    slot,
                    number: (!holds).then_some(number),
                    pair,
                }));
            }
        }
        Ok(Choice::Lost(self.alternatives(tx).await?))
    }

    /// The nearest to the first wish that are free.
    pub(super) async fn alternatives(
        &self,
        tx: &mut Transaction,
    ) -> Result<Vec<SlotId>, StoreError> {
        let Some(wish) = self.wishes.first() else {
            return Ok(Vec::new());
        };
        let days = slots::days(self.rules, &wish.office_id);
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Ok(Vec::new());
        };
        let taken = tx.taken(&wish.office_id, *first, *last).await?;
        let free = slots::free(self.rules, &wish.office_id, &days, &taken);
        Ok(slots::nearest(wish, free))
    }
}
