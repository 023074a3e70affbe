//! `/api/v1/session` and `/api/v1/me`: signing in, staying signed in, signing out, preferences.
//! The rules are those of the specification, section sign-in.

mod browser;
mod browsers;
pub mod confirmation;
pub mod cookies;
mod enter;
pub mod history;
pub mod locks;
mod mailed_codes;
mod me;
pub mod origin;
pub mod passwords;
mod preferences;
mod purge;
mod routes;
mod rows;
mod sign_in;
mod step_routes;
mod steps;
pub mod tokens;
mod verification;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::AppState;

pub use me::customer_numbers;
pub use purge::{REGISTRATION, UNPAIRED, purge};
pub use routes::active;
pub use rows::{
    end_all, forget_trusted_browsers, milliseconds, renew, revoke_links, shut_out, viewer,
};

/// The routes of sessions and of the person who is signed in.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(
            routes::read_session,
            routes::create_session,
            routes::use_session,
            routes::delete_session
        ))
        .routes(routes!(step_routes::mail_code))
        .routes(routes!(step_routes::challenge_passkey))
        .routes(routes!(step_routes::verify))
        .routes(routes!(me::read_me))
        .routes(routes!(me::change_preferences))
}

/// The form in which user IDs are compared: without surrounding white space, full-width
/// characters as half-width (NFKC), in lower case.
pub fn login_key(typed: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    typed.trim().nfkc().collect::<String>().to_lowercase()
}

/// Characters of a typed user ID that are looked at; no user ID is as long.
const LONGEST_TYPED: usize = 200;

/// What a person typed as a user ID, as [`login_key`], and whether it can be anybody's: what is far
/// longer is nobody's, whatever it begins with, and not worth folding whole.
pub fn typed_key(typed: &str) -> (String, bool) {
    let begin: String = typed.trim().chars().take(LONGEST_TYPED + 1).collect();
    (login_key(&begin), begin.chars().count() <= LONGEST_TYPED)
}

#[cfg(test)]
mod tests {
    use super::login_key;

    #[test]
    fn a_user_id_is_the_same_however_it_is_typed() {
        for typed in [
            "admin@sample.example.mg",
            " Admin@Sample.example.MG\t",
            "ａｄｍｉｎ＠sample.example.mg",
        ] {
            assert_eq!(login_key(typed), "admin@sample.example.mg");
        }
        assert_ne!(login_key("admin@sample.example.mg"), login_key("admin @sample.example.mg"));
    }
}
