//! What is typed into the form of a contact. It stays in this tab until it is saved, also after a
//! reload, a lost line or the end of the session.

use leptos::prelude::*;
use madoguchi_contract::{Language, contacts::ContactFields, user_id};

use super::{
    lines::{LINES, MAIL, USER_ID},
    merge::merge,
};
use crate::util::{erased::effect, storage};

/// The values of the form; copies are the same form.
#[derive(Clone, Copy)]
pub struct Form {
    /// Those of [`LINES`].
    pub lines: [RwSignal<String>; LINES.len()],
    /// ご契約者名.
    pub company: RwSignal<String>,
    /// 言語.
    pub language: RwSignal<Language>,
    /// タイムゾーン.
    pub time_zone: RwSignal<String>,
    /// 管理者.
    pub administrator: RwSignal<bool>,
    /// 多要素認証を有効化.
    pub second_factor: RwSignal<bool>,
    /// Whether the person is linked to all customer numbers.
    pub all_numbers: RwSignal<bool>,
    /// Those that were chosen.
    pub numbers: RwSignal<Vec<String>>,
    /// What is saved.
    pub saved: RwSignal<ContactFields>,
    /// Whether something of an earlier visit was found.
    pub restored: RwSignal<bool>,
    /// Where this tab keeps it.
    key: StoredValue<String>,
}

impl Form {
    /// A form over what is saved, with what this tab still keeps under `key`.
    pub fn new(saved: ContactFields, key: String) -> Self {
        let form = Self {
            lines: std::array::from_fn(|_| RwSignal::new(String::new())),
            company: RwSignal::new(String::new()),
            language: RwSignal::new(Language::Ja),
            time_zone: RwSignal::new(String::new()),
            administrator: RwSignal::new(false),
            second_factor: RwSignal::new(false),
            all_numbers: RwSignal::new(true),
            numbers: RwSignal::new(Vec::new()),
            saved: RwSignal::new(in_order(saved.clone())),
            restored: RwSignal::new(false),
            key: StoredValue::new(key.clone()),
        };
        form.write(&saved);
        let kept = storage::read_tab(&key)
            .and_then(|kept| serde_json::from_str::<(ContactFields, ContactFields)>(&kept).ok());
        if let Some((typed, base)) = kept {
            form.write(&merge(typed, base, &in_order(saved)));
            form.restored.set(untrack(|| form.is_changed()));
        }
        effect(move || {
            let kept =
                form.is_changed().then(|| form.saved.with(|saved| (form.read(), saved.clone())));
            let kept = kept.and_then(|kept| serde_json::to_string(&kept).ok()).unwrap_or_default();
            form.key.with_value(|key| storage::write_tab(key, &kept));
        });
        form
    }

    /// What is in it, without white space around; tracked.
    pub fn read(self) -> ContactFields {
        let mut fields = ContactFields {
            company: self.company.get(),
            language: self.language.get(),
            time_zone: self.time_zone.get(),
            administrator: self.administrator.get(),
            second_factor: self.second_factor.get(),
            customer_numbers: (!self.all_numbers.get()).then(|| self.numbers.get()),
            ..ContactFields::default()
        };
        for (line, value) in LINES.iter().zip(self.lines) {
            *(line.of)(&mut fields) = value.with(|value| value.trim().to_owned());
        }
        in_order(fields)
    }

    fn write(self, fields: &ContactFields) {
        let mut fields = fields.clone();
        for (line, value) in LINES.iter().zip(self.lines) {
            value.set(std::mem::take((line.of)(&mut fields)));
        }
        self.company.set(fields.company);
        self.language.set(fields.language);
        self.time_zone.set(fields.time_zone);
        self.administrator.set(fields.administrator);
        self.second_factor.set(fields.second_factor);
        self.all_numbers.set(fields.customer_numbers.is_none());
        self.numbers.set(fields.customer_numbers.unwrap_or_default());
    }

    /// Whether something in it is not saved; tracked.
    pub fn is_changed(self) -> bool {
        self.saved.with(|saved| self.read() != *saved)
    }

    /// Something else is saved now: what the person did not change follows.
    pub fn follow(self, saved: &ContactFields) {
        let saved = in_order(saved.clone());
        if self.saved.with_untracked(|known| *known == saved) {
            return;
        }
        let typed = untrack(|| self.read());
        let merged = merge(typed, self.saved.get_untracked(), &saved);
        self.saved.set(saved);
        self.write(&merged);
    }

    /// What is in it is saved, or given up.
    pub fn settle(self, saved: &ContactFields) {
        self.saved.set(in_order(saved.clone()));
        self.write(saved);
        self.restored.set(false);
        // At once: the page may be left before an effect runs.
        self.key.with_value(|key| storage::write_tab(key, ""));
    }

    /// Proposes a user ID while the mail address is typed, until the person writes one of their own.
    pub fn propose_user_id(self, suffix: String) {
        let proposed = StoredValue::new(String::new());
        let (mail, id) = (self.lines[MAIL], self.lines[USER_ID]);
        effect(move || {
            let mail = mail.get();
            let proposal = match mail.trim() {
                "" => String::new(),
                mail => user_id::propose(mail, &suffix),
            };
            let untouched = id.with_untracked(|id| {
                id.is_empty() || proposed.with_value(|proposed| proposed == id)
            });
            proposed.set_value(proposal.clone());
            if untouched {
                id.set(proposal);
            }
        });
    }
}

/// Customer numbers in their order, so that the order of ticking is no difference.
fn in_order(mut fields: ContactFields) -> ContactFields {
    if let Some(numbers) = &mut fields.customer_numbers {
        numbers.sort();
    }
    fields
}
