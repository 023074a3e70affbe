//! 基本情報: names, title, telephones, language and time zone. Saved together, also by Ctrl+S. When
//! somebody else changed them meanwhile, both versions are shown and nothing typed is lost.

mod lines;

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{
    Language,
    me::PreferencesChange,
    profile::{Profile, ProfileChange},
};

use self::lines::{LINES, Line};
use super::{BASICS, section};
use crate::{
    api::{self, ApiError, ErrorKind},
    components::{loaded::Load, time_zone_select::TimeZoneSelect, wording},
    i18n::t,
    state::{
        look::{Look, use_look},
        navigation::use_navigation,
        session::{SessionState, use_session},
        toasts::{Toasts, use_toasts},
    },
    ui::{
        button::{Button, ButtonKind},
        error_summary::{ErrorSummary, FieldFault},
        notice::{Notice, NoticeTone},
        select::Select,
        text_field::TextField,
    },
    util::{
        erased::{dynamic, effect},
        intl, key, leaving,
    },
};

const LANGUAGE: &str = "profile-language";
const ZONE: &str = "profile-zone";

/// What is typed, and what it was made from; copies are the same.
#[derive(Clone, Copy)]
pub struct Basics {
    profile: Load<Profile>,
    typed: [RwSignal<String>; LINES.len()],
    faults: [RwSignal<Option<String>>; LINES.len()],
    /// What the person chose and has not saved yet.
    language: RwSignal<Option<Language>>,
    zone: RwSignal<Option<String>>,
    /// The profile as it was last filled in.
    saved: RwSignal<Option<Profile>>,
    /// Whether somebody else was first.
    stale: RwSignal<bool>,
    failure: RwSignal<Option<String>>,
    attempt: RwSignal<u32>,
    busy: RwSignal<bool>,
    look: Look,
    session: SessionState,
    toasts: Toasts,
}

impl Basics {
    /// Follows `profile`: what the person has not touched is always what is saved.
    pub fn new(profile: Load<Profile>) -> Self {
        let basics = Self {
            profile,
            typed: LINES.map(|_| RwSignal::new(String::new())),
            faults: LINES.map(|_| RwSignal::new(None)),
            language: RwSignal::new(None),
            zone: RwSignal::new(None),
            saved: RwSignal::new(None),
            stale: RwSignal::new(false),
            failure: RwSignal::new(None),
            attempt: RwSignal::new(0),
            busy: RwSignal::new(false),
            look: use_look(),
            session: use_session(),
            toasts: use_toasts(),
        };
        effect(move || {
            if let Some(fresh) = profile.value() {
                basics.fill(fresh);
            }
        });
        use_navigation().follow_fault(move || basics.faults().iter().any(Option::is_some));
        leaving::guard(Signal::derive(move || basics.unsaved()));
        key::on_save(Callback::new(move |()| save(basics)));
        basics
    }

    fn fill(self, fresh: Profile) {
        let before = self.saved.get_untracked();
        for (line, typed) in self.lines() {
            let untouched = typed.with_untracked(|typed| {
                before.as_ref().is_none_or(|before| (line.read)(before) == typed)
            });
            if untouched {
                typed.set((line.read)(&fresh).clone());
            }
        }
        self.saved.set(Some(fresh));
    }

    fn lines(self) -> impl Iterator<Item = (&'static Line, RwSignal<String>)> {
        LINES.iter().zip(self.typed)
    }

    fn faults(self) -> [Option<String>; LINES.len()] {
        self.faults.map(|fault| fault.get())
    }

    /// The lines that differ from what is saved, with that; tracked.
    fn differing(self) -> Vec<(&'static Line, String, String)> {
        let Some(saved) = self.saved.get() else { return Vec::new() };
        self.lines()
            .map(|(line, typed)| (line, (line.read)(&saved).clone(), typed.get()))
            .filter(|(_, saved, typed)| saved != typed)
            .collect()
    }

    fn unsaved(self) -> bool {
        !self.differing().is_empty()
            || self.language.with(Option::is_some)
            || self.zone.with(Option::is_some)
    }

    /// Back to what is saved.
    fn undo(self) {
        if let Some(saved) = self.saved.get_untracked() {
            for (line, typed) in self.lines() {
                typed.set((line.read)(&saved).clone());
            }
        }
        self.language.set(None);
        self.zone.set(None);
        self.settle();
    }

    /// Nothing is wrong.
    fn settle(self) {
        for fault in self.faults {
            fault.set(None);
        }
        self.failure.set(None);
        self.stale.set(false);
    }

    /// Says what is wrong with the lines; true when nothing is.
    fn check(self) -> bool {
        let mut right = true;
        for ((line, typed), fault) in self.lines().zip(self.faults) {
            let wrong = typed.with_untracked(|typed| line.fault(typed));
            right &= wrong.is_none();
            fault.set(wrong);
        }
        right
    }

    fn refused(self, error: &ApiError) {
        for (line, fault) in LINES.iter().zip(self.faults) {
            let wrong = error.fields.iter().any(|field| field.field == line.id);
            fault.set(wrong.then(|| {
                let text =
                    if line.kind == "tel" { t::contact_telephone_invalid } else { t::send_refused };
                text().to_owned()
            }));
        }
        if error.fields.is_empty() {
            self.failure.set(Some(wording::failure(error)));
        }
        self.attempt.update(|attempt| *attempt += 1);
    }
}

fn save(basics: Basics) {
    let Some(saved) = basics.saved.get_untracked() else { return };
    if basics.busy.get_untracked() {
        return;
    }
    basics.failure.set(None);
    if !basics.check() {
        basics.attempt.update(|attempt| *attempt += 1);
        return;
    }
    let mut change = ProfileChange::default();
    for (line, _, typed) in untrack(|| basics.differing()) {
        *(line.write)(&mut change) = Some(typed.trim().to_owned());
    }
    let preferences = PreferencesChange {
        language: basics.language.get_untracked(),
        time_zone: basics.zone.get_untracked(),
        ..Default::default()
    };
    basics.busy.set(true);
    spawn_local(async move {
        let answer = send(basics, change, preferences, &saved.etag).await;
        if basics.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(()) => {
                basics.settle();
                basics.toasts.done(t::profile_saved());
            }
            Err(error) if error.kind == ErrorKind::Conflict => {
                basics.stale.set(true);
                basics.profile.again();
            }
            Err(error) => basics.refused(&error),
        }
    });
}

async fn send(
    basics: Basics,
    change: ProfileChange,
    preferences: PreferencesChange,
    etag: &str,
) -> Result<(), ApiError> {
    if change != ProfileChange::default() {
        let sent = basics.typed.map(|typed| typed.get_untracked());
        let profile = api::profile::change(&change, etag).await?;
        // What was sent is what is saved now; what was typed meanwhile stays.
        for ((line, typed), sent) in basics.lines().zip(sent) {
            if typed.try_get_untracked().as_ref() == Some(&sent) {
                typed.set((line.read)(&profile).clone());
            }
        }
        basics.saved.try_set(Some(profile.clone()));
        basics.profile.set(profile);
        // The name stands in the head of the page too.
        basics.session.ask();
    }
    if preferences != PreferencesChange::default() {
        basics.look.change(preferences).await?;
        basics.language.try_set(None);
        basics.zone.try_set(None);
    }
    Ok(())
}

/// The section.
#[component]
pub fn BasicsSection(
    /// What is typed.
    basics: Basics,
) -> impl IntoView {
    let preferences = move || basics.session.me().map(|me| me.preferences).unwrap_or_default();
    let language = Signal::derive(move || {
        let language = basics.language.get().unwrap_or_else(|| preferences().language);
        intl::tag(language).to_owned()
    });
    let zone = Signal::derive(move || basics.zone.get().unwrap_or_else(|| preferences().time_zone));
    let languages = Signal::derive(|| {
        // Each in itself, so that whoever is lost finds theirs.
        [(Language::Ja, "日本語"), (Language::En, "English")]
            .map(|(language, name)| (intl::tag(language).to_owned(), name.to_owned()))
            .to_vec()
    });
    let choose_language = Callback::new(move |chosen: String| {
        let language = if chosen == intl::tag(Language::En) { Language::En } else { Language::Ja };
        let before = untrack(|| preferences().language);
        basics.language.set((language != before).then_some(language));
    });
    let choose_zone = Callback::new(move |zone: String| {
        let before = untrack(|| preferences().time_zone);
        basics.zone.set((zone != before).then_some(zone));
    });
    let faults = Signal::derive(move || {
        LINES
            .iter()
            .zip(basics.faults())
            .filter_map(|(line, fault)| fault.map(|text| FieldFault { id: line.id, text }))
            .collect::<Vec<_>>()
    });
    let fields = LINES.iter().zip(basics.typed).zip(basics.faults).map(|((line, typed), fault)| {
        view! {
            <TextField id=line.id label=line.label value=typed required=line.missing.is_some() error=fault
                kind=line.kind autocomplete=line.autocomplete/>
        }
    });
    let body = view! {
        <ErrorSummary faults=faults attempt=basics.attempt/>
        {dynamic(move || basics.failure.get().map(|text| view! {
            <Notice tone=NoticeTone::Danger icon="error" title=text alert=true/>
        }))}
        {dynamic(move || basics.stale.get().then(|| both_versions(basics)))}
        <div class="form-grid form-grid--2">
            {fields.collect_view()}
            <div class="field">
                <label class="label" for=LANGUAGE>{t::contact_language}</label>
                <Select id=LANGUAGE options=languages value=language on_change=choose_language/>
            </div>
            <div class="field">
                <label class="label" for=ZONE>{t::contact_time_zone}</label>
                <TimeZoneSelect id=ZONE value=zone on_change=choose_zone/>
            </div>
        </div>
    };
    let undo = Callback::new(move |()| basics.undo());
    let foot = view! {
        <Button kind=ButtonKind::Primary busy=basics.busy>{t::save}</Button>
        <Button on_press=undo>{t::contact_discard}</Button>
        <span class="xsmall soft not-compact"><kbd>"Ctrl"</kbd>" + "<kbd>"S"</kbd>" "{t::contact_shortcut}</span>
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save(basics);
    };
    view! {
        <form novalidate on:submit=submit>
            {section(BASICS, None, body.into_any(), Some(foot.into_any()))}
        </form>
    }
}

/// What is saved and what is typed, where they differ.
fn both_versions(basics: Basics) -> AnyView {
    let lines = move || {
        let lines = basics.differing().into_iter().map(|(line, saved, typed)| {
            let saved = if saved.is_empty() { t::none().to_owned() } else { saved };
            view! { <li><b>{line.label}</b>" "{t::contact_versions(&saved, &typed)}</li> }
        });
        lines.collect_view()
    };
    view! {
        <Notice tone=NoticeTone::Turn icon="warning" title=Signal::derive(|| t::contact_overtaken().to_owned()) alert=true>
            <p>{t::contact_overtaken_text}</p>
            <ul>{dynamic(lines)}</ul>
        </Notice>
    }
    .into_any()
}
