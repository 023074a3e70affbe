//! The seam to `public/boot.js`, which starts before this program does: requests it has sent
//! already, and the plain recovery panel it shows when this program dies.

use wasm_bindgen::{JsCast, JsValue};

fn boot_object() -> Option<JsValue> {
    let object = js_sys::Reflect::get(&js_sys::global(), &"madoguchi".into()).ok()?;
    object.is_object().then_some(object)
}

fn call(name: &str, argument: &JsValue) -> Option<JsValue> {
    let object = boot_object()?;
    let function = js_sys::Reflect::get(&object, &name.into()).ok()?;
    function.dyn_into::<js_sys::Function>().ok()?.call1(&object, argument).ok()
}

/// Shows the recovery panel when the app panics, instead of a dead page.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        leptos::logging::error!("{message}");
        call("crashed", &message.into());
    }));
}

/// Tells the boot script that the app has drawn itself.
pub fn ready() {
    call("ready", &JsValue::UNDEFINED);
}

/// The answer to a request that the boot script has sent already; each is given once.
pub fn take_early(path: &str) -> Option<js_sys::Promise> {
    let early = js_sys::Reflect::get(&boot_object()?, &"early".into()).ok()?;
    let early = early.dyn_into::<js_sys::Map>().ok()?;
    let promise = early.get(&path.into()).dyn_into::<js_sys::Promise>().ok()?;
    early.delete(&path.into());
    Some(promise)
}
