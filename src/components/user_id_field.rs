//! The user ID, as browsers and password managers know it.

use leptos::{html, prelude::*};
use madoguchi_contract::limits;

use crate::{
    i18n::t,
    ui::field::{Field, described_by},
    util::erased::attribute,
};

/// The id of the input.
pub const ID: &str = "user-id";

/// The field; one that cannot be changed says whose password is asked for.
#[component]
pub fn UserIdField(
    /// What was typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it cannot be changed.
    #[prop(optional)]
    fixed: bool,
    /// The input, for whoever reads what the browser filled in.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let faulty = move || error.with(Option::is_some);
    view! {
        <Field id=ID label=Signal::derive(|| t::user_id().to_owned()) required=true error=error>
            <input
                node_ref=node_ref
                class="input"
                id=ID
                name="username"
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
                maxlength=limits::USER_ID.to_string()
                readonly=fixed
                aria-required="true"
                aria-invalid=attribute(move || faulty().then_some("true"))
                aria-describedby=attribute(move || described_by(ID, false, faulty()))
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}
