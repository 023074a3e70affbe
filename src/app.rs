//! Puts the app together: what every page may ask for, the router, and what lies over the page.

use leptos::{mount::mount_to, prelude::*};
use leptos_router::components::Router;
use wasm_bindgen::JsCast;

use crate::{
    components::toast_list::ToastList,
    layouts::session_dialogs::SessionDialogs,
    routes::AppRoutes,
    state::{
        counts::Counts, look::Look, navigation::Navigation, session::SessionState, site::Site,
        toasts::Toasts,
    },
    util::boot,
};

/// Replaces the static shell by the app.
pub fn mount() {
    let Some(place) = document().get_element_by_id("app") else { return };
    let Ok(place) = place.dyn_into::<web_sys::HtmlElement>() else { return };
    place.set_text_content(None);
    mount_to(place, App).forget();
    boot::ready();
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    provide_context(Toasts::start());
    provide_context(Navigation::start());
    let session = SessionState::start();
    provide_context(session);
    provide_context(Site::start());
    let look = Look::start(session);
    provide_context(look);
    provide_context(Counts::start(session));
    // What the person chose on another device holds here too.
    Effect::new(move |_| {
        if let Some(me) = session.me() {
            look.adopt(&me.preferences);
        }
    });
    view! {
        <Router>
            <AppRoutes/>
            <SessionDialogs/>
        </Router>
        <ToastList/>
    }
}
