//! The fields of a contact: the person, the account, and what they may do.

use leptos::prelude::*;
use madoguchi_contract::Language;

use super::{check::ADMINISTRATOR, editor::Editor, lines::LINES, merge::LANGUAGES};
use crate::{
    components::time_zone_select::TimeZoneSelect,
    i18n::{Text, t},
    ui::{
        field::{Field, described_by},
        icon::Icon,
        notice::{Notice, NoticeTone},
        select::Select,
        text_field::TextField,
    },
    util::{
        erased::{attribute, dynamic},
        intl,
    },
};

const COMPANY: &str = "company";
const LANGUAGE: &str = "language";
const TIME_ZONE: &str = "time_zone";
const SECOND_FACTOR: &str = "second_factor";

/// Who the person is.
pub fn person(editor: Editor) -> impl IntoView {
    view! {
        {lines(editor, 0..3)}
        {company(editor)}
        <div class="span-all">{lines(editor, 3..4)}</div>
        {lines(editor, 4..6)}
    }
}

/// What they sign in with, and how the portal speaks to them.
pub fn account(editor: Editor) -> impl IntoView {
    let form = editor.form;
    let languages =
        Signal::derive(|| LANGUAGES.map(|(tag, name)| (tag.to_owned(), name.to_owned())).to_vec());
    let language = Signal::derive(move || intl::tag(form.language.get()).to_owned());
    let speak = Callback::new(move |tag: String| {
        form.language.set(Language::from_id(&tag).unwrap_or_default());
    });
    let stay = Callback::new(move |zone: String| form.time_zone.set(zone));
    view! {
        <div class="span-all">{lines(editor, 6..7)}</div>
        <Field id=LANGUAGE label=Signal::derive(|| t::contact_language().to_owned()) required=true error=editor.fault(LANGUAGE)>
            <Select id=LANGUAGE options=languages value=language on_change=speak/>
        </Field>
        <Field id=TIME_ZONE label=Signal::derive(|| t::contact_time_zone().to_owned()) required=true error=editor.fault(TIME_ZONE)>
            <TimeZoneSelect id=TIME_ZONE value=form.time_zone on_change=stay/>
        </Field>
    }
}

fn lines(editor: Editor, range: std::ops::Range<usize>) -> impl IntoView {
    range
        .map(|place| {
            let line = &LINES[place];
            let help = line.help.map(|help| help[usize::from(editor.contact.is_some())]);
            view! {
                <TextField id=line.id label=line.label value=editor.form.lines[place]
                    required=line.missing.is_some() help=help error=editor.fault(line.id)
                    kind=line.kind/>
            }
        })
        .collect_view()
}

/// A company of one's own: nothing to choose, but still said.
fn company(editor: Editor) -> impl IntoView {
    let (value, companies) =
        (editor.form.company, editor.options.with_value(|o| o.companies.clone()));
    let control = if companies.len() > 1 {
        let options =
            Signal::stored(companies.into_iter().map(|name| (name.clone(), name)).collect());
        let change = Callback::new(move |name: String| value.set(name));
        view! { <Select id=COMPANY options=options value=value on_change=change/> }.into_any()
    } else {
        view! { <input class="input" id=COMPANY type="text" readonly=true prop:value=value/> }
            .into_any()
    };
    view! {
        <Field id=COMPANY label=Signal::derive(|| t::case_company().to_owned()) required=true error=editor.fault(COMPANY)>
            {control}
        </Field>
    }
}

/// Rights and safety.
pub fn rights(editor: Editor) -> impl IntoView {
    let form = editor.form;
    let contact = move |is: fn(&madoguchi_contract::contacts::Contact) -> bool| {
        editor.contact.is_some_and(|contact| contact.with(|contact| contact.is_some_and(is)))
    };
    // Who takes away their own rights is told before.
    let own = Memo::new(move |_| {
        contact(|contact| {
            contact.summary.own && contact.fields.administrator && !contact.last_administrator
        }) && !form.administrator.get()
    });
    let last = Memo::new(move |_| contact(|contact| contact.last_administrator));
    view! {
        <div class="stack stack--tight">
            {tick(editor, ADMINISTRATOR, form.administrator, t::role_administrator, t::contact_administrator_help)}
            {dynamic(move || (last.get() && form.administrator.get()).then(|| view! {
                <p class="help row-inline"><Icon name="info"/>{t::contact_last_administrator}</p>
            }))}
            {dynamic(move || own.get().then(|| view! {
                <Notice tone=NoticeTone::Turn icon="warning" alert=true
                    title=Signal::derive(|| t::contact_own_rights_title().to_owned())>
                    <p>{t::contact_own_rights_text}</p>
                </Notice>
            }))}
            {tick(editor, SECOND_FACTOR, form.second_factor, t::contact_second_factor_on, t::contact_second_factor_help)}
        </div>
    }
}

fn tick(
    editor: Editor,
    id: &'static str,
    value: RwSignal<bool>,
    label: Text,
    help: Text,
) -> impl IntoView {
    let fault = editor.fault(id);
    let faulty = move || fault.with(Option::is_some);
    view! {
        <div class="field" class:field--error=faulty>
            {dynamic(move || fault.get().map(|fault| view! {
                <p class="field-error" id=format!("{id}-error")><Icon name="error"/>{fault}</p>
            }))}
            <label class="choice">
                <input type="checkbox" id=id
                    aria-invalid=attribute(move || faulty().then_some("true"))
                    aria-describedby=attribute(move || described_by(id, true, faulty()))
                    prop:checked=value
                    on:change=move |event| value.set(event_target_checked(&event))/>
                <span>{label}<small id=format!("{id}-help")>{help}</small></span>
            </label>
        </div>
    }
}
