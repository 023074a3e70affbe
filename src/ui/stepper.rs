//! Where one is in a task of several steps.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::{Text, t};

/// The steps; those before `current` are done.
#[component]
pub fn Stepper(
    /// What the steps lead to.
    label: Text,
    /// What they are called.
    steps: &'static [Text],
    /// The one that is being done, counted from 0.
    current: usize,
) -> impl IntoView {
    let step = move |(index, text): (usize, &Text)| {
        let done = index < current;
        view! {
            <li class=if done { "is-done" } else { "" } aria-current=(index == current).then_some("step")>
                <span>
                    {done.then(|| view! { <Icon name="check"/> })}
                    {*text}
                    {done.then(|| view! { <span class="sr-only">{t::reset_step_done}</span> })}
                </span>
            </li>
        }
    };
    view! {
        <ol class="stepper" aria-label=label>{steps.iter().enumerate().map(step).collect_view()}</ol>
    }
}
