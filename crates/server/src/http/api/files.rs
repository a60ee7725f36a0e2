//! Files over HTTP, resumable (after draft-ietf-httpbis-resumable-upload).

use super::{
    super::{problem::ProblemResponse, time::Clock},
    credentials, read,
};
use crate::http::Site;
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use civil_affairs_cases::{self as cases, FileName, FilePart, MOST_PART, Progress};
use civil_affairs_domain::value::sha256::Sha256;

const OFFSET: &str = "upload-offset";
const COMPLETE: &str = "upload-complete";

/// How much is here.
pub(super) async fn head(
    State(site): State<Site>,
    Path((id, sha256)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response<Body>, ProblemResponse> {
    let file = name(&id, &sha256, &headers)?;
    let progress = cases::progress(&site.intake, &file).await?;
    Ok(told(StatusCode::NO_CONTENT.into_response(), progress))
}

/// One part more.
pub(super) async fn patch(
    State(site): State<Site>,
    Path((id, sha256)): Path<(String, String)>,
    clock: Clock,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, ProblemResponse> {
    let file = name(&id, &sha256, &headers)?;
    let part = FilePart {
        offset: value(&headers, OFFSET)
            .and_then(|offset| offset.parse().ok())
            .ok_or(cases::IntakeProblem::NotDecodable)?,
        last: match value(&headers, COMPLETE) {
            Some("?1") => true,
            Some("?0") => false,
            _ => return Err(cases::IntakeProblem::NotDecodable.into()),
        },
        bytes: read::bytes(&site.limits, body, MOST_PART).await?,
    };
    let at = clock.now()?;
    let put = tokio::spawn(async move { cases::put(&site.intake, &at, &file, part).await });
    let put = put
        .await
        .map_err(|_| ProblemResponse::internal(&"a task panicked"))?;
    let begin = |offset| Progress {
        offset,
        complete: false,
    };
    Ok(match put {
        Ok(progress) => told(StatusCode::NO_CONTENT.into_response(), progress),
        Err(problem) => {
            let offset = match &problem {
                cases::IntakeProblem::Offset { offset } => Some(*offset),
                cases::IntakeProblem::FileDigest => Some(0),
                _ => None,
            };
            let response = ProblemResponse::from(problem).into_response();
            match offset {
                Some(offset) => told(response, begin(offset)),
                None => response,
            }
        }
    })
}

fn name(id: &str, sha256: &str, headers: &HeaderMap) -> Result<FileName, cases::IntakeProblem> {
    Ok(FileName {
        id: credentials::submission(id)?,
        capability: credentials::capability(headers)?,
        sha256: Sha256::parse(sha256).map_err(|_| cases::IntakeProblem::NotFound)?,
    })
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn told(mut response: Response<Body>, progress: Progress) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(OFFSET, HeaderValue::from(progress.offset));
    let complete = if progress.complete { "?1" } else { "?0" };
    headers.insert(COMPLETE, HeaderValue::from_static(complete));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
