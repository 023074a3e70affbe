//! The form of a contact at work: what is wrong with it, and saving it.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use madoguchi_contract::{
    contacts::{Contact, ContactFields, ContactOptions},
    me::Role,
    problem::code,
};

use super::{check, form::Form};
use crate::{
    api::{self, ApiError, ErrorKind},
    components::{confirmation::Confirmation, loaded::Load, wording},
    i18n::t,
    routes,
    state::{
        navigation::use_navigation,
        session::{SessionState, use_session},
        toasts::{Toasts, use_toasts},
    },
    ui::error_summary::FieldFault,
    util::{erased::effect, key, leaving, random},
};

/// What the parts of the form share.
#[derive(Clone, Copy)]
pub struct Editor {
    /// What is typed.
    pub form: Form,
    /// The contact; none while it is a new one.
    pub contact: Option<Load<Contact>>,
    /// What can be chosen.
    pub options: StoredValue<ContactOptions>,
    /// How often it was sent.
    pub attempt: RwSignal<u32>,
    /// What is wrong with it.
    pub faults: Memo<Vec<FieldFault>>,
    /// Whether it is on its way.
    pub busy: RwSignal<bool>,
    /// Why it was not saved, where that is the matter of no field.
    pub failure: RwSignal<Option<String>>,
    /// Whether somebody else saved meanwhile.
    pub overtaken: RwSignal<bool>,
    /// Whether the person is asked about giving up what is not saved.
    pub discarding: RwSignal<bool>,
    /// Asks for the password before what opens one's own account changes.
    pub confirmation: Confirmation,
    checking: RwSignal<bool>,
    refused: RwSignal<Option<(ContactFields, Vec<FieldFault>)>>,
    /// The key of what was sent last, so that a repeat is not a second contact.
    sent: StoredValue<Option<(ContactFields, String)>>,
    session: SessionState,
    toasts: Toasts,
    go: Callback<&'static str>,
    open: Callback<String>,
}

impl Editor {
    /// The form of a contact, or of a new one.
    pub fn new(options: ContactOptions, contact: Option<Load<Contact>>) -> Self {
        let session = use_session();
        let user = session.me_now().map(|me| me.user_id).unwrap_or_default();
        let now = contact.and_then(|contact| untrack(|| contact.value()));
        let id = now.as_ref().map_or("new", |contact| &contact.summary.id);
        let draft = format!("madoguchi.contact.{user}.{id}");
        let saved = now.map_or_else(|| beginning(&options), |contact| contact.fields);
        let form = Form::new(saved, draft);
        if contact.is_none() {
            form.propose_user_id(options.user_id_suffix.clone());
        }
        let (checking, refused) = (RwSignal::new(false), RwSignal::new(None));
        let kept =
            move || contact.is_some_and(|c| c.with(|c| c.is_some_and(|c| c.last_administrator)));
        let faults = Memo::new(move |_| {
            let fields = form.read();
            let mut faults =
                if checking.get() { check::faults(&fields, kept()) } else { Vec::new() };
            refused.with(|refused: &Option<(ContactFields, Vec<FieldFault>)>| {
                let Some((sent, said)) = refused else { return };
                let still =
                    said.iter().filter(|fault| check::is_unchanged(fault.id, sent, &fields));
                faults.extend(still.cloned());
            });
            faults
        });
        use_navigation().follow_fault(move || faults.with(|faults| !faults.is_empty()));
        let navigate = use_navigate();
        let go = navigate.clone();
        let editor = Self {
            form,
            contact,
            options: StoredValue::new(options),
            attempt: RwSignal::new(0),
            faults,
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            overtaken: RwSignal::new(false),
            discarding: RwSignal::new(false),
            confirmation: Confirmation::start(),
            checking,
            refused,
            sent: StoredValue::new(None),
            session,
            toasts: use_toasts(),
            go: Callback::new(move |path| go(path, Default::default())),
            open: Callback::new(move |id: String| {
                navigate(&routes::contact(&id), Default::default())
            }),
        };
        // Whatever else reads the contact afresh: what the person did not change follows.
        effect(move || {
            if let Some(fields) = contact.and_then(|c| c.with(|c| c.map(|c| c.fields.clone()))) {
                form.follow(&fields);
            }
        });
        key::on_save(Callback::new(move |()| editor.save()));
        leaving::guard(Signal::derive(move || form.is_changed()));
        editor
    }

    /// What is wrong with the field of that id; tracked.
    pub fn fault(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.faults.with(|faults| {
                faults.iter().find(|fault| fault.id == id).map(|fault| fault.text.clone())
            })
        })
    }

    /// Sends what is in the form.
    pub fn save(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.checking.set(true);
        self.refused.set(None);
        self.failure.set(None);
        if self.faults.with_untracked(|faults| !faults.is_empty()) {
            self.attempt.update(|attempt| *attempt += 1);
            return;
        }
        self.busy.set(true);
        let fields = untrack(|| self.form.read());
        let before = self.contact.and_then(|contact| untrack(|| contact.value()));
        spawn_local(async move {
            let answer = match &before {
                Some(before) => {
                    api::contacts::change(&before.summary.id, &fields, &before.etag).await
                }
                None => api::contacts::create(&fields, &self.key_of(&fields)).await,
            };
            // The page may have been left meanwhile; what became of it is said all the same.
            let left = self.busy.try_set(false).is_some();
            match answer {
                Ok(contact) if left => self.toasts.done(t::contact_saved(&contact.summary.name)),
                Err(error) if left => self.toasts.failed(wording::failure(&error)),
                Ok(contact) => self.saved(contact, fields).await,
                Err(error) => self.refuse(error, fields, before).await,
            }
        });
    }

    /// The same words keep their key.
    fn key_of(self, fields: &ContactFields) -> String {
        let known = self.sent.try_get_value().flatten().filter(|(sent, _)| sent == fields);
        let key = known.map_or_else(random::idempotency_key, |(_, key)| key);
        self.sent.try_set_value(Some((fields.clone(), key.clone())));
        key
    }

    async fn saved(self, contact: Contact, sent: ContactFields) {
        let name = contact.summary.name.clone();
        let Some(load) = self.contact else {
            self.form.settle(&contact.fields);
            self.toasts.done(t::contact_created(&name, &contact.fields.mail));
            self.open.run(contact.summary.id);
            return;
        };
        // What was typed while it was on its way is not saved yet.
        self.form.saved.set(sent);
        self.form.follow(&contact.fields);
        self.checking.set(false);
        self.overtaken.set(false);
        self.form.restored.set(false);
        self.toasts.done(t::contact_saved(&name));
        let own = contact.summary.own;
        load.set(contact);
        if own && let Ok(me) = api::me::read().await {
            // Who gave up the rights has nothing to see here any more.
            if me.role != Role::Administrator {
                self.go.run(routes::SIGN_INS);
            }
            self.session.update_me(me);
        }
    }

    async fn refuse(self, error: ApiError, sent: ContactFields, before: Option<Contact>) {
        let again = move || self.save();
        let Some(error) = self.confirmation.unless_required(error, again) else { return };
        let mut said: Vec<_> = error.fields.iter().filter_map(check::refusal).collect();
        if error.is(code::LAST_ADMINISTRATOR) {
            said.push(FieldFault {
                id: check::ADMINISTRATOR,
                text: t::contact_last_administrator().to_owned(),
            });
        }
        if error.is(code::STALE)
            && let (Some(load), Some(before)) = (self.contact, before)
        {
            match api::contacts::read(&before.summary.id).await {
                Ok(newer) => {
                    if self.overtaken.try_set(true).is_none() {
                        self.form.follow(&newer.fields);
                        load.set(newer);
                    }
                }
                Err(error) => {
                    self.failure.try_set(Some(wording::failure(&error)));
                }
            }
        } else if !said.is_empty() {
            self.refused.try_set(Some((sent, said)));
            self.attempt.try_update(|attempt| *attempt += 1);
        } else if error.kind != ErrorKind::Unauthenticated {
            // The dialog over the page says that one itself.
            self.failure.try_set(Some(wording::failure(&error)));
        }
    }

    /// Gives up what is not saved.
    pub fn discard(self) {
        self.form.settle(&self.form.saved.get_untracked());
        self.checking.set(false);
        self.refused.set(None);
        self.failure.set(None);
        self.overtaken.set(false);
    }
}

/// A new contact before anything is typed.
fn beginning(options: &ContactOptions) -> ContactFields {
    ContactFields {
        company: options.companies.first().cloned().unwrap_or_default(),
        time_zone: "Asia/Tokyo".to_owned(),
        second_factor: true,
        ..ContactFields::default()
    }
}
