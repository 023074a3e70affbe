//! The short messages at the edge of the window; read out when they appear.

use leptos::prelude::*;

use crate::{
    i18n::t,
    state::toasts::{Toast, ToastKind, use_toasts},
    ui::icon::Icon,
};

/// Draws the messages.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status">
            <For each=move || toasts.items() key=|toast| toast.id let:toast>
                {row(toast)}
            </For>
        </div>
    }
}

fn row(toast: Toast) -> impl IntoView {
    let toasts = use_toasts();
    let icon = match toast.kind {
        ToastKind::Done => "success",
        ToastKind::Failed => "error",
    };
    view! {
        <p class="toast">
            <Icon name=icon/>
            <span>{toast.text}</span>
            <button class="button" type="button" on:click=move |_| toasts.dismiss(toast.id)>
                {t::close}
            </button>
        </p>
    }
}
