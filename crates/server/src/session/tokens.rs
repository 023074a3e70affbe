//! Random values that open something, and the hashes under which they are kept.
//! 256 bits from the operating system's generator; a fast hash is enough for them.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A new secret of 256 random bits, 43 characters that fit into cookies and headers.
pub fn random_secret() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// A new identifier of 128 random bits; not a secret.
pub fn random_hex() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// What is stored of a secret.
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
