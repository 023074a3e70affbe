//! What stands around an input: label, required or optional in words, help, and the error, all
//! tied to the input for assistive technology.

use crate::util::erased::dynamic;
use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::t;

/// The ids an input names in `aria-describedby`.
pub fn described_by(id: &str, help: bool, error: bool) -> Option<String> {
    let mut ids = Vec::new();
    if error {
        ids.push(format!("{id}-error"));
    }
    if help {
        ids.push(format!("{id}-help"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// Label, help and error around the input in `children`, whose `id` is given.
#[component]
pub fn Field(
    /// The input's id.
    id: &'static str,
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it may not be left empty.
    #[prop(optional)]
    required: bool,
    /// How to answer.
    #[prop(optional_no_strip, into)]
    help: Option<Signal<String>>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The input.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field" class:field--error=move || error.with(Option::is_some)>
            <label class="label" for=id>
                {label} " "
                <span class=if required { "req" } else { "opt" }>{dynamic(move || if required { t::field_required() } else { t::field_optional() })}</span>
            </label>
            {help.map(|help| view! { <p class="help" id=format!("{id}-help")>{help}</p> })}
            {dynamic(move || error.get().map(|error| view! {
                <p class="field-error" id=format!("{id}-error")><Icon name="error"/>{error}</p>
            }))}
            {children()}
        </div>
    }
}
