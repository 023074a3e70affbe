//! The pages without a session, in two programs: which address draws which page, without the router,
//! and moves between the pages of a program without loading anything.

use leptos::{ev, prelude::*};

use super::{
    ACCESS_HELP, MAIL_CONFIRMATION, NEW_PASSWORD, NotFoundPage, PASSWORD_RESET, SIGN_IN, VERIFY,
    programs::{path_of, pressed},
};
use crate::{
    pages::entry::{
        access_help::AccessHelpPage, mail_confirmation::MailConfirmationPage,
        new_password::NewPasswordPage, password_reset::PasswordResetPage, sign_in::SignInPage,
        verify::VerifyPage,
    },
    state::navigation::use_navigation,
    util::{browser, erased::dynamic},
};

/// What draws a page.
pub type Page = fn() -> AnyView;

/// The page of signing in at `path`, if there is one.
pub fn sign_in_page(path: &str) -> Option<Page> {
    Some(match path.trim_end_matches('/') {
        SIGN_IN => || view! { <SignInPage/> }.into_any(),
        VERIFY => || view! { <VerifyPage/> }.into_any(),
        _ => return None,
    })
}

/// The page of getting and repairing access at `path`, if there is one.
pub fn access_page(path: &str) -> Option<Page> {
    Some(match path.trim_end_matches('/') {
        PASSWORD_RESET => || view! { <PasswordResetPage/> }.into_any(),
        NEW_PASSWORD => || view! { <NewPasswordPage/> }.into_any(),
        ACCESS_HELP => || view! { <AccessHelpPage/> }.into_any(),
        MAIL_CONFIRMATION => || view! { <MailConfirmationPage/> }.into_any(),
        _ => return None,
    })
}

/// The page the address asks for.
#[component]
pub fn EntranceRoutes(
    /// The pages of the program.
    page: fn(&str) -> Option<Page>,
) -> impl IntoView {
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
    let pressed = window_event_listener(ev::click, move |event| {
        // Links between the pages of a program load nothing; all others are the browser's.
        if let Some(address) = pressed(&event)
            && page(path_of(&address)).is_some()
        {
            event.prevent_default();
            browser::go(&address);
        }
    });
    on_cleanup(move || {
        moved.remove();
        pressed.remove();
    });
    dynamic(move || match page(&path.get()) {
        Some(draw) => draw(),
        None => view! { <NotFoundPage/> }.into_any(),
    })
}

#[cfg(test)]
mod tests {
    use super::{access_page, sign_in_page};

    #[test]
    fn the_pages_without_a_session_are_known_with_and_without_a_slash_at_the_end() {
        for path in ["/sign-in", "/sign-in/verify", "/sign-in/"] {
            assert!(sign_in_page(path).is_some() && access_page(path).is_none(), "{path}");
        }
        for path in ["/password-reset/", "/password-reset/new", "/access-help"] {
            assert!(access_page(path).is_some() && sign_in_page(path).is_none(), "{path}");
        }
        assert!(sign_in_page("/sign-in/else").is_none());
    }
}
