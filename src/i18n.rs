//! The language on screen and every text in it, generated from `locales/` by `build.rs`.
//! Reading a text inside a view follows later changes of the language.

use std::sync::LazyLock;

use leptos::prelude::*;
use madoguchi_contract::Language;

static LANGUAGE: LazyLock<ArcRwSignal<Language>> = LazyLock::new(ArcRwSignal::default);
static TIME_ZONE: LazyLock<ArcRwSignal<String>> =
    LazyLock::new(|| ArcRwSignal::new("Asia/Tokyo".to_owned()));

/// The language on screen; tracked.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Changes the language on screen. Whoever calls it remembers it and tells the server.
pub fn set_language(language: Language) {
    if LANGUAGE.get_untracked() != language {
        LANGUAGE.set(language);
    }
}

/// The time zone times are shown in, IANA name; tracked.
pub fn time_zone() -> String {
    TIME_ZONE.get()
}

/// Changes the time zone times are shown in.
pub fn set_time_zone(name: &str) {
    if !name.is_empty() && TIME_ZONE.with_untracked(|zone| zone != name) {
        TIME_ZONE.set(name.to_owned());
    }
}

/// A text that can be chosen before the language is known.
pub type Text = fn() -> &'static str;

/// A number in a text, written with its groups.
pub trait Number {
    /// The number.
    fn value(&self) -> u64;
}

impl Number for u64 {
    fn value(&self) -> u64 {
        *self
    }
}

impl Number for usize {
    fn value(&self) -> u64 {
        *self as u64
    }
}

/// The texts, one function each, or a constant that is one; `nav.home` of the locale files is `t::nav_home()`.
pub mod t {
    #![allow(
        clippy::useless_format,
        clippy::empty_docs,
        non_upper_case_globals,
        reason = "generated from the locale files"
    )]
    use super::{Language, Number, Text, language};

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}
