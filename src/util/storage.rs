//! What this browser keeps: how the portal looks (`localStorage`) and text that has not been sent
//! (`sessionStorage`, for this tab). Neither ever holds anything secret.

use leptos::prelude::window;

/// Reads what this browser remembers under `key`.
pub fn read(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Remembers `value` under `key`; a browser that forbids it loses nothing but the memory.
pub fn write(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Reads what this tab keeps under `key`.
pub fn read_tab(key: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(key).ok()?
}

/// Keeps `value` in this tab under `key`; empty text is forgotten.
pub fn write_tab(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ =
            if value.is_empty() { storage.remove_item(key) } else { storage.set_item(key, value) };
    }
}

/// Forgets everything this tab keeps.
pub fn clear_tab() {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.clear();
    }
}
