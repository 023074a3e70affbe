//! Preferences that hold at once: shown as chosen, told to the server, and taken back with a word
//! about it when it could not be told.

use leptos::task::spawn_local;
use madoguchi_contract::me::{Preferences, PreferencesChange};

use crate::{
    components::wording,
    state::{
        look::{Look, use_look},
        session::{SessionState, use_session},
        toasts::{Toasts, use_toasts},
    },
};

/// The person's preferences; copies are the same.
#[derive(Clone, Copy)]
pub struct Preferring {
    look: Look,
    session: SessionState,
    toasts: Toasts,
}

/// The preferences of the person who is signed in.
pub fn use_preferring() -> Preferring {
    Preferring { look: use_look(), session: use_session(), toasts: use_toasts() }
}

impl Preferring {
    /// As they are; tracked.
    pub fn now(self) -> Preferences {
        self.session.me().map(|me| me.preferences).unwrap_or_default()
    }

    /// Changes them.
    pub fn change(self, change: PreferencesChange) {
        let before = self.session.me_now();
        spawn_local(async move {
            if let Err(error) = self.look.change(change).await {
                if let Some(me) = before {
                    self.session.update_me(me);
                }
                self.toasts.failed(wording::failure(&error));
            }
        });
    }
}
