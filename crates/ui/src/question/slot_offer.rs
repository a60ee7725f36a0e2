//! What can be wished, already in words: offices, their weeks and days, the times of each day. Pure.

use civil_affairs_domain::value::slot::TypedSlot;

/// The offer of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotOffer {
    /// The offices that can be chosen.
    pub offices: Vec<Office>,
    /// Above the days: what is not certain about them.
    pub notes: Vec<String>,
    /// Said instead of days when there are none.
    pub none: String,
    /// The wish that an earlier question holds, when this one asks for further wishes.
    pub first: Option<TypedSlot>,
}

/// An office with its days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// Code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Weeks with a day that can be wished, earliest first.
    pub weeks: Vec<Week>,
}

/// The days of one week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// Which week.
    pub title: String,
    /// At least one.
    pub days: Vec<OfferedDay>,
}

/// A day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedDay {
    /// ISO date.
    pub date: String,
    /// As people read it.
    pub text: String,
    /// OfferedDay of the week.
    pub weekday: String,
    /// At least one.
    pub times: Vec<Time>,
}

/// A time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// As a slot carries it, `1000`.
    pub start: String,
    /// As people read it.
    pub text: String,
}

/// What is to be chosen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickStep {
    /// The office.
    Office,
    /// The day.
    Day,
    /// The time.
    Time,
}

/// Weeks that are shown before the person asks for later ones.
pub const WEEKS: usize = 2;

impl SlotOffer {
    /// The office of a wish; the only one where there is no choice. Nothing for an office that is not offered.
    pub fn office(&self, slot: &TypedSlot) -> Option<&Office> {
        match self.offices.as_slice() {
            [only] if slot.office_id.is_empty() => Some(only),
            offices => offices.iter().find(|office| office.code == slot.office_id),
        }
    }

    /// The wish to begin with: one at an office that is the wrong one now begins anew.
    pub fn begin(&self, slot: &TypedSlot) -> TypedSlot {
        if self.offices.len() == 1 && self.office(slot).is_none() {
            TypedSlot::default()
        } else {
            slot.clone()
        }
    }

    /// The day of a wish, if it is offered.
    pub fn day(&self, slot: &TypedSlot) -> Option<&OfferedDay> {
        let weeks = &self.office(slot)?.weeks;
        let mut days = weeks.iter().flat_map(|week| &week.days);
        days.find(|day| day.date == slot.date)
    }

    /// The time of a wish, if it is offered.
    pub fn time(&self, slot: &TypedSlot) -> Option<&Time> {
        let times = &self.day(slot)?.times;
        times.iter().find(|time| time.start == slot.start)
    }

    /// The times of a wish's day that no other wish holds.
    pub fn free_times(&self, slot: &TypedSlot, others: &[TypedSlot]) -> Vec<Time> {
        let Some((office, day)) = self.office(slot).zip(self.day(slot)) else {
            return Vec::new();
        };
        let is_taken = |time: &Time| {
            others.iter().any(|other| {
                (&other.office_id, &other.date, &other.start)
                    == (&office.code, &day.date, &time.start)
            })
        };
        let times = day.times.iter();
        times.filter(|time| !is_taken(time)).cloned().collect()
    }

    /// What is to be chosen next for a wish.
    pub fn stage(&self, slot: &TypedSlot) -> PickStep {
        if self.office(slot).is_none() && !self.offices.is_empty() {
            PickStep::Office
        } else if self.day(slot).is_none() {
            PickStep::Day
        } else {
            PickStep::Time
        }
    }

    /// How many weeks are shown at first: so many that the chosen day is among them.
    pub fn weeks_shown(&self, slot: &TypedSlot) -> usize {
        let weeks = self.office(slot).map(|office| office.weeks.as_slice());
        let chosen = weeks.unwrap_or_default().iter().position(|week| {
            let mut days = week.days.iter();
            days.any(|day| day.date == slot.date)
        });
        chosen.map_or(WEEKS, |at| WEEKS.max(at + 1))
    }

    /// The wish with another office. Its day and time stay only where that office offers them.
    pub fn with_office(&self, slot: &TypedSlot, code: &str) -> TypedSlot {
        let moved = TypedSlot {
            office_id: code.to_owned(),
            ..slot.clone()
        };
        self.with_day(&moved, &slot.date)
    }

    /// The wish with another day. Its time stays only where that day offers it.
    pub fn with_day(&self, slot: &TypedSlot, date: &str) -> TypedSlot {
        let office = self.office(slot).map(|office| office.code.clone());
        let mut moved = TypedSlot {
            office_id: office.unwrap_or_else(|| slot.office_id.clone()),
            date: date.to_owned(),
            start: slot.start.clone(),
        };
        if self.day(&moved).is_none() {
            moved.date.clear();
        }
        if self.time(&moved).is_none() {
            moved.start.clear();
        }
        moved
    }

    /// A wish in words, as far as it goes; nothing for one that is not offered.
    pub fn words(&self, slot: &TypedSlot) -> Option<String> {
        let day = self.day(slot)?;
        let time = self.time(slot).map(|time| time.text.as_str());
        let office = self.office(slot).filter(|_| self.offices.len() > 1);
        let parts = [day.text.as_str(), day.weekday.as_str()]
            .into_iter()
            .chain(time)
            .chain(office.map(|office| office.name.as_str()));
        Some(parts.collect::<Vec<&str>>().join(" "))
    }
}

/// Takes a wish out and puts it so many places further; places outside the list change nothing.
pub fn moved(wishes: &[TypedSlot], from: usize, to: usize) -> Vec<TypedSlot> {
    let mut wishes = wishes.to_vec();
    if from < wishes.len() && to < wishes.len() {
        let wish = wishes.remove(from);
        wishes.insert(to, wish);
    }
    wishes
}

/// The wishes as an answer: those that were not even begun are none.
pub fn begun(wishes: &[TypedSlot]) -> Vec<TypedSlot> {
    let is_begun = |wish: &&TypedSlot| !wish.date.is_empty() || !wish.start.is_empty();
    wishes.iter().filter(is_begun).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples;
    use super::*;

    fn slot(id: &str) -> TypedSlot {
        TypedSlot::from_id(id).unwrap()
    }

    #[test]
    fn one_office_needs_no_choice_and_of_several_one_is_chosen_first() {
        let one = examples::slot_offer(1);
        assert_eq!(one.stage(&TypedSlot::default()), PickStep::Day);
        let two = examples::slot_offer(2);
        assert_eq!(two.stage(&TypedSlot::default()), PickStep::Office);
        assert_eq!(two.stage(&slot("b//")), PickStep::Day);
        assert_eq!(two.stage(&slot("b/2026-12-03/")), PickStep::Time);
    }

    #[test]
    fn without_any_office_the_days_are_asked_for_so_that_their_absence_is_told() {
        assert_eq!(
            SlotOffer::default().stage(&TypedSlot::default()),
            PickStep::Day
        );
    }

    #[test]
    fn another_day_keeps_the_time_only_where_it_is_offered() {
        let offer = examples::slot_offer(1);
        let ten = slot("a/2026-12-03/1000");
        assert_eq!(
            offer.with_day(&ten, "2026-12-04"),
            slot("a/2026-12-04/1000")
        );
        // The last day of the example has an afternoon only.
        assert_eq!(offer.with_day(&ten, "2026-12-16"), slot("a/2026-12-16/"));
        assert_eq!(offer.with_day(&ten, "2026-12-05"), slot("a//"));
    }

    #[test]
    fn a_day_that_is_no_longer_offered_is_asked_again() {
        let offer = examples::slot_offer(1);
        let passed = slot("a/2026-11-30/1000");
        assert_eq!(offer.stage(&passed), PickStep::Day);
        assert_eq!(offer.words(&passed), None);
    }

    #[test]
    fn a_wish_at_another_office_than_the_only_one_begins_anew() {
        let offer = examples::slot_offer(1);
        let elsewhere = slot("b/2026-12-03/1000");
        assert_eq!(offer.words(&elsewhere), None);
        assert_eq!(offer.begin(&elsewhere), TypedSlot::default());
        let here = slot("a/2026-12-03/1000");
        assert_eq!(offer.begin(&here), here);
    }

    #[test]
    fn a_later_week_is_shown_at_once_when_the_chosen_day_is_in_it() {
        let offer = examples::slot_offer(1);
        assert_eq!(offer.weeks_shown(&TypedSlot::default()), WEEKS);
        assert_eq!(offer.weeks_shown(&slot("a/2026-12-16/1400")), 3);
    }

    #[test]
    fn a_time_that_another_wish_holds_is_not_offered_again() {
        let offer = examples::slot_offer(1);
        let day = slot("a/2026-12-03/");
        let others = [slot("a/2026-12-03/1000"), slot("a/2026-12-04/1400")];
        let free = offer.free_times(&day, &others);
        let starts: Vec<&str> = free.iter().map(|time| time.start.as_str()).collect();
        assert_eq!(starts, ["1400"]);
    }

    #[test]
    fn a_wish_is_told_as_far_as_it_goes_and_names_the_office_where_there_are_several() {
        let one = examples::slot_offer(1);
        let words = |offer: &SlotOffer, id: &str| offer.words(&slot(id)).unwrap();
        assert_eq!(
            words(&one, "a/2026-12-03/1000"),
            "12 月 3 日 星期四 10:00–10:30"
        );
        assert_eq!(words(&one, "a/2026-12-03/"), "12 月 3 日 星期四");
        let two = examples::slot_offer(2);
        assert!(words(&two, "b/2026-12-03/1000").ends_with("样例登记处 b"));
    }

    #[test]
    fn wishes_change_places_and_none_is_lost() {
        let all = [slot("a/1/1"), slot("a/2/2"), slot("a/3/3")];
        assert_eq!(
            moved(&all, 2, 1),
            [all[0].clone(), all[2].clone(), all[1].clone()]
        );
        assert_eq!(moved(&all, 0, 3), all);
    }

    #[test]
    fn a_wish_not_begun_is_no_answer_and_one_half_chosen_is() {
        let half = slot("a/2026-12-03/");
        assert_eq!(begun(&[slot("a//"), half.clone()]), [half]);
    }
}
