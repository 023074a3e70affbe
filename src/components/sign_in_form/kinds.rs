//! The kinds of accounts a person chooses from, where the portal has several. The choice is
//! remembered on this device.

use leptos::prelude::*;
use madoguchi_contract::site::AccountKind;

use crate::{
    components::{user_id_field, wording},
    i18n::t,
    state::site::{Site, use_site},
    ui::icon::Icon,
    util::{
        browser,
        erased::{attribute, dynamic},
        storage,
    },
};

/// The id of the group of buttons.
pub const KINDS: &str = "account-kinds";
/// Where this device remembers the kind.
const MEMORY: &str = "madoguchi.kind";

/// The kinds and the one that is chosen; copies are the same.
#[derive(Clone, Copy)]
pub struct Kinds {
    site: Site,
    wanted: RwSignal<Option<String>>,
}

/// The kinds, and what this device remembers.
pub fn use_kinds() -> Kinds {
    Kinds { site: use_site(), wanted: RwSignal::new(storage::read(MEMORY)) }
}

impl Kinds {
    /// The kind that is chosen; none where there are none.
    pub fn chosen(self) -> Option<String> {
        untrack(|| {
            self.known().into_iter().find(|kind| self.is_chosen(&kind.id)).map(|kind| kind.id)
        })
    }

    /// Whether there are kinds and none is chosen; tracked.
    pub fn is_missing(self) -> bool {
        let kinds = self.known();
        !kinds.is_empty() && !kinds.iter().any(|kind| self.is_chosen(&kind.id))
    }

    /// What the other kinds are called; tracked.
    pub fn others(self) -> Option<String> {
        let names: Vec<String> = self
            .known()
            .iter()
            .filter(|kind| !self.is_chosen(&kind.id))
            .map(|kind| wording::label(&kind.name))
            .collect();
        (!names.is_empty()).then(|| names.join(t::list_comma()))
    }

    fn known(self) -> Vec<AccountKind> {
        self.site.options().map(|options| options.account_kinds).unwrap_or_default()
    }

    fn is_chosen(self, id: &str) -> bool {
        self.wanted.with(|wanted| wanted.as_deref() == Some(id))
    }
}

/// One button for each kind; nothing where there are none.
#[component]
pub fn Kinds(
    /// The kinds.
    kinds: Kinds,
    /// Whether one has to be chosen.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let button = move |kind: AccountKind| {
        let id = kind.id.clone();
        let pressed = Memo::new(move |_| kinds.is_chosen(&id));
        let choose = move |_| {
            storage::write(MEMORY, &kind.id);
            kinds.wanted.set(Some(kind.id.clone()));
            browser::focus_soon(user_id_field::ID);
        };
        let name = kind.name;
        view! {
            <button class="option" type="button" aria-pressed=attribute(move || pressed.get().to_string()) on:click=choose>
                <span>{dynamic(move || t::sign_in_with_kind(&wording::label(&name)))}</span>
                {dynamic(move || pressed.get().then(|| view! { <Icon name="check"/> }))}
            </button>
        }
    };
    dynamic(move || {
        let known = kinds.known();
        (!known.is_empty()).then(|| view! {
            <div class="field" role="group" id=KINDS tabindex="-1" aria-labelledby="account-kinds-label" class:field--error=move || error.with(Option::is_some)>
                <p class="label" id="account-kinds-label">
                    {t::sign_in_kinds} " " <span class="req">{t::field_required}</span>
                </p>
                {dynamic(move || error.get().map(|error| view! {
                    <p class="field-error"><Icon name="error"/>{error}</p>
                }))}
                <div class="option-list">{known.into_iter().map(button).collect_view()}</div>
            </div>
        })
    })
}
