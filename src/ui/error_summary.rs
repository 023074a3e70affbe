//! What is wrong with a form, at its top: takes the focus and leads to each field
//! (GOV.UK design system, error summary).

use crate::util::erased::dynamic;
use leptos::{html, prelude::*};

use super::icon::Icon;
use crate::i18n::t;

/// One line of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The input's id.
    pub id: &'static str,
    /// The same words as at the field.
    pub text: String,
}

/// Appears when there is something wrong, and takes the focus each time the form was sent.
#[component]
pub fn ErrorSummary(
    /// What is wrong; empty = nothing.
    #[prop(into)]
    faults: Signal<Vec<FieldFault>>,
    /// Changes each time the form was sent.
    #[prop(into)]
    attempt: Signal<u32>,
) -> impl IntoView {
    let summary = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        attempt.track();
        if let Some(summary) = summary.get()
            && faults.with_untracked(|faults| !faults.is_empty())
        {
            // Fails only when the summary has left the page.
            let _ = summary.focus();
        }
    });
    let shown = Memo::new(move |_| faults.with(|faults| !faults.is_empty()));
    view! {
        {dynamic(move || shown.get().then(|| view! {
            <section node_ref=summary class="error-summary" aria-labelledby="error-summary-title" tabindex="-1">
                <h2 id="error-summary-title">
                    <Icon name="error"/>
                    {dynamic(move || t::form_faults(faults.with(|faults| faults.len() as u64)))}
                </h2>
                <ol>
                    {dynamic(move || faults.get().into_iter().map(|fault| view! {
                        // The router would only scroll; the browser itself also moves the focus.
                        <li><a href=format!("#{}", fault.id) rel="external">{fault.text}</a></li>
                    }).collect_view())}
                </ol>
            </section>
        }))}
    }
}
