//! Why something is not there, and what to do about it: no connection, no permission, no such
//! thing, an address that asks for what does not work, a busy or a failed server.

use leptos::prelude::*;

use crate::{
    api::{ApiError, ErrorKind},
    components::page_title::PageTitle,
    i18n::{Text, t},
    routes,
    state::navigation::use_navigation,
    ui::{
        button::Button,
        empty::Empty,
        icon::Icon,
        notice::{Notice, NoticeTone},
    },
    util::browser,
};

/// Explains a failed request in the place of what is missing; when an older answer is still shown
/// (`kept`), in a line above it.
#[component]
pub fn Failure(
    /// What happened.
    error: ApiError,
    /// Whether an older answer stays on screen.
    kept: bool,
    /// Whether only a part of the page is missing, so that the page has its heading.
    #[prop(optional)]
    part: bool,
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    if kept {
        return outdated(error.kind, on_retry);
    }
    let (icon, title, text) = words(&error);
    let title = Signal::derive(move || title().to_owned());
    let navigation = use_navigation();
    let step = match error.kind {
        ErrorKind::NotFound | ErrorKind::Forbidden => ().into_any(),
        ErrorKind::Refused => view! {
            <a class="button button--primary" href=browser::path()>{t::failure_refused_open}</a>
        }
        .into_any(),
        _ => {
            let again = Callback::new(move |()| {
                if !part {
                    // The button goes with the failure; the heading takes over the focus.
                    navigation.moved();
                }
                on_retry.run(());
            });
            retry(again)
        }
    };
    if part {
        return view! { <Empty icon=icon title=title text=text>{step}</Empty> }.into_any();
    }
    whole_page(icon, title, text, step)
}

/// Above an older answer. What is tried again by itself says so.
fn outdated(kind: ErrorKind, on_retry: Callback<()>) -> AnyView {
    let (tone, icon, title, text): (_, _, Text, Text) = match kind {
        ErrorKind::Offline => {
            (NoticeTone::Info, "offline", t::failure_offline_title, t::failure_kept)
        }
        ErrorKind::Busy => (NoticeTone::Info, "clock", t::failure_busy_title, t::failure_kept),
        _ => (NoticeTone::Danger, "warning", t::failure_refresh, t::failure_kept_still),
    };
    view! {
        <Notice tone=tone icon=icon title=Signal::derive(move || title().to_owned())>
            <p>{text}</p>
            <div class="button-row">{retry(on_retry)}</div>
        </Notice>
    }
    .into_any()
}

fn retry(on_press: Callback<()>) -> AnyView {
    view! { <Button on_press=on_press><Icon name="retry"/>{t::failure_retry}</Button> }.into_any()
}

/// Icon, title and text of a failure.
fn words(error: &ApiError) -> (&'static str, Text, Signal<String>) {
    let (icon, title, text): (_, Text, Text) = match error.kind {
        ErrorKind::NotFound => ("search", t::not_found_title, t::not_found_text),
        ErrorKind::Forbidden => ("warning", t::forbidden_title, t::forbidden_text),
        ErrorKind::Offline => ("offline", t::failure_offline_title, t::failure_offline_text),
        ErrorKind::Busy => ("clock", t::failure_busy_title, t::failure_busy_text),
        ErrorKind::Refused => ("search", t::failure_refused_title, t::failure_refused_text),
        _ => ("warning", t::failure_server_title, t::failure_server_text),
    };
    let id = match error.kind {
        ErrorKind::Failed => error.request_id.clone(),
        _ => String::new(),
    };
    let text = Signal::derive(move || match id.as_str() {
        "" => text().to_owned(),
        id => t::failure_server_text_id(&id),
    });
    (icon, title, text)
}

/// A page of its own: heading, why, the next step, and the ways on.
fn whole_page(
    icon: &'static str,
    title: Signal<String>,
    text: Signal<String>,
    step: AnyView,
) -> AnyView {
    view! {
        <PageTitle text=title/>
        <div class="panel">
            <div class="empty">
                <Icon name=icon/>
                <p>{text}</p>
                <div class="button-row">
                    {step}
                    <a class="button" href=routes::HOME>{t::nav_home}</a>
                    <a class="button" href=routes::CASES>{t::nav_cases}</a>
                    <a class="button" href=routes::KNOWLEDGE>{t::nav_knowledge}</a>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// There is no such page, case, article or notice, or it belongs to somebody else.
#[component]
pub fn NotFound() -> impl IntoView {
    let (icon, title, text) = words(&ApiError::of(ErrorKind::NotFound));
    whole_page(icon, Signal::derive(move || title().to_owned()), text, ().into_any())
}
