//! Puts the app together: what every page may ask for, the router, and what lies over the page.
//! Two programs are built from it: the portal, and the pages before sign-in (`src/bin/sign-in.rs`).

use leptos::{mount::mount_to, prelude::*};
use leptos_router::components::Router;
use wasm_bindgen::JsCast;

use crate::{
    components::toast_list::ToastList,
    layouts::{entry::EntryLayout, session_dialogs::SessionDialogs},
    routes::{
        AppRoutes,
        entrance::{EntranceRoutes, is_entrance},
    },
    state::{
        counts::Counts, look::Look, navigation::Navigation, session::SessionState, site::Site,
        toasts::Toasts,
    },
    util::{boot, browser, erased::effect},
};

/// Replaces the static shell by the portal.
pub fn mount() {
    // While the app is worked on there is one program only, which then draws everything.
    if cfg!(debug_assertions) && is_entrance(&browser::path()) {
        mount_entrance();
    } else {
        mount_view(App);
    }
}

/// Replaces the static shell by the page before sign-in that is asked for.
pub fn mount_entrance() {
    mount_view(Entrance);
}

fn mount_view<V: IntoView + 'static>(view: fn() -> V) {
    let Some(place) = document().get_element_by_id("app") else { return };
    let Ok(place) = place.dyn_into::<web_sys::HtmlElement>() else { return };
    place.set_text_content(None);
    mount_to(place, view).forget();
    boot::ready();
}

/// What every page may ask for.
fn provide() -> (SessionState, Look) {
    provide_context(Toasts::start());
    provide_context(Navigation::start());
    let session = SessionState::start();
    provide_context(session);
    provide_context(Site::start());
    let look = Look::start(session);
    provide_context(look);
    (session, look)
}

/// The whole portal, sign-in included for a server that knows of one page only.
#[component]
pub fn App() -> impl IntoView {
    let (session, look) = provide();
    provide_context(Counts::start(session));
    // What the person chose on another device holds here too.
    effect(move || {
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

/// The pages before sign-in.
#[component]
pub fn Entrance() -> impl IntoView {
    provide();
    view! { <EntryLayout><EntranceRoutes/></EntryLayout> }
}
