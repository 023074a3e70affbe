//! The shadow of what is being loaded; appears after 150 ms, so that quick answers do not flicker.

use leptos::prelude::*;

use crate::i18n::t;

/// Grey lines in the place of text that is on its way.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div aria-busy="true">
            <p class="sr-only" role="status">{t::loading}</p>
            <div class="skeleton" aria-hidden="true">
                <i></i><i></i><i></i><i></i><i></i><i></i>
            </div>
        </div>
    }
}
