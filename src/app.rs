//! Puts the app together: what every page may ask for, the router, and what lies over the page.
//! Four programs are built from it (`routes/programs.rs`, `src/bin`).

use leptos::{mount::mount_to, prelude::*};
use leptos_router::components::Router;
use wasm_bindgen::JsCast;

use crate::{
    components::toast_list::ToastList,
    layouts::{entry::EntryLayout, session_dialogs::SessionDialogs},
    pages::not_found::NotFoundPage,
    routes::{
        AccountRoutes, PortalRoutes,
        entrance::{EntranceRoutes, access_page, sign_in_page},
        programs::{self, Program},
    },
    state::{
        counts::Counts, look::Look, navigation::Navigation, session::SessionState, site::Site,
        toasts::Toasts,
    },
    util::{boot, browser, erased::effect},
};

/// Replaces the static shell by the portal.
pub fn mount() {
    let asked = programs::program(&browser::path());
    // While the app is worked on there is one program only, which then draws everything.
    match if cfg!(debug_assertions) { asked } else { Program::Portal } {
        Program::SignIn => mount_sign_in(),
        Program::Access => mount_access(),
        Program::Account => mount_account(),
        Program::Portal if asked != Program::Portal => mount_view(NotFoundPage),
        Program::Portal => mount_view(Portal),
    }
}

/// Replaces the static shell by signing in.
pub fn mount_sign_in() {
    mount_view(SignIn);
}

/// Replaces the static shell by the pages that repair access.
pub fn mount_access() {
    mount_view(Access);
}

/// Replaces the static shell by profile and account management.
pub fn mount_account() {
    mount_view(Account);
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

/// The portal.
#[component]
fn Portal() -> impl IntoView {
    provide_signed_in(Program::Portal);
    view! {
        <Router>
            <PortalRoutes/>
            <SessionDialogs/>
        </Router>
        <ToastList/>
    }
}

/// Profile and account management.
#[component]
fn Account() -> impl IntoView {
    provide_signed_in(Program::Account);
    view! {
        <Router>
            <AccountRoutes/>
            <SessionDialogs/>
        </Router>
        <ToastList/>
    }
}

/// What every page with a session may ask for.
fn provide_signed_in(program: Program) {
    let (session, look) = provide();
    provide_context(Counts::start(session));
    provide_context(program);
    // What the person chose on another device holds here too.
    effect(move || {
        if let Some(me) = session.me() {
            look.adopt(&me.preferences);
        }
    });
    programs::follow_out_of(program);
}

/// Signing in.
#[component]
fn SignIn() -> impl IntoView {
    provide();
    view! { <EntryLayout><EntranceRoutes page=sign_in_page/></EntryLayout> }
}

/// Getting and repairing access.
#[component]
fn Access() -> impl IntoView {
    provide();
    view! { <EntryLayout><EntranceRoutes page=access_page/></EntryLayout> }
}
