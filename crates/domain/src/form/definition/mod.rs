//! A service as data: what is asked, checked, promised and said.

mod actor;
mod document;
mod kind;
mod question;
mod role;
pub(crate) mod roles_of_format_1;
mod rule;
mod start;
mod state;

pub use actor::Actor;
pub use document::{Document, Upload};
pub use kind::{ChoiceOption, Kind};
pub use question::{AskStage, Autofill, Check, ExactlyOne, Group, Level, Person, Question, Repeat};
pub use role::StateRole;
pub use rule::{Basis, Outcome, Rule, Tone, Track};
pub use start::{LegalPoint, Precheck, StartPage};
pub use state::{OfflineProposal, REASONS, StateDefinition, StateLimit, Until};

use crate::value::decode::Decode;
use crate::{
    form::answers::AnswerPlace, form::condition::Condition, form::policy::OFFICES,
    value::text::Text, value::word::ServiceId,
};
use serde::{Deserialize, Serialize};

/// One service. Its written form is a file in `services/`; the compiled form differs only in that groups for
/// several persons are spelled out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct ServiceDefinition {
    /// Code of services-overview §7; also its path in the app.
    pub id: ServiceId,
    /// Name of its symbol in the app's sprite.
    pub icon: String,
    /// AnswerPlace in the list of services, small first.
    pub order: u16,
    /// Its name.
    pub title: Text,
    /// One sentence for the home page.
    pub summary: Text,
    /// Field errors never keep the form from being finished (temporary assistance).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub never_blocks: bool,
    /// The form is offered only when this holds; start page and pre-check always are.
    #[serde(default = "always", skip_serializing_if = "is_always")]
    pub apply_if: Condition,
    /// Appointments: where date, office and slot stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking: Option<Booking>,
    /// The page before the first question.
    pub start: StartPage,
    /// What the pre-check asks.
    pub precheck: Precheck,
    /// The questions of the form, in the order they are asked.
    pub groups: Vec<Group>,
    /// Outcomes of the pre-check, strongest first.
    pub outcomes: Vec<Outcome>,
    /// Tracks that a pre-check may suggest, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<Track>,
    /// The decision table, in its order.
    pub rules: Vec<Rule>,
    /// What has to be shown or sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// States of an application.
    pub states: Vec<StateDefinition>,
    /// Key of the parameter with the days after which everything personal is erased, counted from the day of the
    /// appointment. Without it the archive rules decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<String>,
}

/// Where an appointment's parts stand among the questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// The question with the date.
    pub date: String,
}

impl ServiceDefinition {
    /// Every question with its group, in order. Ids of repeated groups read `members[].name_zh`.
    pub fn questions(&self) -> impl Iterator<Item = (&Group, &Question)> {
        self.groups.iter().flat_map(|group| {
            group
                .questions
                .iter()
                .map(move |question| (group, question))
        })
    }

    /// The state with this id.
    pub fn state(&self, id: &str) -> Option<&StateDefinition> {
        self.states.iter().find(|state| state.id == id)
    }

    /// Whether an application may go from one state to another.
    pub fn may(&self, from: &str, to: &str) -> bool {
        let state = self.state(from);
        state.is_some_and(|state| state.next.iter().any(|next| next == to))
    }

    /// Whether nothing follows a state. One that the definition does not know is no end.
    pub fn is_end(&self, state: &str) -> bool {
        self.state(state).is_some_and(|state| state.next.is_empty())
    }

    /// Whether everything personal may be erased in a state, after these states: at an end, and only while no case file
    /// has come about.
    pub fn may_erase<'a>(&self, state: &'a str, passed: impl Iterator<Item = &'a str>) -> bool {
        self.is_end(state) && !self.keeps_file(passed.chain([state]))
    }

    /// Whether a case file has come about in one of these states. The archive rules keep it.
    pub fn keeps_file<'a>(&self, mut states: impl Iterator<Item = &'a str>) -> bool {
        states.any(|id| self.state(id).is_some_and(|state| state.file))
    }

    /// The first state with this role.
    pub fn state_with(&self, role: StateRole) -> Option<&StateDefinition> {
        self.states.iter().find(|state| state.role == Some(role))
    }

    /// What a state means; none for one that the definition does not know.
    pub fn role_of(&self, state: &str) -> Option<StateRole> {
        self.state(state)?.role
    }

    /// The states that may follow a state, as they stand in its `next`.
    pub fn following(&self, from: &str) -> impl Iterator<Item = &StateDefinition> {
        let next = self.state(from).map_or(&[][..], |state| &state.next);
        next.iter().filter_map(|id| self.state(id))
    }

    /// The first state of this role that may follow a state.
    pub fn next_with(&self, from: &str, role: StateRole) -> Option<&StateDefinition> {
        self.following(from).find(|state| state.role == Some(role))
    }

    /// Where a matter goes from a state when the citizen wants nothing more of it; none where that is not possible.
    pub fn taken_back(&self, from: &str) -> Option<&str> {
        let state = self.next_with(from, StateRole::Withdrawn)?;
        Some(&state.id)
    }

    /// Whether the promised date stands still in a state: never on a track that goes on whatever is missing.
    pub fn pauses<'a>(&self, state: &str, mut tracks: impl Iterator<Item = &'a str>) -> bool {
        let goes_on = |id: &str| {
            self.tracks
                .iter()
                .any(|track| track.id == id && track.never_pauses)
        };
        self.state(state).is_some_and(|state| state.pauses) && !tracks.any(goes_on)
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions()
            .map(|(_, question)| question)
            .find(|question| question.id == id)
    }

    /// The question whose answer stands at a path: `members[0].sex` leads to `members[].sex`.
    pub fn question_at(&self, path: &str) -> Option<&Question> {
        match AnswerPlace::parse(path)? {
            AnswerPlace::Field(id) => self.question(id),
            AnswerPlace::Entry(group, _, name) => self.question(&format!("{group}[].{name}")),
        }
    }

    /// The group with the question of this id.
    pub fn group_of(&self, id: &str) -> Option<&Group> {
        self.questions()
            .find(|(_, question)| question.id == id)
            .map(|(group, _)| group)
    }

    /// The question that chooses among the offices of the list, where there is one.
    pub fn office_question(&self) -> Option<&Question> {
        self.questions()
            .map(|(_, question)| question)
            .find(|question| {
                matches!(&question.kind, Kind::Choice { list: Some(list), .. } if list == OFFICES)
            })
    }

    /// The repeated group with this id.
    pub fn repeated(&self, id: &str) -> Option<&Group> {
        self.groups
            .iter()
            .find(|group| group.repeat.is_some() && group.id == id)
    }

    /// The outcome with this code.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }
}

/// Always true: the default of conditions that may be left out.
pub(crate) fn always() -> Condition {
    Condition::All(Vec::new())
}

/// Whether a condition is the default.
pub(crate) fn is_always(condition: &Condition) -> bool {
    *condition == always()
}
