//! When a request is answered, and with which chance.

use crate::clock;
use axum::{
    extract::FromRequestParts,
    http::{Extensions, request::Parts},
};
use civil_affairs_cases::{IntakeProblem, Moment};
use std::convert::Infallible;

/// The time and the chance of this machine; or those that came along with the request inside this process, as in the
/// simulation. Nothing that comes over a network can bring its own.
pub(super) struct Clock(Option<Moment>);

impl Clock {
    /// Of a request.
    pub(super) fn of(extensions: &Extensions) -> Clock {
        Clock(extensions.get::<Moment>().cloned())
    }

    /// Now.
    pub(super) fn now(self) -> Result<Moment, IntakeProblem> {
        match self.0 {
            Some(moment) => Ok(moment),
            None => Ok(clock::moment()?),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Clock {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Clock, Infallible> {
        Ok(Clock::of(&parts.extensions))
    }
}
