//! Keys, read the way people who write Japanese need: Enter confirms a conversion there.

/// Whether this key press belongs to an input method that is still converting.
pub fn is_composing(event: &web_sys::KeyboardEvent) -> bool {
    // 229 is what browsers report for keys the input method takes, Safari after the event too.
    event.is_composing() || event.key_code() == 229
}

/// Ctrl+Enter, or ⌘+Enter: send.
pub fn is_send(event: &web_sys::KeyboardEvent) -> bool {
    event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !is_composing(event)
}
