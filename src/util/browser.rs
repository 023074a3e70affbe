//! What the app asks of the window and the document.
//! Every function does nothing where there is no browser.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets or removes an attribute of the root element.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Sets or removes a custom property of the root element.
pub fn set_root_property(name: &str, value: Option<&str>) {
    let root =
        document().document_element().and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(root) = root {
        let style = root.style();
        let _ = match value {
            Some(value) => style.set_property(name, value),
            None => style.remove_property(name).map(|_| ()),
        };
    }
}

/// Moves the focus to the element with this `id`; says whether it is there now. It is not where
/// there is no such element, or it cannot be seen.
pub fn focus(id: &str) -> bool {
    if let Some(element) =
        document().get_element_by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
    document().active_element().is_some_and(|element| element.id() == id)
}

/// Whether keys now go into a field, or a dialog is open.
pub fn is_typing() -> bool {
    let field = document()
        .active_element()
        .is_some_and(|e| e.matches("input, select, textarea, [contenteditable]").unwrap_or(false));
    field || document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// Moves the focus once the changes made now have been drawn.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        focus(&id);
    });
}

/// Moves the focus to the first of these ids that is there once the changes made now have been drawn.
pub fn focus_first_soon(ids: &'static [&'static str]) {
    request_animation_frame(move || {
        ids.iter().any(|id| focus(id));
    });
}

/// Scrolls to the element with this `id`, where there is one.
pub fn scroll_to(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}

/// Milliseconds since 1970 UTC by the browser's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// The year by the browser's clock.
pub fn year() -> u32 {
    js_sys::Date::new_0().get_full_year()
}

/// What the address says behind the `?` under this name.
pub fn query_value(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// The address without its host and without what stands behind the `?`.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Loads this page afresh; what was typed and not kept is gone.
pub fn reload() {
    // Fails only where there is no page.
    let _ = window().location().reload();
}

/// Loads `path` afresh; nothing of this page stays in memory.
pub fn start_over(path: &str) {
    // Fails only for addresses that no browser takes.
    let _ = window().location().replace(path);
}
