//! The search box of the knowledge, on its landing and on its search page.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use madoguchi_contract::limits;

use crate::{i18n::t, routes, ui::icon::Icon};

/// Where the words are typed; keeps the base that is chosen.
#[component]
pub fn SearchBox(
    /// The words of the address.
    words: Signal<String>,
    /// The base that is chosen.
    base: Signal<String>,
) -> impl IntoView {
    let navigate = use_navigate();
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| typed.set(words.get()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = typed.get_untracked();
        let base = base.get_untracked();
        navigate(&routes::knowledge_search(words.trim(), &base, ""), Default::default());
    };
    view! {
        <search class="kb-search">
            <form class="row" on:submit=submit>
                <label class="sr-only" for="knowledge-search">{t::knowledge_search_label}</label>
                <div class="input-group grow">
                    <Icon name="search"/>
                    <input class="input" id="knowledge-search" type="search" name="q"
                        maxlength=limits::QUERY.to_string()
                        prop:value=typed
                        on:input=move |event| typed.set(event_target_value(&event))/>
                </div>
                <button class="button button--primary button--target">{t::search}</button>
            </form>
        </search>
    }
}
