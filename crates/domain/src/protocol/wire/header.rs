//! Names and values of the header fields that the two sides agree on.

use core::time::Duration;

/// The secret that is printed with the reference, sent once with the submission.
pub const SECRET: &str = "Submission-Secret";
/// SHA-256 of the body (RFC 9530).
pub const CONTENT_DIGEST: &str = "Content-Digest";
/// How much of a file is on the server (draft-ietf-httpbis-resumable-upload).
pub const UPLOAD_OFFSET: &str = "Upload-Offset";
/// Whether a file is whole, or this part is its last (the same draft).
pub const UPLOAD_COMPLETE: &str = "Upload-Complete";

/// `Retry-After` in seconds (RFC 9110 §10.2.3). The form with a date is not used by the server and not read.
pub fn retry_after(value: &str) -> Option<Duration> {
    let seconds: u32 = value.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.into()))
}

/// A boolean of structured fields (RFC 8941 §3.3.6).
pub fn boolean(value: &str) -> Option<bool> {
    match value.trim() {
        "?1" => Some(true),
        "?0" => Some(false),
        _ => None,
    }
}

/// Whether an answer is one of ours: JSON or problem details, with or without parameters.
pub fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    ["application/json", "application/problem+json"]
        .iter()
        .any(|own| essence.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_their_standards_write_them() {
        assert_eq!(retry_after(" 7 "), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Wed, 21 Oct 2026 07:28:00 GMT"), None);
        assert_eq!(retry_after("-1"), None);
        assert_eq!(
            (boolean("?1"), boolean("?0"), boolean("1")),
            (Some(true), Some(false), None)
        );
        assert!(is_json("application/problem+json; charset=utf-8") && is_json("Application/JSON"));
        assert!(!is_json("text/html") && !is_json("application/jsonp"));
    }
}
