//! What is asked and what was answered: definitions, policy, answers, conditions, and the rules in force on a day.

pub mod answers;
pub mod catalogue;
pub mod condition;
pub mod definition;
pub mod policy;
pub mod rule_context;
