//! Public keys as JSON (RFC 7517, RFC 7518 §6.2).

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use civil_affairs_domain::protocol::receipt::ALG;
use p256::ecdsa::VerifyingKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A public key on P-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicJwk {
    kty: String,
    crv: String,
    x: String,
    y: String,
    /// Its name: the thumbprint of RFC 7638.
    pub kid: String,
    #[serde(rename = "use")]
    usage: String,
    alg: String,
}

/// The keys of an installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JwkSet {
    /// The keys, the one in use first.
    pub keys: Vec<PublicJwk>,
}

impl PublicJwk {
    /// Of a key.
    pub fn new(key: &VerifyingKey) -> PublicJwk {
        let point = key.to_sec1_point(false);
        let part = |part: Option<&[u8]>| BASE64_URL_SAFE_NO_PAD.encode(part.unwrap_or_default());
        let x = part(point.x().map(|x| x.as_slice()));
        let y = part(point.y().map(|y| y.as_slice()));
        PublicJwk {
            kid: thumbprint(&x, &y),
            kty: "EC".to_owned(),
            crv: "P-256".to_owned(),
            x,
            y,
            usage: "sig".to_owned(),
            alg: ALG.to_owned(),
        }
    }

    /// The key; nothing where it is none on P-256, or not the one that its name says.
    pub fn key(&self) -> Option<VerifyingKey> {
        let named = self.kid == thumbprint(&self.x, &self.y);
        (named && self.kty == "EC" && self.crv == "P-256").then_some(())?;
        let mut point = vec![0x04];
        for part in [&self.x, &self.y] {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(part).ok()?;
            (bytes.len() == 32).then(|| point.extend(bytes))?;
        }
        VerifyingKey::from_sec1_bytes(&point).ok()
    }
}

/// RFC 7638 §3: SHA-256 over the required members in the order of their names.
fn thumbprint(x: &str, y: &str) -> String {
    let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(members))
}

#[cfg(test)]
mod tests {
    use super::thumbprint;

    #[test]
    fn the_name_of_a_key_is_its_thumbprint() {
        // The key and its `jkt` in RFC 9449 §6.1.
        let name = thumbprint(
            "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
            "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
        );
        assert_eq!(name, "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    }
}
