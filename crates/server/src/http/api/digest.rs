//! `Content-Digest` (RFC 9530).

use axum::http::HeaderMap;
use base64::{Engine, prelude::BASE64_STANDARD};
use civil_affairs_cases::IntakeProblem;

/// The SHA-256 among the digests.
pub(super) fn read(headers: &HeaderMap) -> Result<[u8; 32], IntakeProblem> {
    let value = headers
        .get("content-digest")
        .and_then(|value| value.to_str().ok());
    value.and_then(sha256).ok_or(IntakeProblem::NotDecodable)
}

fn sha256(value: &str) -> Option<[u8; 32]> {
    value.split(',').find_map(|one| {
        let (name, bytes) = one.trim().split_once('=')?;
        let bytes = bytes.strip_prefix(':')?.strip_suffix(':')?;
        (name == "sha-256").then_some(())?;
        BASE64_STANDARD.decode(bytes).ok()?.try_into().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn the_digest_is_found_among_others() {
        // RFC 9530, appendix D.
        let value = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
        let digest = sha256(value).unwrap();
        assert_eq!(digest[..3], [0x44, 0xAF, 0xF4]);
        assert_eq!(sha256(&format!("sha-512=:AA==:, {value}")), Some(digest));
        for wrong in [
            "",
            "sha-256=",
            "sha-256=:AA==:",
            "sha-256=:!:",
            "md5=:AA==:",
        ] {
            assert_eq!(sha256(wrong), None, "{wrong}");
        }
    }
}
