//! How the portal looks on this device: language, theme and aids. Applied to the document at once,
//! remembered here for the next start (`public/boot.js` reads it), and told to the server by
//! whoever is signed in, one change after the other.

use leptos::prelude::*;
use madoguchi_contract::{
    Language,
    me::{Preferences, PreferencesChange, Theme},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{ApiError, ErrorKind, me},
    i18n,
    state::session::SessionState,
    util::{browser, intl, storage},
};

/// Where this device remembers it; `public/boot.js` knows the name too.
const KEY: &str = "madoguchi.look";

/// Where this tab keeps the language that was chosen before sign-in, until the server knows it.
const CHOSEN: &str = "madoguchi.language";

/// What this device remembers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    language: Option<Language>,
    theme: Theme,
    large_text: bool,
    reduced_motion: bool,
    high_contrast: bool,
}

/// The theme that is chosen; the language is `i18n::language()`.
#[derive(Clone, Copy)]
pub struct Look {
    theme: RwSignal<Theme>,
    session: SessionState,
    /// What the server is still to be told, oldest first.
    waiting: StoredValue<Vec<PreferencesChange>>,
    telling: StoredValue<bool>,
    /// How the server is told; before sign-in there is nobody to tell it of.
    tell: StoredValue<Option<Tell>>,
}

/// Tells the server of a change. Held as a value, so that a program without `adopt` is built without
/// it.
type Tell = fn(Look, PreferencesChange);

/// The look of the portal; provided by `app.rs`.
pub fn use_look() -> Look {
    expect_context()
}

impl Look {
    /// Reads what this device remembers and applies it.
    pub fn start(session: SessionState) -> Self {
        let remembered = recall();
        i18n::set_language(remembered.language.unwrap_or_default());
        let look = Self {
            theme: RwSignal::new(remembered.theme),
            session,
            waiting: StoredValue::new(Vec::new()),
            telling: StoredValue::new(false),
            tell: StoredValue::new(None),
        };
        apply(&remembered);
        Effect::new(|| browser::set_root_attribute("lang", Some(intl::tag(i18n::language()))));
        look
    }

    /// The theme that is chosen; tracked.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Takes over what the person chose elsewhere. A language chosen just before sign-in is newer.
    pub fn adopt(self, preferences: &Preferences) {
        self.tell.set_value(Some(tell));
        i18n::set_time_zone(&preferences.time_zone);
        let language = match chosen_before_sign_in() {
            Some(chosen) if chosen != preferences.language => {
                self.tell_server(PreferencesChange {
                    language: Some(chosen),
                    ..Default::default()
                });
                chosen
            }
            _ => {
                storage::write_tab(CHOSEN, "");
                preferences.language
            }
        };
        self.keep(Remembered {
            language: Some(language),
            theme: preferences.theme,
            large_text: preferences.large_text,
            reduced_motion: preferences.reduced_motion,
            high_contrast: preferences.high_contrast,
        });
    }

    /// Changes the language here and for the person who is signed in.
    pub fn choose_language(self, language: Language) {
        self.keep(Remembered { language: Some(language), ..recall() });
        let signed_in = self.session.me_now().is_some();
        storage::write_tab(CHOSEN, if signed_in { "" } else { intl::tag(language) });
        self.tell_server(PreferencesChange { language: Some(language), ..Default::default() });
    }

    /// Changes the theme here and for the person who is signed in.
    pub fn choose_theme(self, theme: Theme) {
        self.keep(Remembered { theme, ..recall() });
        self.tell_server(PreferencesChange { theme: Some(theme), ..Default::default() });
    }

    fn keep(self, remembered: Remembered) {
        if let Some(language) = remembered.language {
            i18n::set_language(language);
        }
        self.theme.set(remembered.theme);
        apply(&remembered);
        if let Ok(text) = serde_json::to_string(&remembered) {
            storage::write(KEY, &text);
        }
    }

    fn tell_server(self, change: PreferencesChange) {
        if let Some(tell) = self.tell.get_value() {
            tell(self, change);
        }
    }

    /// Changes preferences of the person who is signed in: at once on the page, and on the server in
    /// the order of the changes. Who comes while another change is on its way leaves it to that one.
    pub async fn change(self, change: PreferencesChange) -> Result<(), ApiError> {
        let Some(mut me) = self.session.me_now() else { return Ok(()) };
        let mut etag = me.preferences_etag.clone();
        me.preferences.take(change.clone());
        self.session.update_me(me);
        self.waiting.update_value(|waiting| waiting.push(change));
        if self.telling.get_value() {
            return Ok(());
        }
        self.telling.set_value(true);
        let told = self.tell_all(&mut etag).await;
        self.telling.set_value(false);
        self.waiting.set_value(Vec::new());
        told
    }

    /// For a preference the last word counts: when another device was first, it is said once more.
    async fn tell_all(self, etag: &mut String) -> Result<(), ApiError> {
        while let Some(change) = self.waiting.with_value(|waiting| waiting.first().cloned()) {
            let mut answer = me::change_preferences(&change, etag).await;
            if answer.as_ref().is_err_and(|error| error.kind == ErrorKind::Conflict) {
                let fresh = me::read().await?;
                answer = me::change_preferences(&change, &fresh.preferences_etag).await;
            }
            let me = answer?;
            etag.clone_from(&me.preferences_etag);
            self.waiting.update_value(|waiting| {
                waiting.remove(0);
            });
            // The page is ahead of the server until the last change has been told.
            if self.waiting.with_value(Vec::is_empty) {
                self.session.update_me(me);
            }
        }
        Ok(())
    }
}

/// Tells the server. When it cannot be told, this device still remembers.
fn tell(look: Look, change: PreferencesChange) {
    leptos::task::spawn_local(async move {
        let _ = look.change(change).await;
    });
}

fn chosen_before_sign_in() -> Option<Language> {
    let chosen = storage::read_tab(CHOSEN)?;
    [Language::Ja, Language::En].into_iter().find(|language| intl::tag(*language) == chosen)
}

fn recall() -> Remembered {
    storage::read(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn apply(look: &Remembered) {
    browser::set_root_attribute(
        "data-theme",
        match look.theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        },
    );
    browser::set_root_attribute("data-text", look.large_text.then_some("large"));
    browser::set_root_attribute("data-motion", look.reduced_motion.then_some("reduce"));
    browser::set_root_attribute("data-contrast", look.high_contrast.then_some("high"));
}
