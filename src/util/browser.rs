//! What the app asks of the window and the document.
//! Every function does nothing where there is no browser.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

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

/// Loads the page at `path`, as a link does.
pub fn open(path: &str) {
    // Fails only for addresses that no browser takes.
    let _ = window().location().assign(path);
}

/// Loads `path` afresh; nothing of this page stays in memory.
pub fn start_over(path: &str) {
    // Fails only for addresses that no browser takes.
    let _ = window().location().replace(path);
}

/// Prints the page.
pub fn print() {
    // Fails only where printing is forbidden.
    let _ = window().print();
}

/// Puts `text` on the clipboard; says whether the browser let us.
pub async fn copy(text: &str) -> bool {
    let writing = || -> Option<js_sys::Promise> {
        // Only secure pages have a clipboard.
        let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok()?;
        let write = js_sys::Reflect::get(&clipboard, &"writeText".into()).ok()?;
        let write: js_sys::Function = write.dyn_into().ok()?;
        write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
    };
    match writing() {
        Some(promise) => wasm_bindgen_futures::JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// Moves to `path` without loading anything, as a link within the program does; whoever watches the
/// address draws the page.
pub fn go(path: &str) {
    if let Ok(history) = window().history() {
        // Fails only for addresses of another origin.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    }
    tell_watchers();
}

/// The same, with nothing to go back to.
pub fn replace(path: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
    tell_watchers();
}

fn tell_watchers() {
    if let Ok(event) = web_sys::Event::new("popstate") {
        let _ = window().dispatch_event(&event);
    }
}

/// Takes what the address says behind the `#` out of it, so that it neither stays in the history nor
/// is seen on the screen; empty where there is nothing.
pub fn take_fragment() -> String {
    let fragment = fragment();
    if let (false, Ok(history)) = (fragment.is_empty(), window().history()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path()));
    }
    fragment
}

/// Whether the address has something behind the `#` that is not a place in this page.
pub fn is_foreign_fragment() -> bool {
    let fragment = fragment();
    !fragment.is_empty() && document().get_element_by_id(&fragment).is_none()
}

fn fragment() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}
