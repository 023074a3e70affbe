//! The three steps of a reset, on the two pages it takes.

use leptos::prelude::*;

use crate::{
    i18n::{Text, t},
    ui::stepper::Stepper,
};

/// A step of the reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetStep {
    /// ①特定: the user ID.
    Identify,
    /// ②検証: the registered address.
    Verify,
    /// ③リセット: by the link from the mail.
    Reset,
    /// All of them are behind one.
    Done,
}

const STEPS: &[Text] = &[t::reset_step_identify, t::reset_step_verify, t::reset_step_reset];

/// Where one is.
#[component]
pub fn ResetSteps(
    /// The step that is being done.
    at: ResetStep,
) -> impl IntoView {
    view! { <Stepper label=t::reset_steps steps=STEPS current=at as usize/> }
}
