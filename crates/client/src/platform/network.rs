//! Fetching public data from our own server.

use gloo::{events::EventListener, net::http::Request};

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

/// Calls back when the browser gains or loses its network. Lasts as long as the page.
pub fn on_change(tell: impl Fn(bool) + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    for (event, online) in [("online", true), ("offline", false)] {
        let tell = tell.clone();
        EventListener::new(&window, event, move |_| tell(online)).forget();
    }
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
