//! The switch to the other language, named in that language.

use crate::util::erased::{attribute, dynamic};
use leptos::prelude::*;
use madoguchi_contract::Language;

use crate::{i18n, state::look::use_look, ui::icon::Icon, util::intl};

/// A button to the other language; `class` says where it stands.
#[component]
pub fn LanguageSwitch(
    /// Such as `header-tool` or `menu-item`.
    class: &'static str,
) -> impl IntoView {
    let look = use_look();
    let other = || match i18n::language() {
        Language::Ja => Language::En,
        Language::En => Language::Ja,
    };
    view! {
        <button class=class type="button" lang=attribute(move || intl::tag(other())) on:click=move |_| look.choose_language(other())>
            <Icon name="globe"/>
            {dynamic(move || match other() {
                Language::Ja => "日本語",
                Language::En => "English",
            })}
        </button>
    }
}
