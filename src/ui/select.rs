//! A native select with the portal's arrow.

use crate::util::erased::dynamic;
use leptos::prelude::*;

use super::icon::Icon;

/// A native select.
#[component]
pub fn Select(
    /// Unique in the page; its label names it.
    id: &'static str,
    /// Values and what they are called; tracked.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The value that holds.
    #[prop(into)]
    value: Signal<String>,
    /// The person chose another.
    on_change: Callback<String>,
    /// Further classes, such as `select--small`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <span class=format!("select {class}")>
            <select id=id on:change=move |event| on_change.run(event_target_value(&event))>
                {dynamic(move || {
                    let value = value.get();
                    options
                        .get()
                        .into_iter()
                        .map(|(option, text)| {
                            let selected = option == value;
                            view! { <option value=option prop:selected=selected>{text}</option> }
                        })
                        .collect_view()
                })}
            </select>
            <Icon name="chevron-down"/>
        </span>
    }
}
