//! What is asked and what was answered: definitions, policy, answers, conditions, the way through a form.

pub mod answers;
pub mod catalogue;
pub mod condition;
pub mod definition;
pub mod finish;
pub mod flow;
pub mod offer;
pub mod policy;
pub mod rule_context;
