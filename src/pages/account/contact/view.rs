//! The form of a contact as it is drawn: the fields, and beside them what is still required.

use leptos::prelude::*;
use madoguchi_contract::contacts::{Contact, ContactOptions};

use super::{check::NUMBERS, editor::Editor, facts, fields, lines::LINES, merge, numbers::numbers};
use crate::{
    components::{confirmation::ConfirmationDialog, loaded::Load},
    i18n::{Text, t},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        error_summary::ErrorSummary,
        icon::Icon,
        notice::{Notice, NoticeTone},
    },
    util::{browser, erased::dynamic},
};

/// Where the focus goes after the question about discarding: nothing is left to discard then.
const AFTER: &[&str] = &["discard", "page-title"];

/// The form.
#[component]
pub fn ContactForm(
    /// What can be chosen.
    options: ContactOptions,
    /// The contact; none for a new one.
    contact: Option<Load<Contact>>,
) -> impl IntoView {
    let editor = Editor::new(options, contact);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        editor.save();
    };
    let section = |id: &'static str, title: Text, body: AnyView| {
        view! {
            <section class="panel panel--roomy" aria-labelledby=id>
                <div class="panel-head"><h2 id=id>{title}</h2></div>
                <div class="panel-body">{body}</div>
            </section>
        }
    };
    let grid =
        |fields: AnyView| view! { <div class="form-grid form-grid--2">{fields}</div> }.into_any();
    let rights = view! { {fields::rights(editor)}{numbers(editor)} }.into_any();
    view! {
        <form class="with-aside" novalidate on:submit=submit>
            <div class="stack">
                <ErrorSummary faults=editor.faults attempt=editor.attempt/>
                {news(editor)}
                {section("person-title", t::contact_person, grid(fields::person(editor).into_any()))}
                {section("account-title", t::contact_account, grid(fields::account(editor).into_any()))}
                {section("rights-title", t::contact_rights, rights)}
            </div>
            <div class="stack sticky">
                {contact.map(facts::facts)}
                {required(editor)}
            </div>
        </form>
        <Discard editor=editor/>
        <ConfirmationDialog confirmation=editor.confirmation/>
    }
}

/// What happened to the form besides what the person typed.
fn news(editor: Editor) -> impl IntoView {
    let restored = move || editor.form.restored.get() && !editor.overtaken.get();
    view! {
        {dynamic(move || editor.failure.get().map(|failure| view! {
            <Notice tone=NoticeTone::Danger icon="error" title=failure alert=true>
                <p>{t::contact_kept}</p>
            </Notice>
        }))}
        {dynamic(move || restored().then(|| view! {
            <Notice tone=NoticeTone::Info icon="info" title=Signal::derive(|| t::contact_restored().to_owned())>
                <p>{t::contact_restored_text}</p>
            </Notice>
        }))}
        {dynamic(move || editor.overtaken.get().then(|| view! {
            <Notice tone=NoticeTone::Turn icon="warning" alert=true
                title=Signal::derive(|| t::contact_overtaken().to_owned())>
                {dynamic(move || both_versions(editor))}
            </Notice>
        }))}
    }
}

/// Where what is saved now and what was typed differ.
fn both_versions(editor: Editor) -> AnyView {
    let found = merge::differences(&editor.form.saved.get(), &editor.form.read());
    if found.is_empty() {
        return view! { <p>{t::contact_overtaken_same}</p> }.into_any();
    }
    let or_none = |value: String| if value.is_empty() { t::none().to_owned() } else { value };
    view! {
        <p>{t::contact_overtaken_text}</p>
        <ul class="notes">
            {found.into_iter().map(|(label, saved, mine)| view! {
                <li><b>{label}</b>": "{t::contact_versions(&or_none(saved), &or_none(mine))}</li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}

/// 必須情報: what is still missing, and the button.
fn required(editor: Editor) -> impl IntoView {
    let missing = Memo::new(move |_| {
        let lines = LINES.iter().zip(editor.form.lines);
        let mut missing: Vec<(&'static str, Text)> = lines
            .filter(|(line, value)| {
                line.missing.is_some() && value.with(|value| value.trim().is_empty())
            })
            .map(|(line, _)| (line.id, line.label))
            .collect();
        if !editor.form.all_numbers.get() && editor.form.numbers.with(Vec::is_empty) {
            missing.push((NUMBERS, t::contact_numbers));
        }
        missing.into_iter().map(|(id, label)| (id, label())).collect::<Vec<_>>()
    });
    let changed = Memo::new(move |_| editor.form.is_changed());
    view! {
        <section class="panel" aria-labelledby="required-title">
            <div class="panel-head"><h2 id="required-title">{t::required_panel}</h2></div>
            <div class="panel-body">
                {dynamic(move || if missing.with(Vec::is_empty) {
                    view! { <p class="small row-inline"><Icon name="check"/>{t::required_complete}</p> }.into_any()
                } else {
                    view! {
                        <ul class="files small">
                            {missing.get().into_iter().map(|(id, label)| view! {
                                // The router would only scroll; the browser itself also moves the focus.
                                <li><Icon name="empty-box"/><a href=format!("#{id}") rel="external">{label}</a></li>
                            }).collect_view()}
                        </ul>
                    }
                    .into_any()
                })}
                <div class="button-row">
                    <Button kind=ButtonKind::Primary busy=editor.busy>
                        {dynamic(move || if editor.busy.get() { t::saving() } else { t::save() })}
                    </Button>
                    {dynamic(move || changed.get().then(|| view! {
                        <button class="button button--quiet" type="button" id="discard"
                            on:click=move |_| editor.discarding.set(true)>
                            {t::contact_discard}
                        </button>
                    }))}
                </div>
                <p class="xsmall soft not-compact"><kbd>"Ctrl"</kbd>" + "<kbd>"S"</kbd>" "{t::contact_shortcut}</p>
            </div>
        </section>
    }
}

/// Giving up what was typed destroys it, so it is asked first.
#[component]
fn Discard(editor: Editor) -> impl IntoView {
    let leave = move || {
        editor.discarding.set(false);
        browser::focus_first_soon(AFTER);
    };
    let cancel = Callback::new(move |()| leave());
    let discard = Callback::new(move |()| {
        editor.discard();
        leave();
    });
    view! {
        <Dialog open=editor.discarding id="discard-question" on_cancel=cancel
            title=Signal::derive(|| t::contact_discard_title().to_owned())>
            <div class="dialog-body dialog-body--more"><p>{t::contact_discard_text}</p></div>
            <div class="dialog-foot">
                <Button on_press=cancel>{t::cancel}</Button>
                <Button kind=ButtonKind::Danger on_press=discard>{t::contact_discard}</Button>
            </div>
        </Dialog>
    }
}
