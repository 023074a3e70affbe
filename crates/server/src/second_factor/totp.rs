//! Codes of authenticator apps (RFC 6238): SHA-1, six digits, 30 seconds, one step of tolerance to
//! either side. Other figures are not understood by every app.

use data_encoding::BASE32_NOPAD;
use totp_rs::{Builder, Secret};

/// Bytes of a secret: the 160 bits that RFC 4226 asks for.
const BYTES: usize = 20;

/// A new secret.
pub(super) fn new_secret() -> Vec<u8> {
    rand::random::<[u8; BYTES]>().to_vec()
}

/// A secret as people type it.
pub(super) fn base32(secret: &[u8]) -> String {
    BASE32_NOPAD.encode(secret)
}

/// A secret that was typed; `None` when it is none.
pub(super) fn from_base32(typed: &str) -> Option<Vec<u8>> {
    BASE32_NOPAD.decode(typed.as_bytes()).ok()
}

/// The time step that `code` belongs to; `None` when it is not shown now. `now` in milliseconds.
pub(super) fn step(secret: &[u8], code: &str, now: i64) -> Option<i64> {
    let seconds = u64::try_from(now / 1_000).ok()?;
    let totp = Builder::new().with_secret(Secret::new(secret.into())).build_noncompliant();
    totp.check(code, seconds).and_then(|step| i64::try_from(step).ok())
}

/// The address that the QR code holds.
pub(super) fn uri(secret: &[u8], issuer: &str, user_id: &str) -> String {
    // The label separates issuer and account by a colon.
    let (issuer, account) = (encoded(&issuer.replace(':', " ")), encoded(user_id));
    let secret = base32(secret);
    format!(
        "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}\
         &algorithm=SHA1&digits=6&period=30"
    )
}

/// Percent-encoded (RFC 3986), all but the unreserved characters.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the last six of its eight digits.
    const RFC: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (seconds, code) in RFC {
            assert_eq!(step(secret, code, seconds * 1_000), Some(seconds / 30));
            assert_eq!(step(secret, code, (seconds + 30) * 1_000), Some(seconds / 30));
            assert_eq!(step(secret, code, (seconds + 60) * 1_000), None);
        }
    }

    #[test]
    fn the_address_of_the_qr_code_can_be_read_by_any_app() {
        let secret = from_base32("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").unwrap();
        assert_eq!(
            uri(&secret, "窓口: A&B", "a@b.example"),
            "otpauth://totp/%E7%AA%93%E5%8F%A3%20%20A%26B:a%40b.example\
             ?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=%E7%AA%93%E5%8F%A3%20%20A%26B\
             &algorithm=SHA1&digits=6&period=30"
        );
    }
}
