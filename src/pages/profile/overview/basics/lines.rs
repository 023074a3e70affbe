//! The lines of the person's data: how each is called, filled in, read and written.

use madoguchi_contract::{
    limits,
    profile::{Profile, ProfileChange},
};

use crate::{
    i18n::{Text, t},
    ui::text_field,
};

/// A line.
pub struct Line {
    /// Its name in requests, and the id of its field.
    pub id: &'static str,
    /// What it is called.
    pub label: Text,
    /// What to say when it is empty; none where it may be.
    pub missing: Option<Text>,
    /// The type of its field.
    pub kind: &'static str,
    /// What browsers may fill in.
    pub autocomplete: &'static str,
    /// Most characters.
    pub limit: usize,
    /// Where it stands in the profile.
    pub read: fn(&Profile) -> &String,
    /// Where it stands in a change.
    pub write: fn(&mut ProfileChange) -> &mut Option<String>,
}

impl Line {
    /// What is wrong with `typed`.
    pub fn fault(&self, typed: &str) -> Option<String> {
        text_field::fault(typed, self.missing, self.limit)
    }
}

/// All of them, in the order they are shown.
pub const LINES: [Line; 5] = [
    Line {
        id: "family_name",
        label: t::contact_family_name,
        missing: Some(t::contact_family_name_missing),
        kind: "text",
        autocomplete: "family-name",
        limit: limits::NAME,
        read: |profile| &profile.family_name,
        write: |change| &mut change.family_name,
    },
    Line {
        id: "given_name",
        label: t::contact_given_name,
        missing: Some(t::contact_given_name_missing),
        kind: "text",
        autocomplete: "given-name",
        limit: limits::NAME,
        read: |profile| &profile.given_name,
        write: |change| &mut change.given_name,
    },
    Line {
        id: "title",
        label: t::contact_title,
        missing: None,
        kind: "text",
        autocomplete: "organization-title",
        limit: limits::TITLE,
        read: |profile| &profile.title,
        write: |change| &mut change.title,
    },
    Line {
        id: "work_telephone",
        label: t::contact_work_telephone,
        missing: None,
        kind: "tel",
        autocomplete: "work tel",
        limit: limits::TELEPHONE,
        read: |profile| &profile.work_telephone,
        write: |change| &mut change.work_telephone,
    },
    Line {
        id: "mobile_telephone",
        label: t::contact_mobile_telephone,
        missing: None,
        kind: "tel",
        autocomplete: "mobile tel",
        limit: limits::TELEPHONE,
        read: |profile| &profile.mobile_telephone,
        write: |change| &mut change.mobile_telephone,
    },
];
