//! Keys that make a request repeatable without doing it twice (`Idempotency-Key`).

use wasm_bindgen::JsCast;

/// A new random key, from the browser's cryptographic source where there is one.
pub fn idempotency_key() -> String {
    let from_crypto = || -> Option<String> {
        let crypto = js_sys::Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
        let random = js_sys::Reflect::get(&crypto, &"randomUUID".into()).ok()?;
        random.dyn_into::<js_sys::Function>().ok()?.call0(&crypto).ok()?.as_string()
    };
    // Plain http on another host than localhost has no randomUUID; a repeat is still told apart.
    from_crypto()
        .unwrap_or_else(|| format!("{:x}-{}", js_sys::Date::now() as u64, js_sys::Math::random()))
}
