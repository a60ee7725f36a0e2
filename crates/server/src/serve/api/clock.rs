//! When a request is answered, and with which chance.

use crate::{
    intake::{Moment, Problem},
    serve::site,
};
use axum::{extract::FromRequestParts, http::request::Parts};
use std::convert::Infallible;

/// The time and the chance of this machine; or those that came along with the request inside this process, as in the
/// simulation. Nothing that comes over a network can bring its own.
pub(super) struct Clock(Option<Moment>);

impl Clock {
    /// Now.
    pub(super) fn now(self) -> Result<Moment, Problem> {
        self.0.map_or_else(site::moment, Ok)
    }
}

impl<S: Sync> FromRequestParts<S> for Clock {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Clock, Infallible> {
        Ok(Clock(parts.extensions.get::<Moment>().cloned()))
    }
}
