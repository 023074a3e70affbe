//! The field for a code of six digits: takes white space, hyphens and wide digits, brings up the digits
//! of a phone, lets the browser fill in what came by mail, and tells when the last digit is in.

use leptos::prelude::*;

use super::field::{Field, described_by};
use crate::{
    i18n::{Text, t},
    util::erased::attribute,
};

/// The code itself: digits only, however it was typed.
pub fn digits(typed: &str) -> String {
    typed
        .chars()
        .filter_map(|character| match character {
            '０'..='９' => char::from_digit(character as u32 - '０' as u32, 10),
            _ => character.is_ascii_digit().then_some(character),
        })
        .collect()
}

/// The field.
#[component]
pub fn CodeField(
    /// Unique in the page.
    id: &'static str,
    /// What was typed.
    value: RwSignal<String>,
    /// Where the code is found.
    help: Text,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// How many digits it has.
    length: usize,
    /// The last digit was typed.
    on_full: Callback<()>,
) -> impl IntoView {
    let faulty = move || error.with(Option::is_some);
    let typed = move |event| {
        let text = event_target_value(&event);
        let full = |text: &str| digits(text).len() == length;
        let now = full(&text) && !value.with_untracked(|before| full(before));
        value.set(text);
        if now {
            on_full.run(());
        }
    };
    view! {
        <Field
            id=id
            label=Signal::derive(|| t::verify_code().to_owned())
            required=true
            help=Signal::derive(move || help().to_owned())
            error=error
        >
            <input
                class="code-input"
                id=id
                name=id
                inputmode="numeric"
                autocomplete="one-time-code"
                spellcheck="false"
                aria-required="true"
                aria-invalid=attribute(move || faulty().then_some("true"))
                aria-describedby=attribute(move || described_by(id, true, faulty()))
                prop:value=value
                on:input=typed
            />
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        for typed in ["123456", "123 456", "123-456", " １２３４５６ "] {
            assert_eq!(digits(typed), "123456", "{typed}");
        }
    }
}
