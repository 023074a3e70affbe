//! Short messages about something that has been done, or could not be. Never the only place of an
//! error in a form.

use leptos::prelude::*;

/// How long a message stays, milliseconds; long enough to be read twice.
const LIFE: u64 = 8_000;

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// It worked.
    Done,
    /// It did not.
    Failed,
}

/// A message on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells messages apart.
    pub id: u32,
    /// What it is about.
    pub kind: ToastKind,
    /// What it says.
    pub text: String,
}

/// The messages on screen, oldest first.
#[derive(Clone, Copy)]
pub struct Toasts {
    items: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// The messages; provided by `app.rs`.
pub fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// No messages yet.
    pub fn start() -> Self {
        Self { items: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// The messages; tracked.
    pub fn items(self) -> Vec<Toast> {
        self.items.get()
    }

    /// Says that something worked.
    pub fn done(self, text: impl Into<String>) {
        self.show(ToastKind::Done, text.into());
    }

    /// Says that something did not.
    pub fn failed(self, text: impl Into<String>) {
        self.show(ToastKind::Failed, text.into());
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u32) {
        self.items.update(|items| items.retain(|toast| toast.id != id));
    }

    fn show(self, kind: ToastKind, text: String) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.items.update(|items| items.push(Toast { id, kind, text }));
        // A failure stays until it has been put away.
        if kind == ToastKind::Done {
            set_timeout(move || self.dismiss(id), std::time::Duration::from_millis(LIFE));
        }
    }
}
