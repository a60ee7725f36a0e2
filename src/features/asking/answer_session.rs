//! What a question is answered on: the answers of a pre-check, or a draft.

use super::form_state::{FormState, QuestionSet, evaluate};
use crate::router::Route;
use civil_affairs_client::{
    autosaver::Autosaver, context::AppContext, drafts::DraftHandle, prechecks::Prechecks,
};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::definition::ServiceDefinition,
};

/// The answers that a question page reads and writes.
#[derive(Clone)]
pub enum AnswerSession {
    /// The pre-check of the service with this id.
    Precheck(Prechecks, String),
    /// A draft.
    Draft(DraftHandle),
}

impl AnswerSession {
    /// Id of the service.
    pub fn service(&self) -> String {
        match self {
            AnswerSession::Precheck(_, id) => id.clone(),
            AnswerSession::Draft(handle) => handle.service(),
        }
    }

    /// Which questions are asked.
    pub fn question_set(&self) -> QuestionSet {
        match self {
            AnswerSession::Precheck(..) => QuestionSet::Precheck,
            AnswerSession::Draft(_) => QuestionSet::Form,
        }
    }

    /// The answers as they are now.
    pub fn answers(&self, service: &ServiceDefinition) -> Answers {
        match self {
            AnswerSession::Precheck(prechecks, _) => prechecks.answers(service),
            AnswerSession::Draft(handle) => handle.answers(),
        }
    }

    /// Looks at the answers as they are now; nothing where the service is not known.
    pub fn evaluate<T>(
        &self,
        context: &AppContext,
        see: impl FnOnce(&FormState<'_>) -> T,
    ) -> Option<T> {
        let service = context.service(&self.service())?;
        let answers = self.answers(service);
        Some(evaluate(
            context,
            service,
            &answers,
            self.question_set(),
            see,
        ))
    }

    /// Takes an answer, as it is typed.
    pub fn set(&self, service: &ServiceDefinition, path: &str, raw: Raw) {
        match self {
            AnswerSession::Precheck(prechecks, _) => prechecks.set(service, path, raw),
            AnswerSession::Draft(handle) => handle.set(path, raw),
        }
    }

    /// Writes at once what is not yet written.
    pub fn flush(&self) {
        match self {
            AnswerSession::Precheck(prechecks, _) => prechecks.flush(),
            AnswerSession::Draft(handle) => handle.flush(),
        }
    }

    /// Who keeps the answers; nobody where the service says so.
    pub fn autosaver(&self, service: &ServiceDefinition) -> Option<Autosaver> {
        match self {
            AnswerSession::Precheck(prechecks, _) => {
                service.precheck.kept.then(|| prechecks.autosaver())
            }
            AnswerSession::Draft(handle) => Some(handle.autosaver().clone()),
        }
    }

    /// The page of the question at a place.
    pub fn question(&self, place: usize) -> Route {
        match self {
            AnswerSession::Precheck(_, id) => Route::Question(id.clone(), place),
            AnswerSession::Draft(handle) => Route::DraftQuestion(handle.id(), place),
        }
    }

    /// The page before the first question.
    pub fn begin(&self) -> Route {
        match self {
            AnswerSession::Precheck(_, id) => Route::Service(id.clone()),
            AnswerSession::Draft(handle) => Route::Draft(handle.id()),
        }
    }

    /// The page after the last question.
    pub fn end(&self) -> Route {
        match self {
            AnswerSession::Precheck(_, id) => Route::Result(id.clone()),
            AnswerSession::Draft(handle) => Route::DraftAnswers(handle.id()),
        }
    }
}
