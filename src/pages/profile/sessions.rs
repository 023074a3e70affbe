//! `/profile/sessions`: where the person is signed in, and ending that.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::profile::{OwnSession, OwnSessions};

use crate::{
    api,
    components::{
        breadcrumb::Breadcrumb,
        loaded::{Load, Loaded, load},
        page_title::{self, PageTitle},
        wording,
    },
    i18n::t,
    routes,
    state::toasts::{Toasts, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        icon::Icon,
        notice::{Notice, NoticeTone},
        time::{AbsoluteTime, Time},
    },
    util::{
        browser,
        erased::{attribute, dynamic},
    },
};

/// What is to end, as it is asked about.
#[derive(Clone, PartialEq, Eq)]
enum Ending {
    One { id: String, browser: String },
    Others,
}

#[derive(Clone, Copy)]
struct Context {
    list: Load<OwnSessions>,
    ending: RwSignal<Option<Ending>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<String>>,
    toasts: Toasts,
}

impl Context {
    fn ask(self, ending: Ending) {
        self.failure.set(None);
        self.ending.set(Some(ending));
    }

    fn end(self) {
        let Some(ending) = self.ending.get_untracked() else { return };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = match &ending {
                Ending::One { id, .. } => api::profile::end_session(id).await,
                Ending::Others => api::profile::end_other_sessions().await,
            };
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                // Whoever was first: what is gone is gone.
                Err(error) if error.kind != api::ErrorKind::NotFound => {
                    self.failure.set(Some(wording::failure(&error)));
                }
                _ => {
                    self.ending.set(None);
                    self.toasts.done(t::sessions_ended());
                    self.list.again();
                    // The button that asked goes with its line.
                    browser::focus_soon(page_title::ID);
                }
            }
        });
    }
}

/// The page.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let context = Context {
        list: load(api::profile::sessions),
        ending: RwSignal::new(None),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        toasts: use_toasts(),
    };
    view! {
        <div class="wrap wrap--text page">
            <div class="stack stack--tight">
                <Breadcrumb>
                    <li><a href=routes::PROFILE>{t::user_profile}</a></li>
                    <li aria-current="page">{t::sessions}</li>
                </Breadcrumb>
                <PageTitle text=Signal::derive(|| t::sessions().to_owned())/>
                <p class="lead">{t::sessions_text}</p>
            </div>
            <section class="panel" aria-labelledby=page_title::ID
                aria-busy=attribute(move || context.list.busy().then_some("true"))>
                <Loaded load=context.list children=move |sessions| list(context, sessions)/>
            </section>
            <p class="small">
                <a class="tall-link" href=routes::own_sign_ins()><Icon name="clock"/>{t::sign_ins}</a>
            </p>
            <EndDialog context=context/>
        </div>
    }
}

fn list(context: Context, sessions: OwnSessions) -> AnyView {
    let others = sessions.items.len() > 1;
    view! {
        <ul class="device-list">
            {sessions.items.into_iter().map(|session| line(context, session)).collect_view()}
        </ul>
        {others.then(|| view! {
            <div class="panel-foot">
                <Button on_press=Callback::new(move |()| context.ask(Ending::Others))>{t::sessions_end_others}</Button>
            </div>
        })}
    }
    .into_any()
}

fn line(context: Context, session: OwnSession) -> AnyView {
    let OwnSession { id, current, browser, address, signed_in_at, last_used_at } = session;
    let name = browser.clone();
    let name = Signal::derive(move || {
        if name.is_empty() { t::sessions_unknown().to_owned() } else { name.clone() }
    });
    let act = if current {
        view! {
            <span class="tag tag--done"><Icon name="check"/>{t::sessions_current}</span>
        }
        .into_any()
    } else {
        view! {
            <button class="button button--small" type="button"
                aria-label=attribute(move || t::sessions_end_one(&name.get()))
                on:click=move |_| context.ask(Ending::One { id: id.clone(), browser: name.get_untracked() })>
                {t::sessions_end}
            </button>
        }
        .into_any()
    };
    view! {
        <li class="device">
            <Icon name="device"/>
            <div>
                <b>{name}</b>
                <small><span class="num">{address}</span></small>
                <small>{t::sessions_since}<AbsoluteTime at=signed_in_at/></small>
                <small>{t::device_used}<Time at=last_used_at/></small>
            </div>
            {act}
        </li>
    }
    .into_any()
}

#[component]
fn EndDialog(context: Context) -> impl IntoView {
    let Context { ending, busy, failure, .. } = context;
    let open = Memo::new(move |_| ending.with(Option::is_some));
    let title = Signal::derive(move || match ending.get() {
        Some(Ending::One { browser, .. }) => t::sessions_end_title(&browser),
        _ => t::sessions_end_others_title().to_owned(),
    });
    let cancel = Callback::new(move |()| ending.set(None));
    view! {
        <Dialog open=open id="end-session" title=title on_cancel=cancel>
            <div class="dialog-body dialog-body--more">
                <p>{t::sessions_end_text}</p>
                {dynamic(move || failure.get().map(|text| view! {
                    <Notice tone=NoticeTone::Danger icon="error" title=text alert=true/>
                }))}
            </div>
            <div class="dialog-foot">
                <Button on_press=cancel>{t::cancel}</Button>
                <Button kind=ButtonKind::Danger busy=busy on_press=Callback::new(move |()| context.end())>
                    {t::sessions_end}
                </Button>
            </div>
        </Dialog>
    }
}
