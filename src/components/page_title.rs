//! The one heading of a page: names the tab, and takes the focus when the person has moved here,
//! so that a screen reader says where they are.

use leptos::{html, prelude::*};

use crate::{
    state::{navigation::use_navigation, site::use_site},
    util::browser,
};

/// The `h1` of a page.
#[component]
pub fn PageTitle(
    /// What the page is called.
    #[prop(into)]
    text: Signal<String>,
    /// What stands before it in the tab only, such as `エラー: `.
    #[prop(optional, into)]
    prefix: Signal<String>,
    /// Whether only assistive technology reads it on the page.
    #[prop(optional)]
    hidden: bool,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let site = use_site();
    let navigation = use_navigation();
    Effect::new(move |_| {
        let (prefix, text, name) = (prefix.get(), text.get(), site.name());
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
    view! { <h1 node_ref=heading tabindex="-1" class:sr-only=hidden>{text}</h1> }
}
