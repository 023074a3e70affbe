//! A modal dialog on the native element: the rest of the page is inert, Escape leaves, and the
//! focus returns to where it was.

use crate::util::erased::dynamic;
use leptos::{html, prelude::*};

/// A modal dialog that is open while `open` says so.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// What Escape does; without it the dialog cannot be left that way.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// Unique in the page; the heading's id is derived from it.
    id: &'static str,
    /// The question or the news.
    #[prop(into)]
    title: Signal<String>,
    /// What stands below the title, drawn while the dialog is open.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (open, Some(element)) = (open.get(), dialog.get()) else { return };
        if open && !element.open() {
            // Fails only when the element has left the page.
            let _ = element.show_modal();
        } else if !open && element.open() {
            element.close();
        }
    });
    let title_id = format!("{id}-title");
    let cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        if let Some(on_cancel) = on_cancel {
            on_cancel.run(());
        }
    };
    // Browsers let Escape close a dialog after all when it is pressed again and again.
    let closed = move |_| {
        if !open.get_untracked() {
            return;
        }
        if let Some(on_cancel) = on_cancel {
            on_cancel.run(());
        }
        if let Some(element) = dialog.get_untracked()
            && open.get_untracked()
            && !element.open()
        {
            let _ = element.show_modal();
        }
    };
    view! {
        <dialog node_ref=dialog id=id class="dialog" aria-labelledby=title_id on:cancel=cancel on:close=closed>
            {dynamic(move || {
                let title_id = format!("{id}-title");
                let children = children.clone();
                open.get().then(move || view! {
                    <div class="dialog-body"><h2 id=title_id>{title}</h2></div>
                    {children()}
                })
            })}
        </dialog>
    }
}
