//! Mail addresses as far as they may be shown: enough for their owner to recognise them.

/// `sa****@example.com`: two characters of what stands before the `@`, never all of them.
pub fn mail(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let shown = local.chars().count().saturating_sub(1).min(2);
    let begin: String = local.chars().take(shown).collect();
    format!("{begin}****@{domain}")
}

#[cfg(test)]
mod tests {
    use super::mail;

    #[test]
    fn only_the_beginning_of_an_address_is_shown() {
        assert_eq!(mail("sakura@example.com"), "sa****@example.com");
        assert_eq!(mail("abc@example.com"), "ab****@example.com");
        assert_eq!(mail("ab@example.com"), "a****@example.com");
        assert_eq!(mail("a@example.com"), "****@example.com");
        assert_eq!(mail("\"a@b\"@example.com"), "\"a****@example.com");
    }
}
