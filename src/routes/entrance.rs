//! The pages before sign-in, as a program of their own: which address draws which page, without the
//! router, and moves between them without loading anything.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    ACCESS_HELP, MAIL_CONFIRMATION, NEW_PASSWORD, NotFoundPage, PASSWORD_RESET, SIGN_IN,
    SignInPage, VERIFY, VerifyPage,
};
use crate::{
    pages::entry::{
        access_help::AccessHelpPage, mail_confirmation::MailConfirmationPage,
        new_password::NewPasswordPage, password_reset::PasswordResetPage,
    },
    state::navigation::use_navigation,
    util::{browser, erased::dynamic},
};

/// The page at `path`; none when it is not one of these.
fn page(path: &str) -> Option<fn() -> AnyView> {
    Some(match path.trim_end_matches('/') {
        SIGN_IN => || view! { <SignInPage/> }.into_any(),
        VERIFY => || view! { <VerifyPage/> }.into_any(),
        PASSWORD_RESET => || view! { <PasswordResetPage/> }.into_any(),
        NEW_PASSWORD => || view! { <NewPasswordPage/> }.into_any(),
        ACCESS_HELP => || view! { <AccessHelpPage/> }.into_any(),
        MAIL_CONFIRMATION => || view! { <MailConfirmationPage/> }.into_any(),
        _ => return None,
    })
}

/// Whether the entrance has a page at `path`.
pub fn is_entrance(path: &str) -> bool {
    page(path).is_some()
}

/// The page the address asks for.
#[component]
pub fn EntranceRoutes() -> impl IntoView {
    let navigation = use_navigation();
    let path = RwSignal::new(browser::path());
    let moved = window_event_listener(ev::popstate, move |_| {
        let now = browser::path();
        if now != path.get_untracked() {
            navigation.moved();
            window().scroll_to_with_x_and_y(0.0, 0.0);
            path.set(now);
        } else if browser::is_foreign_fragment() {
            // Another link from a mail, in the same tab.
            browser::reload();
        }
    });
    let pressed = window_event_listener(ev::click, follow_in_place);
    on_cleanup(move || {
        moved.remove();
        pressed.remove();
    });
    dynamic(move || match page(&path.get()) {
        Some(draw) => draw(),
        None => view! { <NotFoundPage/> }.into_any(),
    })
}

/// Links between these pages load nothing; all others, and presses that open a new tab, are the
/// browser's.
fn follow_in_place(event: web_sys::MouseEvent) {
    let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || with_key {
        return;
    }
    let link = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("a[href]:not([target])").ok().flatten());
    let Some(address) = link.and_then(|link| link.get_attribute("href")) else { return };
    if address.split(['?', '#']).next().is_some_and(is_entrance) {
        event.prevent_default();
        browser::go(&address);
    }
}

#[cfg(test)]
mod tests {
    use super::is_entrance;

    #[test]
    fn the_pages_before_sign_in_are_known_with_and_without_a_slash_at_the_end() {
        for path in ["/sign-in", "/sign-in/verify", "/password-reset/", "/password-reset/new"] {
            assert!(is_entrance(path), "{path}");
        }
        for path in ["/", "", "/cases", "/sign-in/else", "#main"] {
            assert!(!is_entrance(path), "{path}");
        }
    }
}
