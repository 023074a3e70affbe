//! The shell before sign-in: name, language, page, foot.

use leptos::prelude::*;

use super::main_area::{MainArea, SkipLink};
use crate::{
    components::{footer::Footer, language_switch::LanguageSwitch},
    layouts::header::Brand,
};

/// Frame of the pages for people who are not signed in.
#[component]
pub fn EntryLayout(
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink/>
        <header class="header header--plain">
            <div class="wrap header-bar">
                <Brand/>
                <LanguageSwitch class="header-tool"/>
            </div>
        </header>
        <MainArea>{children()}</MainArea>
        <Footer/>
    }
}
