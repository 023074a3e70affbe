//! `/mail-confirmation#TOKEN`: a new mail address counts once its reader says so. Opening the page
//! changes nothing, since programs that look into mails open links, too.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{problem::code, profile::MailConfirmation};

use crate::{
    api::{self, ApiError},
    components::{page_title::PageTitle, wording},
    i18n::{Text, t},
    routes,
    state::navigation::use_navigation,
    ui::{
        button::{Button, ButtonKind},
        notice::{Notice, NoticeTone},
    },
    util::{browser, erased::dynamic},
};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Asking,
    NoLink,
    Expired,
    Done(String),
}

/// The page.
#[component]
pub fn MailConfirmationPage() -> impl IntoView {
    let token = browser::take_fragment();
    let navigation = use_navigation();
    let stage = RwSignal::new(if token.is_empty() { Stage::NoLink } else { Stage::Asking });
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<ApiError>);
    navigation.follow_fault(move || failure.get().is_some());
    let confirm = Callback::new(move |()| {
        busy.set(true);
        failure.set(None);
        let form = MailConfirmation { token: token.clone() };
        spawn_local(async move {
            let answer = api::mail_confirmations::confirm(&form).await;
            busy.try_set(false);
            let next = match answer {
                Ok(confirmed) => Stage::Done(confirmed.mail),
                Err(error) if error.is(code::LINK_EXPIRED) || error.is(code::INVALID) => {
                    Stage::Expired
                }
                Err(error) => {
                    failure.try_set(Some(error));
                    return;
                }
            };
            navigation.moved();
            stage.try_set(next);
        });
    });
    let draw = move || {
        let title = |text: Text| {
            view! { <PageTitle text=Signal::derive(move || text().to_owned())/> }
        };
        match stage.get() {
            Stage::Asking => view! {
                {title(t::mail_confirmation_title)}
                <p>{t::mail_confirmation_text}</p>
                {dynamic(move || failure.get().map(|error| view! {
                    <Notice tone=NoticeTone::Danger icon="error" title=wording::refusal(&error) alert=true/>
                }))}
                <div class="button-row button-row--fill">
                    <Button kind=ButtonKind::Primary class="button--large" busy=busy on_press=confirm>
                        {t::mail_confirmation_confirm}
                    </Button>
                </div>
            }
            .into_any(),
            Stage::NoLink => view! {
                {title(t::reset_no_link_title)}
                <p>{t::reset_no_link_text}</p>
                {profile()}
            }
            .into_any(),
            Stage::Expired => view! {
                {title(t::reset_expired_title)}
                <p>{t::mail_confirmation_expired_text}</p>
                {profile()}
            }
            .into_any(),
            Stage::Done(mail) => view! {
                {title(t::mail_confirmation_title)}
                <Notice
                    tone=NoticeTone::Done
                    icon="success"
                    title=Signal::derive(move || t::mail_confirmation_done(&mail))
                    alert=true
                >
                    <p>{t::mail_confirmation_done_text}</p>
                </Notice>
                {profile()}
            }
            .into_any(),
        }
    };
    view! {
        <div class="wrap wrap--narrow page">
            <section class="panel panel--roomy">
                <div class="panel-body">{dynamic(draw)}</div>
            </section>
        </div>
    }
}

/// Where the address is changed and seen.
fn profile() -> AnyView {
    view! { <p><a class="button" href=routes::PROFILE rel="external">{t::mail_confirmation_profile}</a></p> }
        .into_any()
}
