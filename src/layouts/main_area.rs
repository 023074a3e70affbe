//! Skip link and main part of every shell, and the focus after a move to another page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{i18n::t, routes, state::navigation::use_navigation};

/// The link that leads past the frame; the first thing the keyboard reaches.
#[component]
pub fn SkipLink() -> impl IntoView {
    // The router would only scroll; the browser itself also moves the focus.
    view! { <a class="skip" href=routes::MAIN rel="external">{t::skip}</a> }
}

/// The main part of the page.
#[component]
pub fn MainArea(
    /// The page.
    children: Children,
) -> impl IntoView {
    view! { <main class="main" id="main" tabindex="-1">{children()}</main> }
}

/// Remembers each move to another page until its heading has taken the focus. What changes only
/// behind the `?` is the same page.
pub fn watch_moves() {
    let navigation = use_navigation();
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            navigation.moved();
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        path
    });
}
