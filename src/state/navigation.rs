//! Whether the person has just moved to another page. The new page's heading then takes the focus,
//! so that a screen reader says where one is; at the first page it must not.

use leptos::prelude::*;

/// Remembers a move until the new page has taken the focus.
#[derive(Clone, Copy)]
pub struct Navigation {
    moved: StoredValue<bool>,
}

/// The memory; provided by `app.rs`.
pub fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// Nobody has moved yet.
    pub fn start() -> Self {
        Self { moved: StoredValue::new(false) }
    }

    /// The person moves to another page.
    pub fn moved(self) {
        self.moved.set_value(true);
    }

    /// Whether the focus is still to be moved; the next one who asks hears no.
    pub fn take(self) -> bool {
        let moved = self.moved.get_value();
        self.moved.set_value(false);
        moved
    }
}
