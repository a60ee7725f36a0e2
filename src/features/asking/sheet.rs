//! What a question is answered on: the answers of a pre-check, or a draft.

use super::sight::{Course, Sight, look};
use crate::router::Route;
use civil_affairs_client::{context::Ground, drafts::Paper, keeper::Keeper, prechecks::Prechecks};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::definition::ServiceDefinition,
};

/// See the module.
#[derive(Clone)]
pub enum Sheet {
    /// The pre-check of the service with this id.
    Precheck(Prechecks, String),
    /// A draft.
    Draft(Paper),
}

impl Sheet {
    /// Id of the service.
    pub fn service(&self) -> String {
        match self {
            Sheet::Precheck(_, id) => id.clone(),
            Sheet::Draft(paper) => paper.service(),
        }
    }

    /// Which questions are asked.
    pub fn course(&self) -> Course {
        match self {
            Sheet::Precheck(..) => Course::Precheck,
            Sheet::Draft(_) => Course::Form,
        }
    }

    /// The answers as they are now.
    pub fn answers(&self, service: &ServiceDefinition) -> Answers {
        match self {
            Sheet::Precheck(prechecks, _) => prechecks.answers(service),
            Sheet::Draft(paper) => paper.answers(),
        }
    }

    /// Looks at the answers as they are now; nothing where the service is not known.
    pub fn look<T>(&self, ground: &Ground, see: impl FnOnce(&Sight<'_>) -> T) -> Option<T> {
        let service = ground.service(&self.service())?;
        let answers = self.answers(service);
        Some(look(ground, service, &answers, self.course(), see))
    }

    /// Takes an answer, as it is typed.
    pub fn set(&self, service: &ServiceDefinition, path: &str, raw: Raw) {
        match self {
            Sheet::Precheck(prechecks, _) => prechecks.set(service, path, raw),
            Sheet::Draft(paper) => paper.set(path, raw),
        }
    }

    /// Writes at once what is not yet written.
    pub fn flush(&self) {
        match self {
            Sheet::Precheck(prechecks, _) => prechecks.flush(),
            Sheet::Draft(paper) => paper.flush(),
        }
    }

    /// Who keeps the answers; nobody where the service says so.
    pub fn keeper(&self, service: &ServiceDefinition) -> Option<Keeper> {
        match self {
            Sheet::Precheck(prechecks, _) => service.precheck.kept.then(|| prechecks.keeper()),
            Sheet::Draft(paper) => Some(paper.keeper().clone()),
        }
    }

    /// The page of the question at a place.
    pub fn question(&self, place: usize) -> Route {
        match self {
            Sheet::Precheck(_, id) => Route::Question(id.clone(), place),
            Sheet::Draft(paper) => Route::DraftQuestion(paper.id(), place),
        }
    }

    /// The page before the first question.
    pub fn begin(&self) -> Route {
        match self {
            Sheet::Precheck(_, id) => Route::Service(id.clone()),
            Sheet::Draft(paper) => Route::Draft(paper.id()),
        }
    }

    /// The page after the last question.
    pub fn end(&self) -> Route {
        match self {
            Sheet::Precheck(_, id) => Route::Result(id.clone()),
            Sheet::Draft(paper) => Route::DraftAnswers(paper.id()),
        }
    }
}
