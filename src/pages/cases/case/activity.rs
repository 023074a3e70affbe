//! The stream: comments and changes of the state, a page at a time, so that a case with hundreds
//! of entries opens like one with five.

use crate::util::erased::{attribute, dynamic};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use madoguchi_contract::{
    cases::{Activity, ActivityEvent, Attachment, Side},
    list::Page,
};

use super::{Context, OLDEST, attachments::file_line};
use crate::{
    api,
    components::{
        case_state,
        loaded::{Loaded, load},
        rich_text::RichText,
        wording,
    },
    i18n::t,
    routes,
    state::toasts::use_toasts,
    ui::{button::Button, icon::Icon, segmented::Segmented, time::Time},
};

const NEWEST: &str = "newest";

/// What happened in the case.
#[component]
pub fn ActivityStream(order: Memo<String>) -> impl IntoView {
    let context = expect_context::<Context>();
    let newest_first = Memo::new(move |_| order.get() != OLDEST);
    let stream = load(move || {
        context.changes.track();
        api::cases::activity(&context.number.get(), newest_first.get(), None)
    });
    let navigate = use_navigate();
    let reorder = Callback::new(move |order: String| {
        let order = if order == OLDEST { OLDEST } else { "" };
        navigate(&routes::case_tab(&context.number.get_untracked(), "", order), Default::default());
    });
    let options = vec![
        (NEWEST, Signal::derive(|| t::activity_newest().to_owned())),
        (OLDEST, Signal::derive(|| t::activity_oldest().to_owned())),
    ];
    let value = Signal::derive(move || if newest_first.get() { NEWEST } else { OLDEST }.to_owned());
    view! {
        <section class="stack" aria-labelledby="stream-title" aria-busy=attribute(move || stream.busy().then_some("true"))>
            <div class="row row--between">
                <h2 class="h-small" id="stream-title">{t::activity_title}</h2>
                <Segmented name="activity-order" label=Signal::derive(|| t::activity_order().to_owned())
                    options=options value=value on_change=reorder/>
            </div>
            <Loaded load=stream children=move |page| {
                view! { <Entries first=page newest_first=newest_first.get_untracked()/> }.into_any()
            }/>
        </section>
    }
}

/// The first page and what was asked for after it.
#[component]
fn Entries(first: Page<Activity>, newest_first: bool) -> impl IntoView {
    let context = expect_context::<Context>();
    let toasts = use_toasts();
    let total = first.total;
    let cursor = RwSignal::new(first.next);
    let more = RwSignal::new(Vec::<Activity>::new());
    let busy = RwSignal::new(false);
    let shown = first.items.len() as u64;
    let continue_reading = Callback::new(move |()| {
        let Some(next) = cursor.get_untracked() else { return };
        busy.set(true);
        let answer =
            api::cases::activity(&context.number.get_untracked(), newest_first, Some(&next));
        spawn_local(async move {
            match answer.await {
                Ok(page) => {
                    cursor.try_set(page.next);
                    more.try_update(|more| more.extend(page.items));
                }
                Err(error) => toasts.failed(wording::failure(&error)),
            }
            busy.try_set(false);
        });
    });
    let number = context.number;
    view! {
        <ol class="activity">
            {first.items.into_iter().map(|entry| self::entry(number, entry)).collect_view()}
            <For each=move || more.get() key=|entry| entry.id children=move |entry| self::entry(number, entry)/>
        </ol>
        {dynamic(move || if cursor.with(Option::is_some) {
            view! {
                <div class="row">
                    <Button busy=busy on_press=continue_reading>{t::activity_more}</Button>
                    <span class="soft small num">
                        {dynamic(move || t::list_of(&(shown + more.with(|more| more.len() as u64)), &total))}
                    </span>
                </div>
            }
            .into_any()
        } else {
            let text = if newest_first { t::activity_end } else { t::activity_end_newest };
            view! { <p class="results-end">{text}</p> }.into_any()
        })}
    }
}

fn entry(number: Memo<String>, entry: Activity) -> AnyView {
    match entry.event {
        ActivityEvent::Comment { body, attachments } => {
            let author = entry.author.unwrap_or_default();
            let (class, mark, side): (_, AnyView, fn() -> &'static str) = match entry.side {
                Side::Desk => (
                    "entry entry--desk",
                    view! { <Icon name="brand" class="brand-fill"/> }.into_any(),
                    t::side_desk,
                ),
                Side::Customer | Side::System => (
                    "entry entry--customer",
                    author.chars().next().map(String::from).into_any(),
                    t::side_customer,
                ),
            };
            view! {
                <li class=class>
                    <span class="entry-mark" aria-hidden="true">{mark}</span>
                    <article class="entry-card">
                        <header class="entry-head">
                            <b>{author}</b>
                            <span class="entry-side">{side}</span>
                            <Time at=entry.at/>
                        </header>
                        <div class="entry-body">
                            <RichText document=body class="prose--entry"/>
                            {files(number, attachments)}
                        </div>
                    </article>
                </li>
            }
            .into_any()
        }
        ActivityEvent::State { from, to, reason } => {
            let text = move || match from {
                Some(from) => t::activity_state(&wording::state(from), &wording::state(to)),
                None => t::activity_opened(&wording::state(to)),
            };
            let by = entry.author.filter(|_| entry.side == Side::Customer);
            view! {
                <li class="entry entry--event">
                    <span class="entry-mark" aria-hidden="true"><Icon name=case_state::icon(to)/></span>
                    <p>
                        {text}
                        {by.map(|by| view! { " "<span>{dynamic(move || t::activity_by(&by))}</span> })}
                        " "<Time at=entry.at/>
                        {reason.map(|reason| view! { <span class="entry-reason">{reason}</span> })}
                    </p>
                </li>
            }
            .into_any()
        }
        ActivityEvent::Unknown => ().into_any(),
    }
}

fn files(number: Memo<String>, attachments: Vec<Attachment>) -> impl IntoView {
    (!attachments.is_empty()).then(|| view! {
        <ul class="files">
            {attachments.into_iter().map(|file| view! { <li>{file_line(number, &file)}</li> }).collect_view()}
        </ul>
    })
}
