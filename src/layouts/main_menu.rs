//! What opens from ≡ メニュー on a narrow screen, and from the person's name on a wide one.

use crate::util::erased::{attribute, dynamic};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;
use madoguchi_contract::me::{Role, Theme};

use super::header::{NAVIGATION, counted, is_current};
use crate::{
    components::{language_switch::LanguageSwitch, wording},
    i18n::t,
    routes,
    state::{look::use_look, session::use_session, toasts::use_toasts},
    ui::{icon::Icon, menu::Menu},
    util::browser,
};

/// Everything of the frame, for narrow screens.
#[component]
pub fn MainMenu() -> impl IntoView {
    let session = use_session();
    let path = use_location().pathname;
    let who = move || {
        session.me().map(|me| match me.role {
            Role::Administrator => t::menu_administrator(&me.name, &me.company),
            Role::GeneralUser | Role::Unknown => t::menu_user(&me.name, &me.company),
        })
    };
    view! {
        <Menu id="main-menu" class="menu--top">
            <nav class="menu-group" aria-label=t::nav_menu>
                {NAVIGATION.into_iter().map(|item| (item, counted(item))).map(|(item, count)| view! {
                    <a class="menu-item" href=item.href
                        aria-current=attribute(move || is_current(item.href, &path.get()).then_some("page"))>
                        <Icon name=item.icon/>
                        {item.label}
                        {dynamic(move || count().map(|(_, words, class)| view! {
                            <span class=format!("{class} push")>{words}</span>
                        }))}
                    </a>
                }).collect_view()}
            </nav>
            <div class="menu-group">
                <p class="menu-title">{who}</p>
                <LanguageSwitch class="menu-item"/>
                <PersonItems/>
            </div>
        </Menu>
    }
}

/// What belongs to the person, for wide screens.
#[component]
pub fn UserMenu() -> impl IntoView {
    view! {
        <Menu id="user-menu" class="menu--anchor"><PersonItems/></Menu>
    }
}

/// Profile, theme and signing out.
#[component]
fn PersonItems() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let sign_out = move |_| {
        spawn_local(async move {
            match session.sign_out().await {
                // A fresh start forgets everything this page held.
                Ok(()) => browser::start_over(routes::SIGN_IN),
                Err(error) => toasts.failed(wording::failure(&error)),
            }
        });
    };
    view! {
        <a class="menu-item" href=routes::PROFILE><Icon name="user"/>{t::user_profile}</a>
        <a class="menu-item" href=routes::own_sign_ins()><Icon name="clock"/>{t::sign_ins}</a>
        {[Theme::System, Theme::Light, Theme::Dark].into_iter().map(theme_item).collect_view()}
        <button class="menu-item" type="button" on:click=sign_out>
            <Icon name="sign-out"/>{t::sign_out}
        </button>
    }
}

fn theme_item(theme: Theme) -> impl IntoView {
    let look = use_look();
    let text = move || match theme {
        Theme::System => t::theme_system(),
        Theme::Light => t::theme_light(),
        Theme::Dark => t::theme_dark(),
    };
    let chosen = move || look.theme() == theme;
    let icon = Signal::derive(move || if chosen() { "check" } else { "theme" });
    view! {
        <button class="menu-item" type="button" aria-pressed=attribute(move || chosen().to_string())
            on:click=move |_| look.choose_theme(theme)>
            <Icon name=icon/>{text}
        </button>
    }
}
