//! A new password, twice: the conditions tick off while it is typed, a word says how strong it is, and
//! the second field says whether it matches (specification, sign-in, password rule).

mod conditions;

use leptos::prelude::*;
use madoguchi_contract::{
    password::{Complaint, PasswordRule},
    problem::FieldError,
};

use self::conditions::{Condition, breaks, conditions, sentence};
use crate::{
    i18n::{Text, t},
    state::site::{Site, use_site},
    ui::{error_summary::FieldFault, icon::Icon, password_field::PasswordField},
    util::{
        erased::{attribute, dynamic},
        strength::{self, Strength},
    },
};

const NEW: &str = "new-password";
const AGAIN: &str = "new-password-again";
const RULES: &str = "new-password-rules";
const MATCH: &str = "new-password-match";

/// What is typed for a new password, and what is wrong with it; copies are the same.
#[derive(Clone, Copy)]
pub struct NewPassword {
    user_id: Signal<String>,
    value: RwSignal<String>,
    again: RwSignal<String>,
    /// Whether it was to be sent, so that what is wrong is said.
    checked: RwSignal<bool>,
    /// What the server refused, and why.
    refused: RwSignal<Option<(String, Vec<String>)>>,
    site: Site,
}

impl NewPassword {
    /// Nothing typed yet; `user_id` is whose password it will be.
    pub fn new(user_id: impl Into<Signal<String>>) -> Self {
        Self {
            user_id: user_id.into(),
            value: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            checked: RwSignal::new(false),
            refused: RwSignal::new(None),
            site: use_site(),
        }
    }

    /// The password, when it can be sent; else what is wrong is said from now on.
    pub fn check(self) -> Option<String> {
        self.checked.set(true);
        let right = untrack(|| self.fault().is_none() && self.again_fault().is_none());
        right.then(|| self.value.get_untracked())
    }

    /// Takes over what the server says of `field`; whether it says anything.
    pub fn refuse(self, errors: &[FieldError], field: &str) -> bool {
        let codes: Vec<String> = errors
            .iter()
            .filter(|error| error.field == field)
            .map(|error| error.code.clone())
            .collect();
        let refused = !codes.is_empty();
        if refused {
            self.refused.set(Some((self.value.get_untracked(), codes)));
        }
        refused
    }

    /// What is wrong, for the summary of the form; tracked.
    pub fn faults(self) -> Vec<FieldFault> {
        [(NEW, self.fault()), (AGAIN, self.again_fault())]
            .into_iter()
            .filter_map(|(id, text)| text.map(|text| FieldFault { id, text }))
            .collect()
    }

    /// Forgets what was typed.
    pub fn clear(self) {
        self.value.set(String::new());
        self.again.set(String::new());
        self.checked.set(false);
        self.refused.set(None);
    }

    fn complaints(self) -> Vec<Complaint> {
        let rule = rule(self.site);
        self.user_id.with(|id| self.value.with(|value| rule.check(value, id)))
    }

    fn fault(self) -> Option<String> {
        if !self.checked.get() {
            return None;
        }
        let value = self.value.get();
        if value.is_empty() {
            return Some(t::new_password_missing().to_owned());
        }
        let mut codes: Vec<String> =
            self.complaints().into_iter().map(|complaint| complaint.code().to_owned()).collect();
        if let Some((refused, reasons)) = self.refused.get()
            && refused == value
        {
            codes.extend(reasons);
            codes.dedup();
        }
        let rule = rule(self.site);
        let sentences: Vec<String> =
            codes.iter().map(|code| sentence(code, &rule, &value)).collect();
        (!sentences.is_empty()).then(|| sentences.join(t::sentence_space()))
    }

    fn again_fault(self) -> Option<String> {
        if !self.checked.get() {
            return None;
        }
        let again = self.again.get();
        if again.is_empty() {
            Some(t::new_password_again_missing().to_owned())
        } else {
            (again != self.value.get()).then(|| t::new_password_no_match().to_owned())
        }
    }

    /// Whether the two are the same; none while one of them is empty.
    fn matches(self) -> Option<bool> {
        self.again.with(|again| {
            self.value
                .with(|value| (!value.is_empty() && !again.is_empty()).then_some(value == again))
        })
    }
}

/// The two fields, the conditions beside them, and what else a new password changes.
#[component]
pub fn NewPasswordFields(
    /// What is typed.
    password: NewPassword,
) -> impl IntoView {
    let NewPassword { value, again, site, .. } = password;
    view! {
        <div class="stack">
            <PasswordField
                id=NEW
                label=Signal::derive(|| t::password_new().to_owned())
                value=value
                error=Signal::derive(move || password.fault())
                autocomplete="new-password"
                described=RULES
                node_ref=NodeRef::new()
            />
            <div class="password-rules">
                <p class="sr-only" id="new-password-rules-title">{t::new_password_rules}</p>
                <ul class="checklist" id=RULES aria-labelledby="new-password-rules-title">
                    {conditions().map(|(text, complaints)| row(password, text, complaints)).collect_view()}
                </ul>
                <Meter value=value password=password/>
            </div>
            <div class="stack stack--tight">
                <PasswordField
                    id=AGAIN
                    label=Signal::derive(|| t::password_again().to_owned())
                    value=again
                    error=Signal::derive(move || password.again_fault())
                    autocomplete="new-password"
                    described=MATCH
                    node_ref=NodeRef::new()
                />
                <p class="match" id=MATCH role="status">
                    {dynamic(move || match password.matches() {
                        Some(true) => view! { <Icon name="check"/> {t::new_password_match} }.into_any(),
                        // The error says it once the form was sent.
                        Some(false) if password.again_fault().is_none() => {
                            view! { <span class="soft">{t::new_password_no_match}</span> }.into_any()
                        }
                        _ => ().into_any(),
                    })}
                </p>
            </div>
            {dynamic(move || site.options().filter(|options| options.shared_accounts).map(|_| view! {
                <p class="small">{t::new_password_shared}</p>
            }))}
        </div>
    }
}

/// The rule of this portal.
fn rule(site: Site) -> PasswordRule {
    site.options().map(|options| options.password).unwrap_or_default()
}

fn row(
    password: NewPassword,
    text: Condition,
    against: &'static [Complaint],
) -> impl IntoView + use<> {
    let met = Memo::new(move |_| {
        password.value.with(|value| !value.is_empty()) && !breaks(&password.complaints(), against)
    });
    let icon = Signal::derive(move || if met.get() { "check-box" } else { "empty-box" });
    view! {
        <li class=attribute(move || if met.get() { "check check--done" } else { "check" })>
            <Icon name=icon/>
            <span>
                {dynamic(move || text(&rule(password.site)))}
                <span class="sr-only">
                    {dynamic(move || if met.get() { t::new_password_met() } else { t::new_password_unmet() })}
                </span>
            </span>
        </li>
    }
}

/// How strong it is, in a word and a bar; what breaks a condition is weak.
#[component]
fn Meter(value: RwSignal<String>, password: NewPassword) -> impl IntoView {
    let strength = Memo::new(move |_| {
        let right = password.complaints().is_empty();
        value.with(|value| {
            let strength = if right { strength::of(value) } else { Strength::Weak };
            (!value.is_empty()).then_some(strength)
        })
    });
    let word = move || -> Text {
        match strength.get() {
            None => t::none,
            Some(Strength::Weak) => t::new_password_weak,
            Some(Strength::Fair) => t::new_password_fair,
            Some(Strength::Strong) => t::new_password_strong,
        }
    };
    let step = move |needed: Strength| {
        view! { <i class=attribute(move || if strength.get() >= Some(needed) { "on" } else { "" })></i> }
    };
    view! {
        <div class=attribute(move || if strength.get() > Some(Strength::Weak) { "meter" } else { "meter meter--weak" })>
            <span role="status">{dynamic(move || t::new_password_strength(&word()()))}</span>
            <span class="meter-bar" aria-hidden="true">
                {[Strength::Weak, Strength::Fair, Strength::Strong].map(step).collect_view()}
            </span>
        </div>
    }
}
