//! User IDs: how one is proposed for a new account (specification, account management).
//! They are unique over the whole portal, whatever company a person belongs to.

use crate::limits;

/// The user ID proposed for a mail address: the address and the portal's suffix, the address cut
/// so that both fit into [`limits::USER_ID`] characters.
pub fn propose(mail: &str, suffix: &str) -> String {
    let room = limits::USER_ID.saturating_sub(suffix.chars().count());
    mail.trim().chars().take(room).chain(suffix.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proposal_is_the_mail_address_and_the_suffix() {
        assert_eq!(propose(" admin@sample.example ", ".mg"), "admin@sample.example.mg");
    }

    #[test]
    fn a_long_address_is_cut_and_the_suffix_kept() {
        let id = propose("a.person.with.a.long.name@subsidiary.sample.example", ".mg");
        assert_eq!(id, "a.person.with.a.long.name@subsidiary..mg");
        assert_eq!(id.chars().count(), limits::USER_ID);
    }
}
