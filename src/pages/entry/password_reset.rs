//! `/password-reset`: user ID, then the address registered for it, then a mail with a link, if the two
//! belong together (specification, forgotten password). Nothing here says whether they do.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{limits, password_resets::ResetRequest};

use crate::{
    api::{self, ApiError},
    components::{
        page_title::PageTitle,
        reset_notes::ResetNotes,
        reset_steps::{ResetStep, ResetSteps},
        user_id_field::{self, UserIdField},
        wording,
    },
    i18n::{Text, t},
    routes,
    state::{navigation::use_navigation, site::use_site},
    ui::{
        button::{Button, ButtonKind},
        error_summary::{ErrorSummary, FieldFault},
        notice::{Notice, NoticeTone},
        text_field::TextField,
    },
    util::{browser, erased::dynamic},
};

const MAIL: &str = "registered-mail";
/// The heading of the answer, which takes the focus.
const ANSWER: &str = "reset-answer";

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Identify,
    Verify,
    Sent,
}

/// What was typed, and what came of it; copies are the same.
#[derive(Clone, Copy)]
struct Wizard {
    stage: RwSignal<Stage>,
    user_id: RwSignal<String>,
    mail: RwSignal<String>,
    /// Whether the step was to be sent, so that what is wrong is said.
    checked: RwSignal<bool>,
    attempt: RwSignal<u32>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
}

impl Wizard {
    fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Identify),
            user_id: RwSignal::new(String::new()),
            mail: RwSignal::new(String::new()),
            checked: RwSignal::new(false),
            attempt: RwSignal::new(0),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    fn go(self, stage: Stage, focus: &'static str) {
        self.checked.set(false);
        self.failure.set(None);
        self.stage.set(stage);
        browser::focus_soon(focus);
    }

    /// What is wrong in this step, and where; tracked.
    fn fault(self) -> Option<FieldFault> {
        if !self.checked.get() {
            return None;
        }
        let (id, text) = match self.stage.get() {
            Stage::Identify => {
                let empty = self.user_id.with(|id| id.trim().is_empty());
                (user_id_field::ID, empty.then(t::sign_in_user_id_missing))
            }
            Stage::Verify => (MAIL, self.mail.with(|mail| wrong_mail(mail)).map(|text| text())),
            Stage::Sent => return None,
        };
        text.map(|text| FieldFault { id, text: text.to_owned() })
    }

    /// The step is done, as far as can be seen here.
    fn next(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.checked.set(true);
        if untrack(|| self.fault().is_some()) {
            self.attempt.update(|attempt| *attempt += 1);
        } else if self.stage.get_untracked() == Stage::Identify {
            self.go(Stage::Verify, MAIL);
        } else {
            self.send();
        }
    }

    fn send(self) {
        self.busy.set(true);
        self.failure.set(None);
        let form = ResetRequest {
            user_id: self.user_id.with_untracked(|id| id.trim().to_owned()),
            mail: self.mail.with_untracked(|mail| mail.trim().to_owned()),
        };
        spawn_local(async move {
            let answer = api::password_resets::request(&form).await;
            self.busy.try_set(false);
            match answer {
                Ok(()) => self.go(Stage::Sent, ANSWER),
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }
}

/// What is wrong with what was typed for an address: nothing there, or nothing like one.
fn wrong_mail(mail: &str) -> Option<Text> {
    let mail = mail.trim();
    let like_one = mail.chars().count() <= limits::MAIL
        && mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    if mail.is_empty() {
        Some(t::reset_mail_missing)
    } else {
        (!like_one).then_some(t::reset_mail_form)
    }
}

/// The page.
#[component]
pub fn PasswordResetPage() -> impl IntoView {
    let wizard = Wizard::new();
    use_navigation()
        .follow_fault(move || wizard.fault().is_some() || wizard.failure.get().is_some());
    view! {
        <div class="wrap wrap--entry page">
            <div class="entry-window">
                <section class="entry-main stack">
                    <PageTitle text=Signal::derive(|| t::reset_title().to_owned())/>
                    {dynamic(move || match wizard.stage.get() {
                        Stage::Identify => step(wizard, ResetStep::Identify),
                        Stage::Verify => step(wizard, ResetStep::Verify),
                        Stage::Sent => sent(wizard),
                    })}
                </section>
                <ResetNotes/>
            </div>
        </div>
    }
}

/// One of the first two steps.
fn step(wizard: Wizard, at: ResetStep) -> AnyView {
    let faults = Signal::derive(move || wizard.fault().into_iter().collect::<Vec<_>>());
    let error = Signal::derive(move || wizard.fault().map(|fault| fault.text));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        wizard.next();
    };
    let back = Callback::new(move |()| wizard.go(Stage::Identify, user_id_field::ID));
    let first = at == ResetStep::Identify;
    let field = if first {
        view! { <UserIdField value=wizard.user_id error=error/> }.into_any()
    } else {
        view! {
            <TextField id=MAIL label=t::reset_mail value=wizard.mail required=true error=error kind="email" autocomplete="email"/>
        }
        .into_any()
    };
    view! {
        <ResetSteps at=at/>
        <form class="stack" novalidate on:submit=submit>
            <p>{if first { t::reset_identify_text } else { t::reset_verify_text }}</p>
            {(!first).then(|| view! {
                <p class="small soft">{t::user_id} ": " {wizard.user_id}</p>
            })}
            <ErrorSummary faults=faults attempt=wizard.attempt/>
            {dynamic(move || wizard.failure.get().map(|error| view! {
                <Notice tone=NoticeTone::Danger icon="error" title=wording::refusal(&error) alert=true/>
            }))}
            {field}
            <div class="button-row button-row--fill">
                <Button kind=ButtonKind::Primary class="button--large" busy=wizard.busy>
                    {if first { t::next } else { t::send }}
                </Button>
                {(!first).then(|| view! { <Button class="button--large" on_press=back>{t::back}</Button> })}
            </div>
        </form>
        <p><a class="tall-link small" href=routes::SIGN_IN rel="external">{t::reset_to_sign_in}</a></p>
    }
    .into_any()
}

/// The answer, the same whatever was typed.
fn sent(wizard: Wizard) -> AnyView {
    let site = use_site();
    let again = Callback::new(move |()| wizard.go(Stage::Identify, user_id_field::ID));
    view! {
        <ResetSteps at=ResetStep::Reset/>
        <h2 class="h-small" id=ANSWER tabindex="-1">{t::reset_sent_title}</h2>
        <p>{t::reset_sent_text}</p>
        {dynamic(move || site.options().map(|options| {
            let hours = options.reset.again_hours;
            view! {
                <p>{t::reset_sent_next(u64::from(options.reset.link_minutes))}</p>
                <section class="stack stack--tight">
                    <h3 class="side-title">{t::reset_none_title}</h3>
                    <ul class="notes">
                        <li>{t::reset_none_spam(&options.access_help.sender)}</li>
                        <li>{t::reset_none_check}</li>
                        <li>{t::reset_none_soon(&hours)}</li>
                    </ul>
                </section>
            }
        }))}
        <div class="button-row">
            <Button on_press=again>{t::reset_again}</Button>
            <a class="button" href=routes::SIGN_IN rel="external">{t::reset_to_sign_in}</a>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_an_address_is_sent() {
        for mail in ["a@b", " hanako@sample.example ", "o'neil+x@example.com"] {
            assert!(wrong_mail(mail).is_none(), "{mail}");
        }
        for mail in ["", " ", "hanako", "@example.com", "hanako@"] {
            assert!(wrong_mail(mail).is_some(), "{mail}");
        }
    }
}
