//! The sentence about the lock, on every page where a wrong entry counts.

use leptos::prelude::*;

use crate::{i18n::t, state::site::use_site};

/// How many wrong entries lock a user ID, and for how long.
#[component]
pub fn LockLine() -> impl IntoView {
    let site = use_site();
    move || {
        site.options().map(|options| view! {
            <p class="small soft">{t::sign_in_lock(&options.lock_attempts, &options.lock_minutes)}</p>
        })
    }
}
