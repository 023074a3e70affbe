//! The choice of a time zone: all that this browser knows, by their IANA names.

use std::cell::OnceCell;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::ui::select::Select;

/// What the browsers' lists leave out.
const UTC: &str = "UTC";

thread_local! {
    static ZONES: OnceCell<Vec<String>> = const { OnceCell::new() };
}

/// The zones of this browser; none where it cannot list them.
fn zones() -> Vec<String> {
    let listed = || -> Option<Vec<String>> {
        let class = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list: Function =
            Reflect::get(&class, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        let zones: Array =
            list.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok()?.dyn_into().ok()?;
        Some(zones.iter().filter_map(|zone| zone.as_string()).collect())
    };
    ZONES.with(|zones| zones.get_or_init(|| listed().unwrap_or_default()).clone())
}

/// The choice. A label names it by its id.
#[component]
pub fn TimeZoneSelect(
    /// Unique in the page.
    id: &'static str,
    /// The zone that holds; always among the choices, whatever this browser knows.
    #[prop(into)]
    value: Signal<String>,
    /// The person chose another.
    on_change: Callback<String>,
) -> impl IntoView {
    let options = Memo::new(move |_| {
        let mut zones = zones();
        let current = value.get();
        for zone in [UTC, &current] {
            if !zone.is_empty() && !zones.iter().any(|known| known == zone) {
                zones.push(zone.to_owned());
            }
        }
        zones.into_iter().map(|zone| (zone.clone(), zone.replace('_', " "))).collect::<Vec<_>>()
    });
    view! { <Select id=id options=options value=value on_change=on_change/> }
}
