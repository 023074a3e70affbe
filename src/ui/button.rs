//! A button that does something now. While it is busy a second press does nothing; it is never
//! disabled to say "not yet".

use crate::util::erased::attribute;
use leptos::prelude::*;

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Beside others.
    #[default]
    Plain,
    /// The one of the task.
    Primary,
    /// Little weight.
    Quiet,
    /// Destroys something; only inside the dialog that asked.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button--primary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger-fill",
        }
    }
}

/// A button. Without `on_press` it submits its form.
#[component]
pub fn Button(
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether what it started is still going on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it does; without it the form is submitted.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Further classes, such as `button--block`.
    #[prop(optional)]
    class: &'static str,
    /// The id of what says more about it.
    #[prop(optional)]
    described: Option<&'static str>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let classes = format!("{} {class}", kind.class());
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=classes.trim().to_owned()
            type=if on_press.is_some() { "button" } else { "submit" }
            aria-describedby=described
            aria-busy=attribute(move || busy.get().then_some("true"))
            on:click=press
        >
            {children()}
        </button>
    }
}
