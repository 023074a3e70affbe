//! The stream: comments and changes of the state, a page at a time, so that a case with hundreds
//! of entries opens like one with five.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use madoguchi_contract::{
    cases::{Activity, ActivityEvent, Attachment, Side},
    list::Page,
};

use super::{Context, OLDEST, ORDER_KEY, attachments::file_line};
use crate::{
    api::{self, ErrorKind},
    components::{
        case_state,
        loaded::{Load, Loaded, load},
        rich_text::RichText,
        wording,
    },
    i18n::t,
    routes,
    state::toasts::use_toasts,
    ui::{button::Button, icon::Icon, segmented::Segmented, time::Time},
    util::{
        browser,
        erased::{attribute, dynamic, effect},
        storage,
    },
};

const NEWEST: &str = "newest";

/// What happened in the case.
#[component]
pub fn ActivityStream(order: Memo<String>) -> impl IntoView {
    let context = expect_context::<Context>();
    let newest_first = Memo::new(move |_| {
        let asked = order.get();
        let remembered = || storage::read(ORDER_KEY).unwrap_or_default();
        (if asked.is_empty() { remembered() } else { asked }) != OLDEST
    });
    let stream =
        load(move || api::cases::activity(&context.number.get(), newest_first.get(), None));
    let navigate = use_navigate();
    let reorder = Callback::new(move |order: String| {
        storage::write(ORDER_KEY, &order);
        navigate(
            &routes::case_tab(&context.number.get_untracked(), "", &order),
            Default::default(),
        );
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
                view! { <Entries first=page stream=stream newest_first=newest_first.get_untracked()/> }.into_any()
            }/>
        </section>
    }
}

/// What is on screen of the stream.
#[derive(Clone, Copy)]
struct Shown {
    newest_first: bool,
    /// How many entries the case has.
    total: RwSignal<u64>,
    /// Where what has not been read yet begins.
    cursor: RwSignal<Option<String>>,
    /// Entries in their order.
    read: RwSignal<Vec<Activity>>,
    /// New ones at the end of what has not been read to its end.
    added: RwSignal<Vec<Activity>>,
}

/// The first page, what was asked for after it, and what has been added since. In the order from the
/// beginning what is new stands at the end, also while there is more to read before it.
#[component]
fn Entries(
    first: Page<Activity>,
    stream: Load<Page<Activity>>,
    newest_first: bool,
) -> impl IntoView {
    let context = expect_context::<Context>();
    let toasts = use_toasts();
    let number = context.number;
    let on_screen = Shown {
        newest_first,
        total: RwSignal::new(first.total),
        cursor: RwSignal::new(first.next),
        read: RwSignal::new(first.items),
        added: RwSignal::new(Vec::new()),
    };
    let Shown { total, cursor, read, added, .. } = on_screen;
    let busy = RwSignal::new(false);
    follow_changes(context, stream, on_screen);
    let continue_reading = Callback::new(move |()| {
        let Some(next) = cursor.get_untracked() else { return };
        busy.set(true);
        let answer = api::cases::activity(&number.get_untracked(), newest_first, Some(&next));
        spawn_local(async move {
            match answer.await {
                Ok(page) => {
                    cursor.try_set(page.next);
                    let known: Vec<u64> =
                        added.try_with_untracked(|added: &Vec<_>| ids(added)).unwrap_or_default();
                    let new: Vec<_> =
                        page.items.into_iter().filter(|entry| !known.contains(&entry.id)).collect();
                    if let Some(entry) = new.first() {
                        browser::focus_soon(entry_id(entry.id));
                    }
                    read.try_update(|read| read.extend(new));
                }
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => toasts.failed(wording::failure(&error)),
            }
            busy.try_set(false);
        });
    });
    let shown =
        move || read.with(|read| read.len() as u64) + added.with(|added| added.len() as u64);
    let end = dynamic(move || {
        if cursor.with(Option::is_some) {
            view! {
                <div class="row">
                    <Button busy=busy on_press=continue_reading>{t::activity_more}</Button>
                    <span class="soft small num">
                        {dynamic(move || t::list_of(&shown(), &total.get()))}
                    </span>
                </div>
            }
            .into_any()
        } else {
            let text = if newest_first { t::activity_end } else { t::activity_end_newest };
            view! { <p class="results-end">{text}</p> }.into_any()
        }
    });
    let after_gap = Memo::new(move |_| added.with(|added| !added.is_empty()));
    view! {
        <ol class="activity">{rows(number, read)}</ol>
        {end}
        {dynamic(move || after_gap.get().then(|| view! { <ol class="activity">{rows(number, added)}</ol> }))}
    }
}

/// Reads what is new whenever something was done; what is on screen stays where it is.
fn follow_changes(context: Context, stream: Load<Page<Activity>>, shown: Shown) {
    let seen = context.changes.get_untracked();
    effect(move || {
        if context.changes.get() == seen {
            return;
        }
        let answer = api::cases::activity(&context.number.get_untracked(), true, None);
        spawn_local(async move {
            let page = match answer.await {
                Ok(page) => page,
                Err(error) if error.kind == ErrorKind::Aborted => return,
                // It says why, and recovers.
                Err(_) => return stream.again(),
            };
            let Some(known) = shown.total.try_get_untracked() else { return };
            let new = page.total.saturating_sub(known) as usize;
            if new > page.items.len() {
                return stream.again();
            }
            shown.total.set(page.total);
            let new = page.items.into_iter().take(new);
            let gap = !shown.newest_first && shown.cursor.with_untracked(Option::is_some);
            let place = if gap { shown.added } else { shown.read };
            place.update(|rows| {
                if shown.newest_first {
                    rows.splice(..0, new);
                } else {
                    rows.extend(new.rev());
                }
            });
            let sent = context.sent.try_get_untracked().flatten();
            if let Some(sent) = sent
                && place.with_untracked(|rows| ids(rows).contains(&sent))
            {
                context.sent.set(None);
                if !shown.newest_first {
                    request_animation_frame(move || browser::scroll_to(&entry_id(sent)));
                }
            }
        });
    });
}

fn rows(number: Signal<String>, rows: RwSignal<Vec<Activity>>) -> AnyView {
    view! { <For each=move || rows.get() key=|entry| entry.id children=move |entry| self::entry(number, entry)/> }
        .into_any()
}

fn ids(entries: &[Activity]) -> Vec<u64> {
    entries.iter().map(|entry| entry.id).collect()
}

/// The id of an entry in the page.
fn entry_id(id: u64) -> String {
    format!("activity-{id}")
}

fn entry(number: Signal<String>, entry: Activity) -> AnyView {
    let id = entry_id(entry.id);
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
                <li class=class id=id tabindex="-1">
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
            let by = entry.author.filter(|_| entry.side == Side::Customer);
            let text = move || {
                let to = wording::state(to);
                match (from.map(wording::state), &by) {
                    (Some(from), Some(by)) => t::activity_state_by(&by, &from, &to),
                    (Some(from), None) => t::activity_state(&from, &to),
                    (None, Some(by)) => t::activity_opened_by(&by, &to),
                    (None, None) => t::activity_opened(&to),
                }
            };
            view! {
                <li class="entry entry--event" id=id tabindex="-1">
                    <span class="entry-mark" aria-hidden="true"><Icon name=case_state::icon(to)/></span>
                    <p>
                        {dynamic(text)}
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

fn files(number: Signal<String>, attachments: Vec<Attachment>) -> impl IntoView {
    (!attachments.is_empty()).then(|| view! {
        <ul class="files">
            {attachments.into_iter().map(|file| view! { <li>{file_line(number, &file)}</li> }).collect_view()}
        </ul>
    })
}
