//! The way from home to the page one is on.

use leptos::prelude::*;

use crate::{i18n::t, routes};

/// Home, and the steps from there.
#[component]
pub fn Breadcrumb(
    /// The further steps, as `li`; the last one is the page itself.
    children: Children,
) -> impl IntoView {
    view! {
        <nav aria-label=t::breadcrumb>
            <ol class="crumbs">
                <li><a href=routes::HOME>{t::nav_home}</a></li>
                {children()}
            </ol>
        </nav>
    }
}
