//! `/password-reset/new#TOKEN`: the new password, by the link from the mail. The token leaves the
//! address at once; it stays in memory until the link is used.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{
    password_resets::{ResetCompletion, ResetLink, ResetOffer},
    problem::code,
};

use crate::{
    api::{self, ApiError},
    components::{
        new_password::{NewPassword, NewPasswordFields},
        page_title::{self, PageTitle},
        reset_notes::ResetNotes,
        reset_steps::{ResetStep, ResetSteps},
        user_id_field::UserIdField,
        wording,
    },
    i18n::{Text, t},
    routes,
    state::{navigation::use_navigation, session::use_session},
    ui::{
        button::{Button, ButtonKind},
        error_summary::ErrorSummary,
        notice::{Notice, NoticeTone},
        skeleton::Skeleton,
    },
    util::{browser, erased::dynamic},
};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// The link is being looked at.
    Looking,
    /// It could not be looked at.
    Unreachable(ApiError),
    /// There is no token in the address, as after a reload.
    NoLink,
    /// It was used, is too old, or never was.
    Expired,
    /// It can be used.
    Open(ResetOffer),
    /// The password is set.
    Done,
}

/// The link, and what became of it; copies are the same.
#[derive(Clone, Copy)]
struct Link {
    token: StoredValue<String>,
    stage: RwSignal<Stage>,
}

impl Link {
    /// Shows something else, which the heading says.
    fn turn(self, stage: Stage) {
        self.stage.try_set(stage);
        browser::focus_soon(page_title::ID);
    }

    fn look(self) {
        self.stage.set(Stage::Looking);
        spawn_local(async move {
            let link = ResetLink { token: self.token.get_value() };
            let stage = match api::password_resets::look_at(&link).await {
                Ok(offer) => Stage::Open(offer),
                Err(error) if is_spent(&error) => Stage::Expired,
                Err(error) => Stage::Unreachable(error),
            };
            self.stage.try_set(stage);
        });
    }
}

/// Whether the server says that a link is of no use; a token it cannot read is none either.
fn is_spent(error: &ApiError) -> bool {
    error.is(code::LINK_EXPIRED) || error.is(code::INVALID) && !error.fields.is_empty()
}

/// The page.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let token = browser::take_fragment();
    let missing = token.is_empty();
    let link = Link { token: StoredValue::new(token), stage: RwSignal::new(Stage::NoLink) };
    if !missing {
        link.look();
    }
    let title = Signal::derive(move || {
        let text: Text = match link.stage.get() {
            Stage::Open(ResetOffer { first: true, .. }) => t::reset_first_title,
            Stage::Done => t::reset_done_title,
            Stage::Expired => t::reset_expired_title,
            Stage::NoLink => t::reset_no_link_title,
            _ => t::reset_new_title,
        };
        text().to_owned()
    });
    view! {
        <div class="wrap wrap--entry page">
            <div class="entry-window">
                <section class="entry-main stack">
                    <PageTitle text=title/>
                    {dynamic(move || match link.stage.get() {
                        Stage::Looking => view! { <Skeleton/> }.into_any(),
                        Stage::Unreachable(error) => unreachable(link, &error),
                        Stage::NoLink => dead_end(t::reset_no_link_text),
                        Stage::Expired => dead_end(t::reset_expired_text),
                        Stage::Open(offer) => view! { <Form link=link offer=offer/> }.into_any(),
                        Stage::Done => done(),
                    })}
                </section>
                <ResetNotes/>
            </div>
        </div>
    }
}

/// User ID, the new password twice, and the button.
#[component]
fn Form(link: Link, offer: ResetOffer) -> impl IntoView {
    let session = use_session();
    let user_id = RwSignal::new(offer.user_id);
    let password = NewPassword::new(user_id);
    let attempt = RwSignal::new(0_u32);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<ApiError>);
    let faults = Signal::derive(move || password.faults());
    use_navigation()
        .follow_fault(move || failure.get().is_some() || faults.with(|faults| !faults.is_empty()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        failure.set(None);
        let Some(text) = password.check() else {
            attempt.update(|attempt| *attempt += 1);
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let form = ResetCompletion { token: link.token.get_value(), password: text };
            let answer = api::password_resets::complete(&form).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    link.token.set_value(String::new());
                    password.clear();
                    link.turn(Stage::Done);
                    // Whoever was signed in here is so no more.
                    session.ask();
                }
                Err(error) if password.refuse(&error.fields, "password") => {
                    attempt.try_update(|attempt| *attempt += 1);
                }
                Err(error) if is_spent(&error) => {
                    link.turn(Stage::Expired);
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <ResetSteps at=ResetStep::Reset/>
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary faults=faults attempt=attempt/>
            {dynamic(move || failure.get().map(|error| view! {
                <Notice tone=NoticeTone::Danger icon="error" title=wording::refusal(&error) alert=true/>
            }))}
            <UserIdField value=user_id fixed=true/>
            <NewPasswordFields password=password/>
            <Button kind=ButtonKind::Primary class="button--large button--block" busy=busy>{t::reset_set}</Button>
        </form>
    }
}

/// It is done; 完了 leads on.
fn done() -> AnyView {
    view! {
        <ResetSteps at=ResetStep::Done/>
        <p>{t::reset_done_text}</p>
        <p><a class="button button--primary button--large" href=routes::SIGN_IN rel="external">{t::done}</a></p>
    }
    .into_any()
}

/// Why the link leads nowhere, and a new start.
fn dead_end(text: Text) -> AnyView {
    view! {
        <p>{text}</p>
        <div class="button-row button-row--fill">
            <a class="button button--primary button--large" href=routes::PASSWORD_RESET rel="external">{t::reset_restart}</a>
            <a class="button button--large" href=routes::SIGN_IN rel="external">{t::reset_to_sign_in}</a>
        </div>
    }
    .into_any()
}

fn unreachable(link: Link, error: &ApiError) -> AnyView {
    view! {
        <Notice tone=NoticeTone::Danger icon="error" title=wording::refusal(error) alert=true/>
        <p><Button on_press=Callback::new(move |()| link.look())>{t::failure_retry}</Button></p>
    }
    .into_any()
}
