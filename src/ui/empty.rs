//! Nothing to show: not yet, no match, or not readable. Always with the next step.

use leptos::prelude::*;

use super::icon::Icon;

/// A quiet block that says why there is nothing and what to do.
#[component]
pub fn Empty(
    /// An icon of the sprite.
    icon: &'static str,
    /// What is the matter.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what was kept.
    #[prop(into)]
    text: Signal<String>,
    /// The next steps: buttons or links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon/>
            <h2 class="h-small">{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="button-row">{children()}</div> })}
        </div>
    }
}
