//! 表示と読みやすさ: theme and aids, which hold at once.

use leptos::prelude::*;
use madoguchi_contract::me::{Preferences, PreferencesChange, Theme};

use super::{LOOK, preferring::use_preferring, section};
use crate::{
    i18n::{Text, t},
    ui::segmented::Segmented,
};

/// An aid: what it is called, whether it is on, and the change that switches it.
type Aid = (Text, fn(&Preferences) -> bool, fn(bool) -> PreferencesChange);

const AIDS: [Aid; 3] = [
    (
        t::look_large,
        |now| now.large_text,
        |on| PreferencesChange { large_text: Some(on), ..Default::default() },
    ),
    (
        t::look_still,
        |now| now.reduced_motion,
        |on| PreferencesChange { reduced_motion: Some(on), ..Default::default() },
    ),
    (
        t::look_contrast,
        |now| now.high_contrast,
        |on| PreferencesChange { high_contrast: Some(on), ..Default::default() },
    ),
];

const THEMES: [(&str, Theme, Text); 3] = [
    ("system", Theme::System, t::look_system),
    ("light", Theme::Light, t::look_light),
    ("dark", Theme::Dark, t::look_dark),
];

/// The section.
#[component]
pub fn LookSection() -> impl IntoView {
    let preferring = use_preferring();
    let themes =
        THEMES.map(|(id, _, text)| (id, Signal::derive(move || text().to_owned()))).to_vec();
    let theme = Signal::derive(move || {
        let now = preferring.now().theme;
        let found = THEMES.iter().find(|(_, theme, _)| *theme == now);
        found.map_or(String::new(), |(id, ..)| (*id).to_owned())
    });
    let choose = Callback::new(move |id: String| {
        let found = THEMES.iter().find(|(own, ..)| *own == id);
        let theme = found.map(|(_, theme, _)| *theme);
        preferring.change(PreferencesChange { theme, ..Default::default() });
    });
    let aid = move |(text, is_on, switch): Aid| {
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=move || is_on(&preferring.now())
                    on:change=move |event| preferring.change(switch(event_target_checked(&event)))/>
                <span>{text}</span>
            </label>
        }
    };
    let body = view! {
        <div class="form-grid form-grid--2">
            <div class="field">
                <span class="label">{t::look_theme}</span>
                <div>
                    <Segmented name="profile-theme" label=Signal::derive(|| t::look_theme().to_owned())
                        options=themes value=theme on_change=choose/>
                </div>
            </div>
            <fieldset class="fieldset"><legend>{t::look_aids}</legend>{AIDS.map(aid).collect_view()}</fieldset>
        </div>
    };
    section(LOOK, Some(t::profile_at_once), body.into_any(), None)
}
