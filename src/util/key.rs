//! Keys, read the way people who write Japanese need: Enter confirms a conversion there.

use leptos::prelude::*;

/// Whether this key press belongs to an input method that is still converting.
pub fn is_composing(event: &web_sys::KeyboardEvent) -> bool {
    // 229 is what browsers report for keys the input method takes, Safari after the event too.
    event.is_composing() || event.key_code() == 229
}

/// Ctrl+Enter, or ⌘+Enter: send.
pub fn is_send(event: &web_sys::KeyboardEvent) -> bool {
    event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !is_composing(event)
}

/// Ctrl+S, or ⌘+S, saves while the page that asked for it is there; not behind a dialog.
pub fn on_save(save: Callback<()>) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let held = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if !held || !event.key().eq_ignore_ascii_case("s") || is_composing(&event) {
            return;
        }
        // Never the browser's own dialog, which would save the page as a file.
        event.prevent_default();
        if document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_none()) {
            save.run(());
        }
    });
    on_cleanup(move || listener.remove());
}
