//! Components of the app, rendered in a real browser: what they do, not how they look.
//! Run by `cargo xtask test components`; natively there is nothing here.
#![cfg(target_arch = "wasm32")]

use leptos::{mount::mount_to, prelude::*};
use madoguchi::components::{
    new_password::{NewPassword, NewPasswordFields},
    pagination::Pagination,
};
use madoguchi::i18n::t;
use madoguchi::state::site::Site;
use madoguchi::ui::{
    button::Button, code_field::CodeField, dialog::Dialog, field::Field,
    password_field::PasswordField, segmented::Segmented, stepper::Stepper,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Draws something in a place of its own; the page also holds what the runner writes.
fn draw<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> HtmlElement {
    let page = document();
    let place: HtmlElement = page.create_element("main").unwrap().unchecked_into();
    page.body().unwrap().append_child(&place).unwrap();
    mount_to(place.clone(), view).forget();
    place
}

fn find(place: &HtmlElement, selector: &str) -> Element {
    place
        .query_selector(selector)
        .unwrap()
        .unwrap_or_else(|| panic!("there is no {selector} in {}", place.outer_html()))
}

fn press(place: &HtmlElement, selector: &str) {
    find(place, selector).unchecked_into::<HtmlElement>().click();
}

/// Lets effects run.
async fn settle() {
    leptos::task::tick().await;
}

#[wasm_bindgen_test]
async fn a_busy_button_does_nothing_when_pressed_again() {
    let (presses, busy) = (RwSignal::new(0), RwSignal::new(false));
    let place = draw(move || {
        let on_press = Callback::new(move |()| {
            presses.update(|presses| *presses += 1);
            busy.set(true);
        });
        view! { <Button busy=busy on_press=on_press>"送信"</Button> }
    });
    press(&place, "button");
    settle().await;
    press(&place, "button");
    assert_eq!(presses.get_untracked(), 1);
    assert_eq!(find(&place, "button").get_attribute("aria-busy").as_deref(), Some("true"));
    assert!(!find(&place, "button").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn an_error_stands_at_its_field_and_goes_when_it_is_mended() {
    let error = RwSignal::new(Some("件名を入力してください".to_owned()));
    let place = draw(move || {
        view! {
            <Field id="subject" label=Signal::derive(|| "件名".to_owned()) required=true error=error>
                <input id="subject"/>
            </Field>
        }
    });
    settle().await;
    let said = find(&place, "#subject-error").text_content().unwrap();
    assert!(said.contains("件名を入力してください"), "{said}");
    assert_eq!(find(&place, "label").get_attribute("for").as_deref(), Some("subject"));
    error.set(None);
    settle().await;
    assert!(place.query_selector("#subject-error").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn a_password_is_hidden_until_it_is_asked_for() {
    let place = draw(|| {
        view! {
            <PasswordField
                id="password"
                label=Signal::derive(|| "パスワード".to_owned())
                value=RwSignal::new(String::new())
                error=Signal::derive(|| None::<String>)
                autocomplete="current-password"
                node_ref=NodeRef::new()
            />
        }
    });
    let kind = || find(&place, "input").get_attribute("type").unwrap_or_default();
    settle().await;
    assert_eq!(kind(), "password");
    press(&place, "button");
    settle().await;
    assert_eq!(kind(), "text");
    assert_eq!(find(&place, "button").get_attribute("aria-pressed").as_deref(), Some("true"));
    press(&place, "button");
    settle().await;
    assert_eq!(kind(), "password");
}

#[wasm_bindgen_test]
async fn a_dialog_is_modal_named_and_empty_while_it_is_closed() {
    let open = RwSignal::new(false);
    let place = draw(move || {
        view! {
            <Dialog open=open id="ask" title=Signal::derive(|| "閉じますか".to_owned())>
                <button>"はい"</button>
            </Dialog>
        }
    });
    settle().await;
    assert!(place.query_selector("dialog button").unwrap().is_none());
    open.set(true);
    settle().await;
    assert!(find(&place, "dialog").matches(":modal").unwrap());
    let name = find(&place, "dialog").get_attribute("aria-labelledby").unwrap();
    assert_eq!(find(&place, &format!("#{name}")).text_content().as_deref(), Some("閉じますか"));
    open.set(false);
    settle().await;
    assert!(!find(&place, "dialog").has_attribute("open"));
}

#[wasm_bindgen_test]
async fn choosing_one_of_few_tells_which() {
    let chosen = RwSignal::new("light".to_owned());
    let place = draw(move || {
        let options = vec![
            ("light", Signal::derive(|| "ライト".to_owned())),
            ("dark", Signal::derive(|| "ダーク".to_owned())),
        ];
        view! {
            <Segmented
                name="theme"
                label=Signal::derive(|| "テーマ".to_owned())
                options=options
                value=chosen
                on_change=Callback::new(move |value| chosen.set(value))
            />
        }
    });
    settle().await;
    press(&place, "input[value=dark]");
    settle().await;
    assert_eq!(chosen.get_untracked(), "dark");
    assert!(find(&place, "input[value=dark]").matches(":checked").unwrap());
}

#[wasm_bindgen_test]
async fn the_first_page_of_a_list_has_no_page_before_it() {
    let place = draw(|| {
        view! {
            <Pagination first=1 rows=20 total=115 previous=None next=Some("/cases?cursor=x".to_owned())/>
        }
    });
    settle().await;
    assert!(place.query_selector("a[rel=prev]").unwrap().is_none());
    assert_eq!(
        find(&place, "a[rel=next]").get_attribute("href").as_deref(),
        Some("/cases?cursor=x")
    );
    let range = find(&place, ".num").text_content().unwrap();
    for number in ["1", "20", "115"] {
        assert!(range.contains(number), "{range} does not say {number}");
    }
}

/// Types into a field as a person does, the whole text at once.
fn type_into(place: &HtmlElement, selector: &str, text: &str) {
    let input: web_sys::HtmlInputElement = find(place, selector).unchecked_into();
    input.set_value(text);
    input.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
}

#[wasm_bindgen_test]
async fn a_code_is_full_at_its_sixth_digit_and_only_once() {
    let full = RwSignal::new(0);
    let place = draw(move || {
        view! {
            <CodeField
                id="code"
                value=RwSignal::new(String::new())
                help=t::verify_auto
                error=Signal::derive(|| None::<String>)
                length=6
                on_full=Callback::new(move |()| full.update(|full| *full += 1))
            />
        }
    });
    settle().await;
    for (typed, times) in [("483 10", 0), ("483 105", 1), ("483-105", 1), ("４８３ １０", 1)] {
        type_into(&place, "input", typed);
        assert_eq!(full.get_untracked(), times, "{typed}");
    }
}

#[wasm_bindgen_test]
async fn conditions_of_a_password_tick_off_while_it_is_typed() {
    let place = draw(|| {
        provide_context(Site::start());
        let password = NewPassword::new(RwSignal::new("hanako@sample.example.mg".to_owned()));
        view! { <NewPasswordFields password=password/> }
    });
    settle().await;
    let unmet = || place.query_selector_all(".check:not(.check--done)").unwrap().length();
    assert_eq!(unmet(), 8);
    for (typed, left) in [("kokoro", 4), ("Kokoro-wa-7-tabi", 0), ("Hanako-wa-7-tabi", 1), ("", 8)]
    {
        type_into(&place, "#new-password", typed);
        settle().await;
        assert_eq!(unmet(), left, "{typed}");
    }
}

#[wasm_bindgen_test]
async fn the_second_password_says_whether_it_matches() {
    let place = draw(|| {
        provide_context(Site::start());
        let password = NewPassword::new(RwSignal::new(String::new()));
        view! { <NewPasswordFields password=password/> }
    });
    settle().await;
    let said = || find(&place, "[role=status].match").text_content().unwrap_or_default();
    type_into(&place, "#new-password", "Kokoro-wa-7-tabi");
    settle().await;
    assert_eq!(said(), "");
    type_into(&place, "#new-password-again", "Kokoro-wa-7-tabi");
    settle().await;
    assert!(said().contains(t::new_password_match()));
    type_into(&place, "#new-password-again", "Kokoro-wa-7");
    settle().await;
    assert!(said().contains(t::new_password_no_match()));
}

#[wasm_bindgen_test]
async fn a_task_of_several_steps_says_which_one_it_is_at() {
    let place = draw(|| {
        view! {
            <Stepper label=t::reset_steps steps=&[t::reset_step_identify, t::reset_step_verify] current=1/>
        }
    });
    settle().await;
    let current = find(&place, "[aria-current=step]").text_content().unwrap();
    assert_eq!(current, t::reset_step_verify());
    let done = find(&place, ".is-done").text_content().unwrap();
    assert!(done.contains(t::reset_step_done()), "{done}");
}
