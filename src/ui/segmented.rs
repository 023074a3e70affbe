//! A choice of few, side by side; radio buttons underneath, so the arrow keys work.

use leptos::prelude::*;

/// One of few values.
#[component]
pub fn Segmented(
    /// Groups the radio buttons; unique in the page.
    name: &'static str,
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// Values and what they are called.
    options: Vec<(&'static str, Signal<String>)>,
    /// The value that holds.
    #[prop(into)]
    value: Signal<String>,
    /// The person chose another.
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <span class="segmented" role="radiogroup" aria-label=label>
            {options
                .into_iter()
                .map(|(option, text)| view! {
                    <label>
                        <input
                            type="radio"
                            name=name
                            value=option
                            prop:checked=move || value.with(|value| value == option)
                            on:change=move |_| on_change.run(option.to_owned())
                        />
                        {text}
                    </label>
                })
                .collect_view()}
        </span>
    }
}
