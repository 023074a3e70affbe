//! The one heading of a page: names the tab, says there when something is wrong, and takes the focus
//! when the person has moved here, so that a screen reader says where they are.

use leptos::{html, prelude::*};

use crate::{
    i18n::t,
    state::{navigation::use_navigation, site::use_site},
    util::browser,
};

/// The id of the heading, for whoever moves the focus there.
pub const ID: &str = "page-title";

/// The `h1` of a page.
#[component]
pub fn PageTitle(
    /// What the page is called.
    #[prop(into)]
    text: Signal<String>,
    /// Whether only assistive technology reads it on the page.
    #[prop(optional)]
    hidden: bool,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let site = use_site();
    let navigation = use_navigation();
    Effect::new(move |_| {
        let (text, name) = (text.get(), site.name());
        let prefix = if navigation.is_faulty() { t::form_error_prefix() } else { "" };
        browser::set_title(&if name.is_empty() {
            format!("{prefix}{text}")
        } else {
            format!("{prefix}{text} – {name}")
        });
    });
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && navigation.take()
        {
            // Fails only when the heading has left the page.
            let _ = heading.focus();
        }
    });
    view! { <h1 id=ID node_ref=heading tabindex="-1" class:sr-only=hidden>{text}</h1> }
}
