//! What narrows a list down: fields whose values stand in the address. A choice holds at once; what
//! is typed holds with the button or Enter.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    i18n::{Text, t},
    ui::{button::Button, select::Select},
    util::{
        browser,
        erased::{attribute, dynamic, effect},
        question::Question,
    },
};

/// Name in the address, and the id of the input.
pub type Name = (&'static str, &'static str);

/// The fields.
#[derive(Clone, Copy)]
pub struct Filters {
    path: &'static str,
    asked: Memo<Question>,
    names: &'static [Name],
    values: StoredValue<Vec<RwSignal<String>>>,
    go: Callback<String>,
    check: Option<Callback<(), bool>>,
}

impl Filters {
    /// The fields of the list at `path`; they follow the address.
    pub fn new(path: &'static str, asked: Memo<Question>, names: &'static [Name]) -> Self {
        let navigate = use_navigate();
        let values: Vec<_> = names.iter().map(|_| RwSignal::new(String::new())).collect();
        let follow = values.clone();
        effect(move || {
            asked.with(|asked| {
                for ((name, _), value) in names.iter().zip(&follow) {
                    value.set(asked.get(name).to_owned());
                }
            });
        });
        let go = Callback::new(move |address: String| navigate(&address, Default::default()));
        Self { path, asked, names, values: StoredValue::new(values), go, check: None }
    }

    /// What the field of that id holds.
    pub fn value(self, id: &str) -> RwSignal<String> {
        let place = self.names.iter().position(|(_, own)| *own == id).unwrap_or_default();
        self.values.with_value(|values| values[place])
    }

    /// The same fields, which are asked for only when `check` says that they can be.
    pub fn checked(self, check: Callback<(), bool>) -> Self {
        Self { check: Some(check), ..self }
    }

    /// Asks for what the fields hold.
    pub fn apply(self) {
        if self.check.is_some_and(|check| !check.run(())) {
            return;
        }
        self.go.run(self.address(|value| value.get_untracked().trim().to_owned()));
    }

    /// Whether something is asked for; tracked.
    pub fn any(self) -> bool {
        self.asked.with(|asked| self.names.iter().any(|(name, _)| !asked.get(name).is_empty()))
    }

    /// The address of the whole list.
    pub fn cleared(self) -> String {
        self.address(|_| String::new())
    }

    fn address(self, value: impl Fn(RwSignal<String>) -> String) -> String {
        let values: Vec<String> =
            self.values.with_value(|values| values.iter().map(|signal| value(*signal)).collect());
        let changes: Vec<_> =
            self.names.iter().zip(&values).map(|((name, _), value)| (*name, &**value)).collect();
        self.asked.with_untracked(|asked| asked.with(&changes)).at(self.path)
    }
}

/// The fields with the button that applies them.
#[component]
pub fn FilterForm(
    /// The fields.
    filters: Filters,
    /// The fields as they are drawn.
    children: Children,
) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        filters.apply();
    };
    // The link goes with what it cleared; the first field takes over the focus.
    let cleared = move |_| browser::focus_soon(filters.names[0].1);
    view! {
        <search>
            <form class="filters" novalidate on:submit=submit>
                {children()}
                <div class="filters-act">
                    <Button>{t::filter_run}</Button>
                    {dynamic(move || filters.any().then(|| view! {
                        <a class="button button--quiet" href=filters.cleared() on:click=cleared>{t::filter_clear}</a>
                    }))}
                </div>
            </form>
        </search>
    }
}

/// A choice that narrows the list down.
#[component]
pub fn FilterChoice(
    /// The fields it belongs to.
    filters: Filters,
    /// Its id.
    id: &'static str,
    /// What is chosen.
    label: Text,
    /// Values and what they are called.
    options: &'static [(&'static str, Text)],
) -> impl IntoView {
    let value = filters.value(id);
    let options = Signal::derive(move || {
        std::iter::once((String::new(), t::filter_any().to_owned()))
            .chain(options.iter().map(|(value, text)| ((*value).to_owned(), text().to_owned())))
            .collect::<Vec<_>>()
    });
    let change = Callback::new(move |chosen: String| {
        value.set(chosen);
        filters.apply();
    });
    view! {
        <div class="field">
            <label class="label label--small" for=id>{label}</label>
            <Select id=id class="select--small" options=options value=value on_change=change/>
        </div>
    }
}

/// A line that narrows the list down: `search` or `date`.
#[component]
pub fn FilterInput(
    /// The fields it belongs to.
    filters: Filters,
    /// Its id.
    id: &'static str,
    /// What is typed.
    label: Text,
    /// The kind of input.
    kind: &'static str,
    /// The id of what is wrong with it, while something is.
    #[prop(optional, into)]
    fault: Signal<Option<&'static str>>,
    /// Further classes of its place.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let value = filters.value(id);
    view! {
        <div class=format!("field {class}").trim().to_owned()>
            <label class="label label--small" for=id>{label}</label>
            <input class="input input--small" id=id type=kind autocomplete="off"
                maxlength=(kind == "search").then(|| madoguchi_contract::limits::QUERY.to_string())
                aria-invalid=attribute(move || fault.get().map(|_| "true"))
                aria-describedby=attribute(move || fault.get())
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))/>
        </div>
    }
}
