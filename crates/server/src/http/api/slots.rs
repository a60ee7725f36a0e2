//! The free slots of an office.

use super::private;
use crate::http::{Site, problem::ProblemResponse, time::Clock};
use axum::{
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{Response, StatusCode},
};
use civil_affairs_cases as cases;
use civil_affairs_domain::value::date::Date;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

pub(super) async fn slots(
    State(site): State<Site>,
    Path(office): Path<String>,
    clock: Clock,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Response<Body>, ProblemResponse> {
    let Query(days) = days.map_err(|_| cases::IntakeProblem::NotDecodable)?;
    let at = clock.now()?;
    let slots = cases::offer(&site.intake, &at, &office, days.from, days.to).await?;
    Ok(private(StatusCode::OK, &slots))
}
