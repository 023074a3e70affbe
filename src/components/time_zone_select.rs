//! The choice of a time zone: all that this browser knows, by their IANA names and their distance from
//! UTC.

use std::cell::OnceCell;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::{ui::select::Select, util::intl};

/// What the browsers' lists leave out.
const UTC: &str = "UTC";

thread_local! {
    static ZONES: OnceCell<Vec<(String, String)>> = const { OnceCell::new() };
}

/// The zones of this browser with what they are called; none where it cannot list them.
fn zones() -> Vec<(String, String)> {
    let listed = || -> Option<Vec<String>> {
        let class = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list: Function =
            Reflect::get(&class, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        let zones: Array =
            list.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok()?.dyn_into().ok()?;
        Some(zones.iter().filter_map(|zone| zone.as_string()).collect())
    };
    let named = || listed().unwrap_or_default().into_iter().map(named).collect();
    ZONES.with(|zones| zones.get_or_init(named).clone())
}

/// A zone, and what it is called: "Asia/Tokyo (GMT+9)".
fn named(zone: String) -> (String, String) {
    let mut name = zone.replace('_', " ");
    if let Some(offset) = intl::offset(&zone) {
        name.push_str(&format!(" ({offset})"));
    }
    (zone, name)
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
    // Hundreds of zones, and the browser takes its time for each: asked for once somebody chooses.
    let wanted = RwSignal::new(false);
    let want = move || {
        if !wanted.get_untracked() {
            wanted.set(true);
        }
    };
    let options = Memo::new(move |_| {
        let mut zones = if wanted.get() { zones() } else { Vec::new() };
        let current = value.get();
        for zone in [UTC, &current] {
            if !zone.is_empty() && !zones.iter().any(|(known, _)| known == zone) {
                zones.push(named(zone.to_owned()));
            }
        }
        zones
    });
    view! {
        <div on:pointerdown=move |_| want() on:focusin=move |_| want()>
            <Select id=id options=options value=value on_change=on_change/>
        </div>
    }
}
