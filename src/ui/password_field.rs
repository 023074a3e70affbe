//! A password input whose characters can be shown.

use crate::util::erased::{attribute, dynamic};
use leptos::{html, prelude::*};

use super::{
    field::{Field, described_by},
    icon::Icon,
};
use crate::i18n::t;

/// A password input with its label and a button that shows what was typed.
#[component]
pub fn PasswordField(
    /// Unique in the page.
    id: &'static str,
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What was typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// The id of what also describes it, such as the rules it has to keep.
    #[prop(optional)]
    described: &'static str,
    /// The input, for whoever moves the focus there.
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let descriptions = move || {
        let fault = described_by(id, false, error.with(Option::is_some)).unwrap_or_default();
        let all = format!("{fault} {described}").trim().to_owned();
        (!all.is_empty()).then_some(all)
    };
    view! {
        <Field id=id label=label required=true error=error>
            <div class="input-group">
                <input
                    node_ref=node_ref
                    class="input"
                    id=id
                    name=id
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-required="true"
                    aria-invalid=attribute(move || error.with(Option::is_some).then_some("true"))
                    aria-describedby=attribute(descriptions)
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <button
                    type="button"
                    aria-pressed=attribute(move || shown.get().to_string())
                    aria-controls=id
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    <Icon name="eye"/>
                    {dynamic(move || if shown.get() { t::password_hide() } else { t::password_show() })}
                </button>
            </div>
        </Field>
    }
}
