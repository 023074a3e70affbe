//! A line of text with its label, and the two things that can be wrong with every such line.

use leptos::prelude::*;

use super::field::{Field, described_by};
use crate::{
    i18n::{Text, t},
    util::erased::attribute,
};

/// What is wrong with a line of text: nothing in it although `missing` says that something must be,
/// or more than `limit` characters.
pub fn fault(value: &str, missing: Option<Text>, limit: usize) -> Option<String> {
    match missing {
        Some(missing) if value.trim().is_empty() => Some(missing().to_owned()),
        _ => (value.trim().chars().count() > limit).then(|| t::text_too_long(&limit)),
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// Unique in the page.
    id: &'static str,
    /// What is asked for.
    label: Text,
    /// What was typed.
    value: RwSignal<String>,
    /// Whether it may not be left empty.
    #[prop(optional)]
    required: bool,
    /// How to answer.
    #[prop(optional_no_strip, into)]
    help: Option<Text>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// `text`, `tel`, `email`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Further classes, such as `input--narrow`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let faulty = move || error.with(Option::is_some);
    let has_help = help.is_some();
    let help = help.map(|help| Signal::derive(move || help().to_owned()));
    view! {
        <Field id=id label=Signal::derive(move || label().to_owned()) required=required help=help error=error>
            <input
                class=format!("input {class}").trim().to_owned()
                id=id
                name=id
                type=kind
                autocomplete=autocomplete
                aria-required=required.then_some("true")
                aria-invalid=attribute(move || faulty().then_some("true"))
                aria-describedby=attribute(move || described_by(id, has_help, faulty()))
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn only_a_needed_line_may_not_be_empty() {
        assert!(fault(" ", Some(|| "missing"), 3).is_some_and(|text| text == "missing"));
        assert_eq!(fault("", None, 3), None);
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(fault(" 佐藤様 ", None, 3), None);
    }
}
