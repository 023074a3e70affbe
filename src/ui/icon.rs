//! An icon of the sprite. Always decoration: the words beside it, or the label of what holds it,
//! say what it means.

use crate::util::erased::attribute;
use leptos::prelude::*;

use crate::util::assets;

/// Draws the icon `name` of the sprite; `class` adds to its size or place.
#[component]
pub fn Icon(
    /// Identifier of the symbol.
    #[prop(into)]
    name: Signal<&'static str>,
    /// Further classes, such as `icon--l`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let classes = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! {
        <svg class=classes aria-hidden="true">
            <use href=attribute(move || assets::icon(name.get()))></use>
        </svg>
    }
}
