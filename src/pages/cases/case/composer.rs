//! Writing a comment. What is typed stays in this tab until it has been sent, also after a reload,
//! a lost line or the end of the session.

use crate::util::erased::{attribute, dynamic};
use leptos::{html, prelude::*, task::spawn_local};
use madoguchi_contract::{cases::NewComment, limits, problem::code, rich_text::Document};

use super::Context;
use crate::{
    api::{self, ErrorKind},
    components::wording,
    i18n::t,
    state::{navigation::use_navigation, session::use_session, toasts::use_toasts},
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        notice::{Notice, NoticeTone},
    },
    util::{key, random, storage},
};

const INPUT: &str = "comment";

/// Why the comment was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    text: String,
    /// Whether it was tried, so that the reader wonders what became of the text.
    sent: bool,
}

/// The box for a comment.
#[component]
pub fn Composer() -> impl IntoView {
    let context = expect_context::<Context>();
    let session = use_session();
    let toasts = use_toasts();
    // Text belongs to the case and to the person, so that nobody else ever sees it.
    let draft = {
        let user = session.me_now().map(|me| me.user_id).unwrap_or_default();
        format!("madoguchi.comment.{user}.{}", context.number.get_untracked())
    };
    let text = RwSignal::new(storage::read_tab(&draft).unwrap_or_default());
    let fault = RwSignal::new(None::<Fault>);
    use_navigation().follow_fault(move || fault.with(Option::is_some));
    let busy = RwSignal::new(false);
    // The same words keep their key, so that a repeat after a lost answer is not a second comment.
    let idempotency = StoredValue::new(random::idempotency_key());
    let input = NodeRef::<html::Textarea>::new();
    let draft_key = StoredValue::new(draft);

    let typed = move |value: String| {
        draft_key.with_value(|key| storage::write_tab(key, &value));
        idempotency.set_value(random::idempotency_key());
        text.set(value);
        fault.set(None);
    };
    let refuse = move |why: String| {
        fault.set(Some(Fault { text: why, sent: false }));
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        let sent = text.get_untracked();
        let body = Document::from_plain_text(&sent);
        if body.is_empty() {
            return refuse(t::comment_missing().to_owned());
        }
        if body.plain_text().chars().count() > limits::BODY {
            return refuse(t::text_too_long(&limits::BODY));
        }
        busy.set(true);
        let (number, key) = (context.number.get_untracked(), idempotency.get_value());
        spawn_local(async move {
            let answer = api::cases::comment(&number, &NewComment { body }, &key).await;
            busy.try_set(false);
            match answer {
                Ok(entry) => {
                    context.sent.try_set(Some(entry.id));
                    // What was typed while it was on its way is a new comment.
                    if text.try_get_untracked() == Some(sent) {
                        typed(String::new());
                    }
                    toasts.done(t::comment_done());
                    context.changed(None);
                }
                Err(error) => {
                    if error.is(code::CASE_CLOSED) {
                        context.changed(None);
                    }
                    // The dialog over the page says so itself, and that the text is kept.
                    if error.kind != ErrorKind::Unauthenticated {
                        fault.try_set(Some(Fault { text: wording::failure(&error), sent: true }));
                    }
                }
            }
        });
    };
    view! {
        <form class="composer" aria-labelledby="composer-title" novalidate on:submit=move |event| {
            event.prevent_default();
            send();
        }>
            <h2 class="sr-only" id="composer-title">{t::comment_title}</h2>
            {dynamic(move || fault.get().map(|fault| view! {
                <div id="comment-error">
                    <Notice tone=NoticeTone::Danger icon="error" title=fault.text alert=true>
                        {fault.sent.then(|| view! { <p>{t::comment_kept}</p> })}
                    </Notice>
                </div>
            }))}
            <label class="label" for=INPUT>
                {t::comment_label}" "<span class="req">{t::field_required}</span>
            </label>
            <textarea
                node_ref=input
                class="composer-text"
                id=INPUT
                rows="5"
                aria-required="true"
                aria-invalid=attribute(move || fault.with(Option::is_some).then_some("true"))
                aria-describedby=attribute(move || fault.with(Option::is_some).then_some("comment-error"))
                prop:value=text
                on:input=move |event| typed(event_target_value(&event))
                on:keydown=move |event| if key::is_send(&event) {
                    event.prevent_default();
                    send();
                }
            ></textarea>
            <div class="composer-foot">
                <span class="soft xsmall">
                    {dynamic(move || text.with(|text| !text.trim().is_empty()).then(t::comment_draft))}
                </span>
                <span class="push row">
                    <span class="soft xsmall not-compact" aria-hidden="true"><kbd>"Ctrl"</kbd>" + "<kbd>"Enter"</kbd></span>
                    <Button kind=ButtonKind::Primary busy=busy>
                        <Icon name="send"/>
                        {dynamic(move || if busy.get() { t::sending() } else { t::send() })}
                    </Button>
                </span>
            </div>
        </form>
    }
}
