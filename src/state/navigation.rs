//! What the heading of a page has to know: whether the person has just moved to it, so that it takes
//! the focus and a screen reader says where one is, and whether something in it is wrong.

use leptos::prelude::*;

use crate::util::erased::effect;

/// Remembers a move until the new page has taken the focus, and counts what is wrong.
#[derive(Clone, Copy)]
pub struct Navigation {
    moved: StoredValue<bool>,
    faults: RwSignal<u32>,
}

/// The memory; provided by `app.rs`.
pub fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// Nobody has moved yet, nothing is wrong.
    pub fn start() -> Self {
        Self { moved: StoredValue::new(false), faults: RwSignal::new(0) }
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

    /// Whether something in the page is wrong; tracked.
    pub fn is_faulty(self) -> bool {
        self.faults.get() > 0
    }

    /// While `fault` says so and its owner lasts, the title of the tab says that something is wrong.
    pub fn follow_fault(self, fault: impl Fn() -> bool + 'static) {
        let counted = StoredValue::new(false);
        let count = move |now: bool| {
            if counted.try_get_value() == Some(!now) {
                counted.set_value(now);
                self.faults.update(|n| *n = if now { *n + 1 } else { n.saturating_sub(1) });
            }
        };
        effect(move || count(fault()));
        on_cleanup(move || count(false));
    }
}
