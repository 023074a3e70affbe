//! The head of every signed-in page: name, navigation, search, unread announcements, the person.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use madoguchi_contract::cases;

use super::main_menu::{MainMenu, UserMenu};
use crate::{
    components::{language_switch::LanguageSwitch, wording},
    i18n::{self, t},
    routes::{self, programs::Program},
    state::{counts::use_counts, session::use_session, site::use_site},
    ui::icon::Icon,
    util::{
        browser,
        erased::{attribute, dynamic},
        intl,
    },
};

/// The id of the search box.
const SEARCH: &str = "header-search";
/// The id of the button that opens it on a phone.
const SEARCH_BUTTON: &str = "header-search-button";

/// An entry of the navigation.
#[derive(Clone, Copy)]
pub struct NavItem {
    /// Where it leads.
    pub href: &'static str,
    /// What it is called.
    pub label: fn() -> &'static str,
    /// Its icon.
    pub icon: &'static str,
}

/// The navigation, in the order of the tiles. Parts that are not built are not in it.
pub const NAVIGATION: [NavItem; 5] = [
    NavItem { href: routes::HOME, label: t::nav_home, icon: "home" },
    NavItem { href: routes::CASES, label: t::nav_cases, icon: "cases" },
    NavItem { href: routes::KNOWLEDGE, label: t::nav_knowledge, icon: "knowledge" },
    NavItem { href: routes::ACCOUNT, label: t::nav_account, icon: "account" },
    NavItem { href: routes::ANNOUNCEMENTS, label: t::announcements, icon: "notice" },
];

/// Whether `href` leads to the area of the page one is on; tracked.
pub fn is_current(href: &str, path: &str) -> bool {
    if href == routes::HOME {
        return path == routes::HOME;
    }
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The provider's mark and name.
#[component]
pub fn Brand() -> impl IntoView {
    let site = use_site();
    view! {
        <a class="brand" href=routes::HOME>
            {dynamic(move || match site.options().and_then(|options| options.brand.logo) {
                Some(logo) => view! { <img class="brand-mark" src=logo alt=""/> }.into_any(),
                None => view! { <Icon name="brand" class="brand-mark"/> }.into_any(),
            })}
            <span>
                {dynamic(move || site.name())}
                <small>{dynamic(move || site.options().map(|options| wording::label(&options.brand.tagline)))}</small>
            </span>
        </a>
    }
}

/// The head of the page.
#[component]
pub fn Header() -> impl IntoView {
    let session = use_session();
    // On a phone the search is opened by its icon.
    let searching = RwSignal::new(false);
    search_by_slash(searching);
    view! {
        <header class="header">
            <div class="wrap header-bar">
                <Brand/>
                <HeaderSearch open=searching/>
                <div class="header-tools">
                    <button
                        id=SEARCH_BUTTON
                        class="button button--bare button--icon header-search-button"
                        type="button"
                        aria-label=t::search
                        aria-expanded=attribute(move || searching.get().to_string())
                        aria-controls="header-search-box"
                        on:click=move |_| {
                            searching.update(|open| *open = !*open);
                            if searching.get_untracked() {
                                browser::focus_soon(SEARCH);
                            }
                        }
                    >
                        <Icon name="search" class="icon--l"/>
                    </button>
                    <LanguageSwitch class="header-tool header-tool--wide"/>
                    <button class="header-tool header-tool--wide" type="button" popovertarget="user-menu">
                        <Icon name="user"/>
                        {dynamic(move || session.me().map(|me| view! {
                            <span>{me.name}<small>{me.company}</small></span>
                        }))}
                        <Icon name="chevron-down"/>
                    </button>
                    <button class="header-tool menu-button" type="button" popovertarget="main-menu">
                        <Icon name="menu"/>{t::nav_menu}
                    </button>
                </div>
            </div>
            <nav class="nav" aria-label=t::nav_main>
                <ul class="wrap">{NAVIGATION.into_iter().map(nav_link).collect_view()}</ul>
            </nav>
            <MainMenu/>
            <UserMenu/>
        </header>
    }
}

fn nav_link(item: NavItem) -> impl IntoView {
    let path = use_location().pathname;
    let current = move || is_current(item.href, &path.get()).then_some("page");
    view! {
        <li>
            <a class="nav-link" href=item.href aria-current=current>
                {item.label}
                {nav_count(item)}
            </a>
        </li>
    }
}

/// The count beside an entry: cases that need the person, announcements they have not read.
fn nav_count(item: NavItem) -> impl IntoView {
    let count = counted(item);
    dynamic(move || {
        count().map(|(number, words, class)| {
            view! {
                " "
                <span class=class>
                    <span aria-hidden="true">{intl::number(number, i18n::language())}</span>
                    <span class="sr-only">{words}</span>
                </span>
            }
        })
    })
}

/// The count of an entry, in words too, and its class; tracked. Nothing to count has none.
pub fn counted(item: NavItem) -> impl Fn() -> Option<(u64, String, &'static str)> + Send {
    let counts = use_counts();
    move || {
        let (number, words, class): (_, fn(u64) -> String, _) = match item.href {
            routes::CASES => (counts.cases()?.action, t::home_action, "count count--turn"),
            routes::ANNOUNCEMENTS => (counts.unread()?, t::announcement_unread_count, "count"),
            _ => return None,
        };
        (number > 0).then(|| (number, words(number), class))
    }
}

/// `/` leads to the search box, unless the person is typing somewhere.
fn search_by_slash(open: RwSignal<bool>) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let held = event.ctrl_key() || event.alt_key() || event.meta_key();
        if event.key() != "/" || held || event.is_composing() || browser::is_typing() {
            return;
        }
        event.prevent_default();
        if !browser::focus(SEARCH) {
            // On a phone the box is opened first.
            open.set(true);
            browser::focus_soon(SEARCH);
        }
    });
    on_cleanup(move || listener.remove());
}

/// A case number leads to its case, anything else to the knowledge.
#[component]
fn HeaderSearch(open: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let use_portal = use_context() != Some(Program::Account);
    let words = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = words.get_untracked();
        let target = match cases::case_number(&typed) {
            Some(number) => routes::case(&number),
            None => routes::knowledge_search(typed.trim(), "", ""),
        };
        words.set(String::new());
        open.set(false);
        // Cases and knowledge are the portal's.
        if use_portal {
            navigate(&target, Default::default());
        } else {
            browser::open(&target);
        }
    };
    let leave = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            browser::focus(SEARCH_BUTTON);
        }
    };
    view! {
        <search class="header-search" class:header-search--open=open id="header-search-box">
            <form on:submit=submit>
                <div class="input-group">
                    <Icon name="search"/>
                    <label for=SEARCH class="sr-only">{t::header_search}</label>
                    <input
                        class="input"
                        id=SEARCH
                        type="search"
                        name="q"
                        autocomplete="off"
                        maxlength=madoguchi_contract::limits::QUERY.to_string()
                        placeholder=t::header_search_short
                        prop:value=words
                        on:input=move |event| words.set(event_target_value(&event))
                        on:keydown=leave
                    />
                </div>
            </form>
        </search>
    }
}

#[cfg(test)]
mod tests {
    use super::is_current;

    #[test]
    fn the_navigation_marks_the_area_one_is_in() {
        assert!(is_current("/cases", "/cases") && is_current("/cases", "/cases/MD0001014"));
        assert!(!is_current("/cases", "/casesx") && !is_current("/", "/cases"));
        assert!(is_current("/", "/"));
    }
}
