//! A remark in the page that stands out by tone; says what happened and what to do.

use leptos::prelude::*;

use super::icon::Icon;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeTone {
    /// Good to know.
    Info,
    /// The customer's turn.
    Turn,
    /// It is done.
    Done,
    /// It failed.
    Danger,
}

impl NoticeTone {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "notice notice--info",
            Self::Turn => "notice notice--turn",
            Self::Done => "notice notice--done",
            Self::Danger => "notice notice--danger",
        }
    }
}

/// A remark with a title; an alert is read out at once.
#[component]
pub fn Notice(
    /// What it is about.
    tone: NoticeTone,
    /// An icon of the sprite.
    icon: &'static str,
    /// What it says first.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it appears because of what the person just did.
    #[prop(optional)]
    alert: bool,
    /// What follows, and what can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=if alert { "alert" } else { "note" }>
            <Icon name=icon/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
