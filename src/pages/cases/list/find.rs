//! The way to a case by its number: leads there at once, or says that there is no such case.

use crate::util::erased::{attribute, dynamic};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use madoguchi_contract::cases::case_number;

use crate::{
    api::{self, ErrorKind},
    components::wording,
    i18n::t,
    routes,
    ui::{button::Button, field::described_by, icon::Icon},
};

const INPUT: &str = "find-case";

/// The number somebody typed: `MD0001014`, or its digits alone as people say them, `1014`.
fn typed_number(typed: &str) -> Option<String> {
    let typed = typed.trim();
    case_number(typed)
        .or_else(|| case_number(&format!("MD{typed:0>7}")).filter(|_| !typed.is_empty()))
}

/// The box for a case number.
#[component]
pub fn FindCase() -> impl IntoView {
    let navigate = use_navigate();
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(number) = typed_number(&typed.get_untracked()) else {
            error.set(Some(t::find_case_form().to_owned()));
            return;
        };
        error.set(None);
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = api::cases::read(&number).await;
            busy.try_set(false);
            match answer {
                Ok(case) => navigate(&routes::case(&case.summary.number), Default::default()),
                Err(failure) if failure.kind == ErrorKind::NotFound => {
                    error.try_set(Some(t::find_case_none(&number)));
                }
                Err(failure) => {
                    error.try_set(Some(wording::failure(&failure)));
                }
            }
        });
    };
    view! {
        <search>
            <form class="find-case" novalidate on:submit=submit>
                <div class="field" class:field--error=move || error.with(Option::is_some)>
                    <label class="label label--small" for=INPUT>{t::find_case}</label>
                    {dynamic(move || error.get().map(|error| view! {
                        <p class="field-error" role="alert" id=format!("{INPUT}-error")><Icon name="error"/>{error}</p>
                    }))}
                    <div class="find-case-row">
                        <input class="input input--small" id=INPUT type="search" autocomplete="off"
                            autocapitalize="characters" spellcheck="false" maxlength="40"
                            aria-invalid=attribute(move || error.with(Option::is_some).then_some("true"))
                            aria-describedby=attribute(move || described_by(INPUT, false, error.with(Option::is_some)))
                            prop:value=typed
                            on:input=move |event| typed.set(event_target_value(&event))/>
                        <Button busy=busy>{t::find_case_open}</Button>
                    </div>
                </div>
            </form>
        </search>
    }
}

#[cfg(test)]
mod tests {
    use super::typed_number;

    #[test]
    fn the_digits_of_a_number_are_enough() {
        for typed in ["1014", " 0001014 ", "１０１４", "md0001014"] {
            assert_eq!(typed_number(typed).as_deref(), Some("MD0001014"), "{typed}");
        }
        for other in ["", " ", "MD1014", "10145678", "1014x", "録音"] {
            assert_eq!(typed_number(other), None, "{other}");
        }
    }
}
