//! A notice as it goes out.

use civil_affairs_cases::{Intake, Moment};
use civil_affairs_domain::{
    form::answers::Raw,
    form::definition::{Kind, ServiceDefinition},
    lifecycle::due::Due,
    protocol::submission::Submission,
    value::code::Reference,
    value::instant::Instant,
};
use civil_affairs_store::OutboxEntry;
use serde::Serialize;

/// Who looks when a number is looked up.
const ACTOR: &str = "notices";

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticeLine {
    /// Its number; it names the notice when it comes twice.
    pub seq: i64,
    /// When it was written.
    pub at: Instant,
    /// 受理编号.
    pub reference: Reference,
    /// The service.
    pub service: String,
    /// The state that was reached. What to say about it is the channel's, or in the service's definition.
    pub state: String,
    /// Until when something is wanted or promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// The mobile number to be told at, where it is asked for and was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl NoticeLine {
    /// Of a notice. To look up the number is a look at the case, and is written down before.
    pub(crate) async fn of(
        intake: &Intake,
        at: &Moment,
        posted: &OutboxEntry,
        contact: bool,
    ) -> Result<NoticeLine, String> {
        let contact = if contact {
            look_up(intake, at, posted).await?
        } else {
            None
        };
        Ok(NoticeLine {
            seq: posted.seq,
            at: posted.at,
            reference: posted.reference.clone(),
            service: posted.service.clone(),
            state: posted.notice.state.clone(),
            due: posted.notice.due,
            contact,
        })
    }
}

async fn look_up(
    intake: &Intake,
    at: &Moment,
    posted: &OutboxEntry,
) -> Result<Option<String>, String> {
    let store = &intake.store;
    let mut tx = store.write().await.map_err(|error| error.to_string())?;
    tx.log_access(posted.id, at.now, ACTOR);
    tx.commit().await.map_err(|error| error.to_string())?;
    let body = store
        .body(posted.id)
        .await
        .map_err(|error| error.to_string())?;
    let submission = body.and_then(|body| Submission::decode(&body).ok());
    let found = intake
        .definitions
        .find(&posted.service, &posted.definition_version);
    let rule_set = found.map_err(|_| "a definition that was served is gone")?;
    Ok(submission.and_then(|submission| number(&rule_set.service, &submission)))
}

/// The first mobile number that was given: forms ask for the person's own first.
fn number(service: &ServiceDefinition, submission: &Submission) -> Option<String> {
    let answers = submission.typed(service).ok()?;
    let mobiles = service
        .questions()
        .filter(|(_, question)| question.kind == Kind::Mobile);
    mobiles
        .filter_map(|(_, question)| match answers.get(&question.id)? {
            Raw::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        })
        .next()
}
