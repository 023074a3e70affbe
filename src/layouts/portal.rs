//! The shell of every signed-in page, and the gate before it.

use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

use super::main_area::{MainArea, SkipLink, watch_moves};
use crate::{
    api::ApiError,
    components::{failure::Failure, footer::Footer},
    layouts::header::Header,
    routes,
    state::session::{Status, use_session},
    ui::skeleton::Skeleton,
    util::{
        browser,
        erased::{dynamic, effect},
    },
};

/// What the gate shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Gate {
    Waiting,
    Open,
    Unreachable(ApiError),
}

/// Frame of the signed-in pages. Who is not signed in goes to sign-in and comes back afterwards.
#[component]
pub fn PortalLayout() -> impl IntoView {
    watch_moves();
    let session = use_session();
    let location = use_location();
    effect(move || {
        if session.status() == Status::Anonymous {
            let (path, search) =
                (location.pathname.get_untracked(), location.search.get_untracked());
            let wanted = if search.is_empty() { path } else { format!("{path}?{search}") };
            // Loaded afresh: sign-in is a program of its own.
            browser::start_over(&routes::sign_in(&wanted));
        }
    });
    // An ended session keeps the page: the person signs in again over it.
    let gate = Memo::new(move |_| match session.status() {
        Status::Active | Status::Ended => Gate::Open,
        Status::Starting | Status::Anonymous => Gate::Waiting,
        Status::Unreachable(error) => Gate::Unreachable(error),
    });
    view! {
        <SkipLink/>
        <Header/>
        <MainArea>
            {dynamic(move || match gate.get() {
                Gate::Open => view! { <Outlet/> }.into_any(),
                Gate::Waiting => view! { <div class="wrap page"><Skeleton/></div> }.into_any(),
                Gate::Unreachable(error) => view! {
                    <div class="wrap page">
                        <Failure error=error kept=false on_retry=Callback::new(move |()| session.ask())/>
                    </div>
                }.into_any(),
            })}
        </MainArea>
        <Footer/>
    }
}
