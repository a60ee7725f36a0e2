//! Why the server will never receive something.

use crate::{
    protocol::wire::{ApiProblem, ProblemCode},
    value::decode::Decode,
    value::slot::SlotId,
};
use serde::{Deserialize, Serialize};

/// The server will never receive this. It waits for its person and keeps nothing else from going out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Why.
    pub code: ProblemCode,
    /// The nearest slots that are free, where every wish has passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<SlotId>,
    /// To be named when somebody is asked for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
}

impl From<ApiProblem> for Refusal {
    fn from(problem: ApiProblem) -> Refusal {
        Refusal {
            code: problem.code,
            alternatives: problem.alternatives,
            correlation_id: problem.correlation_id,
        }
    }
}
