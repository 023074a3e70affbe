//! To which customer numbers a person is linked: all of the company, or those that are chosen.

use leptos::prelude::*;
use madoguchi_contract::me::CustomerNumberOption;

use super::{check::NUMBERS, editor::Editor};
use crate::{
    i18n::{Text, t},
    ui::icon::Icon,
    util::erased::{attribute, dynamic},
};

/// The choice.
pub fn numbers(editor: Editor) -> impl IntoView {
    let form = editor.form;
    let fault = editor.fault(NUMBERS);
    let faulty = move || fault.with(Option::is_some);
    let options = editor.options.with_value(|options| options.customer_numbers.clone());
    let radio = move |id: &'static str, all: bool, label: Text, help: Text| {
        view! {
            <label class="choice">
                <input type="radio" name="numbers" id=id
                    prop:checked=move || form.all_numbers.get() == all
                    on:change=move |_| form.all_numbers.set(all)/>
                <span>{label}<small>{help}</small></span>
            </label>
        }
    };
    view! {
        <fieldset class="fieldset field" class:field--error=faulty
            aria-describedby=attribute(move || faulty().then_some("numbers-error"))>
            <legend>{t::contact_numbers}</legend>
            {dynamic(move || fault.get().map(|fault| view! {
                <p class="field-error" id="numbers-error"><Icon name="error"/>{fault}</p>
            }))}
            {radio("numbers-all", true, t::contact_numbers_all, t::contact_numbers_all_help)}
            {radio(NUMBERS, false, t::contact_numbers_chosen, t::contact_numbers_chosen_help)}
            {dynamic(move || (!form.all_numbers.get()).then(|| view! {
                <div class="option-list option-list--2" role="group" aria-label=t::contact_numbers>
                    {options.iter().cloned().map(|option| number(editor, option)).collect_view()}
                </div>
            }))}
        </fieldset>
    }
}

fn number(editor: Editor, option: CustomerNumberOption) -> impl IntoView {
    let chosen = editor.form.numbers;
    let number = StoredValue::new(option.number.clone());
    let is_chosen =
        move || chosen.with(|chosen| number.with_value(|number| chosen.contains(number)));
    let change = move |event| {
        let ticked = event_target_checked(&event);
        chosen.update(|chosen| {
            number.with_value(|number| chosen.retain(|other| other != number));
            if ticked {
                chosen.push(number.get_value());
            }
        });
    };
    let services = option.services;
    view! {
        <label class="option">
            <input type="checkbox" prop:checked=is_chosen on:change=change/>
            <span>
                <span class="mono">{option.number}</span>
                <small>{dynamic(move || if services.is_empty() {
                    t::contact_no_service().to_owned()
                } else {
                    services.join(t::list_comma())
                })}</small>
            </span>
        </label>
    }
}
