//! There is no such address.

use leptos::prelude::*;

use crate::components::failure::NotFound;

/// The page of an address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <div class="wrap page"><NotFound/></div> }
}
