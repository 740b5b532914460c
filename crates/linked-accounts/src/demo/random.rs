//! Random text and digests, as the provider needs them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use specwright::Secret;

use crate::crypto::{random_token, sha256};

/// 256 random bits as 43 characters; `None` when the system has none.
pub(super) fn random_text() -> Option<String> {
    random_token().ok().map(Secret::into_exposed)
}

/// `BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))` (RFC 7636, section 4.6).
pub(super) fn s256(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()).as_bytes())
}
