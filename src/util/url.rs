//! Addresses: percent-encoding of a value, and queries put together from pairs.

/// Encodes a value for a path segment or a query (RFC 3986: everything but unreserved characters).
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte as char)
            }
            _ => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.push(
                        char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase(),
                    );
                }
            }
        }
    }
    out
}

/// A path with a query; pairs without a value are left out.
pub fn with_query(path: &str, pairs: &[(&str, Option<&str>)]) -> String {
    let mut out = path.to_owned();
    let mut separator = '?';
    for (name, value) in pairs {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            out.push(separator);
            out.push_str(name);
            out.push('=');
            out.push_str(&encode(value));
            separator = '&';
        }
    }
    out
}

/// The path to go to after sign-in, if `wanted` is one of this portal: a path of the same origin
/// and nothing that browsers read as another host.
pub fn safe_return_path(wanted: &str) -> Option<&str> {
    let of_this_origin = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains('\\')
        && !wanted.chars().any(|character| character.is_control() || character.is_whitespace());
    of_this_origin.then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_carry_japanese_and_signs_unharmed() {
        assert_eq!(encode("録音 a&b"), "%E9%8C%B2%E9%9F%B3%20a%26b");
        assert_eq!(
            with_query("/x", &[("q", Some("1 2")), ("r", None), ("s", Some(""))]),
            "/x?q=1%202"
        );
        assert_eq!(with_query("/x", &[("a", Some("1")), ("b", Some("2"))]), "/x?a=1&b=2");
    }

    #[test]
    fn a_return_path_never_leaves_the_portal() {
        assert_eq!(safe_return_path("/cases?view=action"), Some("/cases?view=action"));
        for trick in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:x",
            "/\t/evil.example",
        ] {
            assert_eq!(safe_return_path(trick), None, "{trick}");
        }
    }
}
