//! Why something is not there, and what to do about it: no connection, no permission, no such
//! thing, a busy or a failed server. Each has its own words.

use leptos::prelude::*;

use crate::{
    api::{ApiError, ErrorKind},
    components::page_title::PageTitle,
    i18n::t,
    routes,
    ui::{
        button::Button,
        empty::Empty,
        icon::Icon,
        notice::{Notice, NoticeTone},
    },
};

/// Explains a failed request in the place of what is missing; when an older answer is still shown
/// (`kept`), in a line above it.
#[component]
pub fn Failure(
    /// What happened.
    error: ApiError,
    /// Whether an older answer stays on screen.
    kept: bool,
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let retry = move || {
        view! {
            <Button on_press=on_retry><Icon name="retry"/>{t::failure_retry}</Button>
        }
    };
    if kept {
        let title = Signal::derive(move || match error.kind {
            ErrorKind::Offline => t::failure_offline_title().to_owned(),
            _ => t::failure_refresh().to_owned(),
        });
        return view! {
            <Notice tone=NoticeTone::Info icon="offline" title=title><p>{t::failure_kept}</p></Notice>
        }
        .into_any();
    }
    match error.kind {
        ErrorKind::NotFound => view! { <NotFound/> }.into_any(),
        ErrorKind::Forbidden => view! { <Forbidden/> }.into_any(),
        ErrorKind::Offline => view! {
            <Empty icon="offline" title=Signal::derive(|| t::failure_offline_title().to_owned())
                text=Signal::derive(|| t::failure_offline_text().to_owned())>
                {retry()}
            </Empty>
        }
        .into_any(),
        ErrorKind::Busy => view! {
            <Empty icon="clock" title=Signal::derive(|| t::failure_busy_title().to_owned())
                text=Signal::derive(|| t::failure_busy_text().to_owned())>
                {retry()}
            </Empty>
        }
        .into_any(),
        _ => {
            let text = Signal::derive(move || {
                if error.request_id.is_empty() {
                    t::failure_server_text().to_owned()
                } else {
                    t::failure_server_text_id(&error.request_id)
                }
            });
            view! {
                <Empty icon="warning" title=Signal::derive(|| t::failure_server_title().to_owned()) text=text>
                    {retry()}
                </Empty>
            }
            .into_any()
        }
    }
}

/// There is no such page, case, article or notice, or it belongs to somebody else.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageTitle text=Signal::derive(|| t::not_found_title().to_owned())/>
        <div class="panel">
            <div class="empty">
                <Icon name="search"/>
                <p>{t::not_found_text}</p>
                <div class="button-row">
                    <a class="button button--primary" href=routes::HOME>{t::nav_home}</a>
                    <a class="button" href=routes::CASES>{t::nav_cases}</a>
                    <a class="button" href=routes::KNOWLEDGE>{t::nav_knowledge}</a>
                </div>
            </div>
        </div>
    }
}

/// The person is signed in but not entitled.
#[component]
pub fn Forbidden() -> impl IntoView {
    view! {
        <PageTitle text=Signal::derive(|| t::forbidden_title().to_owned())/>
        <div class="panel">
            <div class="empty">
                <Icon name="warning"/>
                <p>{t::forbidden_text}</p>
                <div class="button-row"><a class="button button--primary" href=routes::HOME>{t::nav_home}</a></div>
            </div>
        </div>
    }
}
