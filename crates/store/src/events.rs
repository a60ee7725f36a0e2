//! The log of what happened to a submission, and what the citizen is told of it.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{
    lifecycle::due::Due, rules::validate::Finding, value::date::Date, value::id::SubmissionId,
    value::instant::Instant, value::slot::SlotId,
};
use serde::{Deserialize, Serialize};

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number within the submission, from 1.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// The state it led to.
    pub state: String,
    /// Who took it.
    pub actor: String,
    /// Why, where there is more to say.
    pub reason: Option<String>,
    /// Until when something is wanted or promised.
    pub due: Option<Due>,
    /// What the citizen is told; empty once erased.
    pub told: PublicDetail,
}

/// What goes along with a step for the citizen's eyes. May be personal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicDetail {
    /// A text by an officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What has to be brought or sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// What has to be mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Finding>,
    /// The slot that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotId>,
    /// Slots that are free instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<SlotId>,
}

/// A step to be taken.
#[derive(Clone, Copy, Debug)]
pub struct NewStep<'a> {
    /// When.
    pub at: Instant,
    /// The state before; none for the first step.
    pub from: Option<&'a str>,
    /// The state it leads to.
    pub state: &'a str,
    /// Who takes it.
    pub actor: &'a str,
    /// Why.
    pub reason: Option<&'a str>,
    /// What the citizen is told.
    pub told: &'a PublicDetail,
    /// Until when something is wanted or promised.
    pub due: Option<Due>,
    /// What is reckoned anew because another state begins; none where it goes on as it was.
    pub dates: Option<&'a Dates>,
}

/// What the dates of a state are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The last moment at which nobody is late.
    pub due_at: Option<Instant>,
    /// The last moment before the server moves it on.
    pub lapses_at: Option<Instant>,
    /// A day it is about. The last one that was named counts.
    pub day: Option<Date>,
}

type Row = (
    i64,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

impl PublicDetail {
    /// Nothing.
    pub const NOTHING: PublicDetail = PublicDetail {
        note: None,
        documents: Vec::new(),
        errors: Vec::new(),
        slot: None,
        alternatives: Vec::new(),
    };
}

impl Store {
    /// The steps after a number, in order.
    pub async fn steps(&self, id: SubmissionId, since: u64) -> Result<Vec<Step>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select events.seq, at, state, actor, reason, due, detail from events
             left join told on told.submission = events.submission and told.seq = events.seq
             where events.submission = ? and events.seq > ? order by events.seq",
        )
        .bind(id.to_string())
        .bind(i64::try_from(since).unwrap_or(i64::MAX))
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(step).collect()
    }
}

impl Store {
    /// Why the last step was taken.
    pub async fn last_reason(&self, id: SubmissionId) -> Result<Option<String>, StoreError> {
        let reason = sqlx::query_scalar(
            "select reason from events where submission = ? order by seq desc limit 1",
        );
        let reason: Option<Option<String>> = reason
            .bind(id.to_string())
            .fetch_optional(&self.readers)
            .await?;
        Ok(reason.flatten())
    }
}

fn step((seq, at, state, actor, reason, due, detail): Row) -> Result<Step, StoreError> {
    let damaged = || StoreError::Damaged("events");
    let told = detail.map(|detail| serde_json::from_str(&detail));
    let due = due.map(|due| Due::parse(&due));
    Ok(Step {
        seq: u64::try_from(seq).unwrap_or(0),
        at: Instant::parse(&at).map_err(|_| damaged())?,
        state,
        actor,
        reason,
        due: due.transpose().map_err(|_| damaged())?,
        told: told.transpose().map_err(|_| damaged())?.unwrap_or_default(),
    })
}

/// Everything a step writes.
const STEP: &str = "
    insert into events (submission, seq, at, state_from, state, actor, reason, due)
    select ?1, coalesce(max(seq), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 from events where submission = ?1;

    insert into told (submission, seq, detail)
    select ?1, max(seq), ?8 from events where submission = ?1 having ?8 is not null;

    update submissions set state = ?4, changed_at = ?2,
    due_at = iif(?9, ?10, due_at), lapses_at = iif(?9, ?11, lapses_at),
    day = iif(?12 is null, day, max(coalesce(day, ''), ?12)) where id = ?1;
";

impl Transaction {
    /// Writes a step down and moves the submission to its state.
    pub fn step(&mut self, id: SubmissionId, step: NewStep<'_>) -> Result<(), StoreError> {
        let told = (*step.told != PublicDetail::NOTHING).then(|| serde_json::to_string(step.told));
        let told = told.transpose().map_err(|_| StoreError::Damaged("told"))?;
        let dates = step.dates.copied().unwrap_or_default();
        self.later(STEP)
            .bind(id.to_string())
            .bind(step.at.to_string())
            .bind(step.from)
            .bind(step.state)
            .bind(step.actor)
            .bind(step.reason)
            .bind(step.due.map(|due| due.to_string()))
            .bind(told)
            .bind(step.dates.is_some())
            .bind(dates.due_at.map(|at| at.to_string()))
            .bind(dates.lapses_at.map(|at| at.to_string()))
            .bind(dates.day.map(|day| day.to_string()));
        Ok(())
    }
}
