//! Passkeys (WebAuthn level 3), asked of the browser. What goes in and what comes out is JSON text
//! that only the server reads.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyError {
    /// The person closed the browser's dialog, or let it wait too long.
    Cancelled,
    /// The device has one for this account already; only when one is made.
    AlreadyThere,
    /// Anything else: the browser or the device cannot do it.
    Failed,
}

/// Whether this browser can do it here: it knows the JSON forms, and the page came over a line
/// that browsers trust.
pub fn supported() -> bool {
    let class = get(&js_sys::global(), "PublicKeyCredential");
    ["parseRequestOptionsFromJSON", "parseCreationOptionsFromJSON"]
        .into_iter()
        .all(|name| class.as_ref().and_then(|class| get(class, name)).is_some())
        && credentials().is_some()
}

/// Lets the person show a passkey; `options` is a `PublicKeyCredentialRequestOptionsJSON`, the
/// answer an `AuthenticationResponseJSON`.
///
/// # Errors
/// When the person does not, or the browser cannot.
pub async fn show(options: &str) -> Result<String, PasskeyError> {
    ask("parseRequestOptionsFromJSON", "get", options).await
}

/// Lets the person make a passkey; `options` is a `PublicKeyCredentialCreationOptionsJSON`, the
/// answer a `RegistrationResponseJSON`.
///
/// # Errors
/// When the person does not, or the browser cannot.
pub async fn create(options: &str) -> Result<String, PasskeyError> {
    ask("parseCreationOptionsFromJSON", "create", options).await
}

async fn ask(parse: &str, method: &str, options: &str) -> Result<String, PasskeyError> {
    let promise = begin(parse, method, options).ok_or(PasskeyError::Failed)?;
    let credential = JsFuture::from(promise).await.map_err(|error| reason(&error))?;
    // A credential turns itself into JSON.
    let text = JSON::stringify(&credential).ok().and_then(|text| text.as_string());
    text.ok_or(PasskeyError::Failed)
}

/// Opens the browser's dialog; none when it refuses at once.
fn begin(parse: &str, method: &str, options: &str) -> Option<Promise> {
    let class = get(&js_sys::global(), "PublicKeyCredential")?;
    let options = call(&class, parse, &JSON::parse(options).ok()?)?;
    let request = Object::new();
    Reflect::set(&request, &"publicKey".into(), &options).ok()?;
    call(&credentials()?, method, &request)?.dyn_into().ok()
}

/// What the browser's refusal means, by the name of its `DOMException`.
fn reason(error: &JsValue) -> PasskeyError {
    match get(error, "name").and_then(|name| name.as_string()).as_deref() {
        Some("NotAllowedError" | "AbortError") => PasskeyError::Cancelled,
        Some("InvalidStateError") => PasskeyError::AlreadyThere,
        _ => PasskeyError::Failed,
    }
}

/// The browser's store of credentials; only secure pages have one.
fn credentials() -> Option<JsValue> {
    get(&get(&js_sys::global(), "navigator")?, "credentials")
}

/// What `object` has under `name`; none when it is not there.
fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

fn call(object: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    get(object, name)?.dyn_into::<Function>().ok()?.call1(object, argument).ok()
}
