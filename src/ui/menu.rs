//! A menu that floats: the native popover, opened by a button that names its id, closed by Escape,
//! by a press elsewhere, and by choosing something in it.

use leptos::{html, prelude::*};

/// What a button with `popovertarget=id` opens. `class` places it (`menu--anchor`, `menu--top`).
#[component]
pub fn Menu(
    /// Unique in the page.
    id: &'static str,
    /// Where it floats.
    class: &'static str,
    /// `menu-group`s of `menu-item`s.
    children: Children,
) -> impl IntoView {
    let menu = NodeRef::<html::Div>::new();
    let close = move |_| {
        if let Some(menu) = menu.get_untracked() {
            // Fails when it is closed already.
            let _ = menu.hide_popover();
        }
    };
    view! {
        <div node_ref=menu class=format!("menu {class}") id=id popover="auto" on:click=close>
            {children()}
        </div>
    }
}
