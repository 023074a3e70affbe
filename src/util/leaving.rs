//! Asks before a page with unsaved changes is closed or reloaded; in the browser's own words.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// While `unsaved` says so and its owner lasts, the browser asks before the page is gone.
pub fn guard(unsaved: Signal<bool>) {
    let listener = window_event_listener_untyped("beforeunload", move |event| {
        if unsaved.try_get_untracked() == Some(true) {
            event.prevent_default();
            // Older browsers ask only for a value.
            let event: &JsValue = event.unchecked_ref();
            let _ = js_sys::Reflect::set(event, &"returnValue".into(), &true.into());
        }
    });
    on_cleanup(move || listener.remove());
}
