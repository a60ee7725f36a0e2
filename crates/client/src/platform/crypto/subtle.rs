//! The few WebCrypto calls that are used, with plain arguments.

use super::CryptoError;
use crate::platform::js::{self, error_name};
use js_sys::{Array, ArrayBuffer, Object, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, Crypto, CryptoKey, SubtleCrypto};

/// Bytes of an AES-GCM initialisation vector.
pub(super) const IV_BYTES: usize = 12;

/// What an AES-256-GCM key may be used for.
#[derive(Clone, Copy)]
pub(super) enum Use {
    /// Wrapping other keys.
    Wrap,
    /// Sealing content.
    Seal,
}

impl Use {
    fn usages(self) -> Array {
        let words = match self {
            Use::Wrap => ["wrapKey", "unwrapKey"],
            Use::Seal => ["encrypt", "decrypt"],
        };
        words.into_iter().map(JsValue::from_str).collect()
    }
}

/// An initialisation vector with what the tag covers besides the content.
pub(super) struct Gcm<'a> {
    pub(super) iv: &'a [u8],
    pub(super) additional: &'a [u8],
}

impl Gcm<'_> {
    fn params(&self) -> AesGcmParams {
        let params = AesGcmParams::new("AES-GCM", &Uint8Array::from(self.iv));
        params.set_additional_data(&Uint8Array::from(self.additional));
        params
    }
}

fn crypto() -> Result<Crypto, CryptoError> {
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or(CryptoError::Unavailable)
}

/// Absent outside secure contexts; web-sys does not say so, a look at the value does.
fn subtle() -> Result<SubtleCrypto, CryptoError> {
    let subtle = crypto()?.subtle();
    if subtle.is_undefined() {
        return Err(CryptoError::Unavailable);
    }
    Ok(subtle)
}

/// So many random bytes.
pub(super) fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut bytes = [0; N];
    crypto()?
        .get_random_values_with_u8_array(&mut bytes)
        .map_err(|error| failed(&error))?;
    Ok(bytes)
}

/// A new AES-256-GCM key.
pub(super) async fn generate(usage: Use, extractable: bool) -> Result<CryptoKey, CryptoError> {
    let params = AesKeyGenParams::new("AES-GCM", 256);
    let key =
        finished(subtle()?.generate_key_with_object(&params, extractable, &usage.usages())).await?;
    key.dyn_into()
        .map_err(|_| CryptoError::Failed("TypeError".to_owned()))
}

/// Wraps a key in its raw form.
pub(super) async fn wrap(
    key: &CryptoKey,
    by: &CryptoKey,
    gcm: &Gcm<'_>,
) -> Result<Vec<u8>, CryptoError> {
    let promise = subtle()?.wrap_key_with_object("raw", key, by, &gcm.params());
    Ok(to_bytes(&finished(promise).await?))
}

/// Unwraps a key for one use. It cannot be exported.
pub(super) async fn unwrap(
    wrapped: &[u8],
    by: &CryptoKey,
    gcm: &Gcm<'_>,
    usage: Use,
) -> Result<CryptoKey, CryptoError> {
    let promise = subtle()?.unwrap_key_with_js_u8_array_and_object_and_str(
        "raw",
        &Uint8Array::from(wrapped),
        by,
        &gcm.params(),
        "AES-GCM",
        false,
        &usage.usages(),
    );
    let key = finished(promise).await.map_err(mismatch)?;
    key.dyn_into()
        .map_err(|_| CryptoError::Failed("TypeError".to_owned()))
}

/// How a key comes from something secret.
#[derive(Clone, Copy)]
pub(super) enum Derivation<'a> {
    /// HKDF-SHA-256 (RFC 5869): from something that is random enough already.
    Hkdf {
        /// What the key is for.
        info: &'a [u8],
    },
    /// PBKDF2-SHA-256 (RFC 8018): from something that a person remembers.
    Pbkdf2 {
        /// How often it is hashed.
        rounds: u32,
    },
}

impl Derivation<'_> {
    fn name(self) -> &'static str {
        match self {
            Derivation::Hkdf { .. } => "HKDF",
            Derivation::Pbkdf2 { .. } => "PBKDF2",
        }
    }

    fn params(self, salt: &[u8]) -> Object {
        let params = Object::new();
        js::set(&params, "name", &JsValue::from_str(self.name()));
        js::set(&params, "hash", &JsValue::from_str("SHA-256"));
        js::set(&params, "salt", &Uint8Array::from(salt));
        match self {
            Derivation::Hkdf { info } => js::set(&params, "info", &Uint8Array::from(info)),
            Derivation::Pbkdf2 { rounds } => {
                js::set(&params, "iterations", &JsValue::from_f64(rounds.into()));
            }
        }
        params
    }
}

/// An AES-256-GCM key for sealing from something secret. It cannot be exported.
pub(super) async fn derive(
    secret: &[u8],
    salt: &[u8],
    by: Derivation<'_>,
) -> Result<CryptoKey, CryptoError> {
    let import = subtle()?.import_key_with_str(
        "raw",
        &Uint8Array::from(secret),
        by.name(),
        false,
        &Array::of1(&JsValue::from_str("deriveKey")),
    );
    let material: CryptoKey = finished(import).await?.unchecked_into();
    let promise = subtle()?.derive_key_with_object_and_object(
        &by.params(salt),
        &material,
        &AesKeyGenParams::new("AES-GCM", 256),
        false,
        &Use::Seal.usages(),
    );
    Ok(finished(promise).await?.unchecked_into())
}

/// Encrypts and authenticates.
pub(super) async fn encrypt(
    content: &[u8],
    key: &CryptoKey,
    gcm: &Gcm<'_>,
) -> Result<Vec<u8>, CryptoError> {
    let promise = subtle()?.encrypt_with_object_and_js_u8_array(
        &gcm.params(),
        key,
        &Uint8Array::from(content),
    );
    Ok(to_bytes(&finished(promise).await?))
}

/// Decrypts what is authentic.
pub(super) async fn decrypt(
    sealed: &[u8],
    key: &CryptoKey,
    gcm: &Gcm<'_>,
) -> Result<Vec<u8>, CryptoError> {
    let promise = subtle()?.decrypt_with_object_and_js_u8_array(
        &gcm.params(),
        key,
        &Uint8Array::from(sealed),
    );
    Ok(to_bytes(&finished(promise).await.map_err(mismatch)?))
}

/// Whether a key on P-256, by its coordinates in base64url, has made a signature with SHA-256.
pub(super) async fn verify_p256(
    x: &str,
    y: &str,
    signature: &[u8],
    content: &[u8],
) -> Result<bool, CryptoError> {
    let jwk = Object::new();
    for (name, value) in [("kty", "EC"), ("crv", "P-256"), ("x", x), ("y", y)] {
        js::set(&jwk, name, &JsValue::from_str(value));
    }
    let algorithm = Object::new();
    for (name, value) in [
        ("name", "ECDSA"),
        ("namedCurve", "P-256"),
        ("hash", "SHA-256"),
    ] {
        js::set(&algorithm, name, &JsValue::from_str(value));
    }
    let import = subtle()?.import_key_with_object(
        "jwk",
        &jwk,
        &algorithm,
        false,
        &Array::of1(&JsValue::from_str("verify")),
    );
    let key: CryptoKey = finished(import).await?.unchecked_into();
    let promise = subtle()?.verify_with_object_and_js_u8_array_and_js_u8_array(
        &algorithm,
        &key,
        &Uint8Array::from(signature),
        &Uint8Array::from(content),
    );
    Ok(finished(promise).await?.is_truthy())
}

/// SHA-256.
pub(super) async fn sha256(bytes: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let promise = subtle()?.digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes));
    Ok(to_bytes(&finished(promise).await?))
}

async fn finished(promise: Result<Promise, JsValue>) -> Result<JsValue, CryptoError> {
    let promise = promise.map_err(|error| failed(&error))?;
    JsFuture::from(promise)
        .await
        .map_err(|error| failed(&error))
}

fn failed(error: &JsValue) -> CryptoError {
    CryptoError::Failed(error_name(error))
}

/// WebCrypto says `OperationError` without a text for a wrong key and for changed bytes alike.
fn mismatch(error: CryptoError) -> CryptoError {
    match error {
        CryptoError::Failed(name) if name == "OperationError" => CryptoError::TagMismatch,
        other => other,
    }
}

fn to_bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec()
}
