//! Fetching public data from our own server.

use gloo::net::http::Request;

/// Why nothing came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// No answer: off line, or the server is away.
    #[error("no answer")]
    Offline,
    /// An answer that is not what was asked for, by its status.
    #[error("status {0}")]
    Status(u16),
}

/// The text at a path of our server.
pub async fn text(path: &str) -> Result<String, NetworkError> {
    let response = Request::get(path)
        .send()
        .await
        .map_err(|_| NetworkError::Offline)?;
    if !response.ok() {
        return Err(NetworkError::Status(response.status()));
    }
    response.text().await.map_err(|_| NetworkError::Offline)
}
