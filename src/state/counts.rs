//! Counts in the frame: cases that need the person, and announcements they have not read.
//! Asked for when the frame appears and after everything that changes them.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::cases::CaseCounts;

use crate::{api, state::session::SessionState};

/// The counts; unknown until the server has answered.
#[derive(Clone, Copy)]
pub struct Counts {
    cases: RwSignal<Option<CaseCounts>>,
    unread: RwSignal<Option<u64>>,
}

/// The counts; provided by `app.rs`.
pub fn use_counts() -> Counts {
    expect_context()
}

impl Counts {
    /// Asks as soon as somebody is signed in.
    pub fn start(session: SessionState) -> Self {
        let counts = Self { cases: RwSignal::new(None), unread: RwSignal::new(None) };
        Effect::new(move |_| {
            session.follow_return();
            if session.status() == crate::state::session::Status::Active {
                counts.refresh_cases();
                counts.refresh_announcements();
            }
        });
        counts
    }

    /// Cases of each view; tracked.
    pub fn cases(self) -> Option<CaseCounts> {
        self.cases.get()
    }

    /// Announcements not read yet; tracked.
    pub fn unread(self) -> Option<u64> {
        self.unread.get()
    }

    /// Takes over a count that a page has just read.
    pub fn set_unread(self, unread: u64) {
        self.unread.set(Some(unread));
    }

    /// Asks for the counts of cases again.
    pub fn refresh_cases(self) {
        spawn_local(async move {
            if let Ok(counts) = api::cases::counts().await {
                self.cases.set(Some(counts));
            }
        });
    }

    /// Asks for the unread announcements again.
    pub fn refresh_announcements(self) {
        spawn_local(async move {
            if let Ok(list) = api::announcements::list().await {
                self.unread.set(Some(list.unread));
            }
        });
    }
}
