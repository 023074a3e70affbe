//! Which program draws which address. The app is four programs built from one library, so that nobody
//! downloads an area they do not go to. A link from one into another loads a page.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{ACCESS_HELP, ACCOUNT, MAIL_CONFIRMATION, PASSWORD_RESET, PROFILE, SIGN_IN};
use crate::util::browser;

/// One of the programs. The server knows the same table (`static_files.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Everything that is not one of the others.
    Portal,
    /// Signing in, the second factor included: small, because everybody waits for it.
    SignIn,
    /// Getting and repairing access, without a session.
    Access,
    /// What a person, and an administrator, looks after: profile and account management.
    Account,
}

/// The program that draws `path`.
pub fn program(path: &str) -> Program {
    let area = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let is = |address: &str| address.trim_start_matches('/') == area;
    if is(SIGN_IN) {
        Program::SignIn
    } else if is(PASSWORD_RESET) || is(ACCESS_HELP) || is(MAIL_CONFIRMATION) {
        Program::Access
    } else if is(PROFILE) || is(ACCOUNT) {
        Program::Account
    } else {
        Program::Portal
    }
}

/// Follows links out of `own` by loading the page they lead to. To be called before a router listens,
/// which leaves alone what was taken already.
pub fn follow_out_of(own: Program) {
    window_event_listener(ev::click, move |event| {
        if let Some(address) = pressed(&event)
            && program(path_of(&address)) != own
        {
            event.prevent_default();
            browser::open(&address);
        }
    });
}

/// The address of the link within the app that was pressed, unless it is to open elsewhere or
/// somebody else follows it.
pub fn pressed(event: &web_sys::MouseEvent) -> Option<String> {
    let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || with_key {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]:not([target]):not([download])").ok()??;
    // Files to download come from the API, which is no page; they have said so above.
    link.get_attribute("href").filter(|address| address.starts_with('/'))
}

/// An address without what stands behind `?` and `#`.
pub fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Program, program};

    #[test]
    fn every_area_has_its_program_whatever_follows() {
        for (path, expected) in [
            ("/", Program::Portal),
            ("/cases/MD0001014", Program::Portal),
            ("/accounting", Program::Portal),
            ("/sign-in", Program::SignIn),
            ("/sign-in/verify/", Program::SignIn),
            ("/password-reset/new", Program::Access),
            ("/access-help", Program::Access),
            ("/mail-confirmation", Program::Access),
            ("/profile/mfa", Program::Account),
            ("/account", Program::Account),
            ("/account/contacts/7", Program::Account),
        ] {
            assert_eq!(program(path), expected, "{path}");
        }
    }
}
