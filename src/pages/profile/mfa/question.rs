//! What is asked before something of the second factor changes: a name, a code, or only whether.
//! One dialog for all of them.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{
    limits,
    second_factor::{Device, PasskeyRegistration, SecondFactor},
};

use super::{Context, devices, failure, fault};
use crate::{
    api::{
        ApiError,
        second_factor::{self, DeviceKind},
    },
    i18n::{Text, t},
    state::navigation::use_navigation,
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        notice::{Notice, NoticeTone},
        text_field::{self, TextField},
    },
    util::{
        browser,
        erased::dynamic,
        passkeys::{self, PasskeyError},
    },
};

/// The id of the field, and its name in answers of the server is one of [`Asked`].
const FIELD: &str = "mfa-answer";

/// A change of the second factor.
#[derive(Clone, PartialEq, Eq)]
pub enum Question {
    AddPasskey,
    Rename(DeviceKind, Device),
    Remove(DeviceKind, Device),
    NewCodes,
    SwitchOff,
}

/// What has to be typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    /// May stay empty: the server makes a name.
    NewName,
    Name,
    Code,
}

impl Question {
    fn asked(&self) -> Asked {
        match self {
            Self::AddPasskey => Asked::NewName,
            Self::Rename(..) => Asked::Name,
            Self::Remove(DeviceKind::App, _) => Asked::Code,
            _ => Asked::Nothing,
        }
    }

    fn title(&self) -> String {
        match self {
            Self::AddPasskey => t::passkey_add().to_owned(),
            Self::Rename(_, device) => t::device_rename_title(&device.name),
            Self::Remove(_, device) => t::device_remove_title(&device.name),
            Self::NewCodes => t::codes_renew_title().to_owned(),
            Self::SwitchOff => t::mfa_off_title().to_owned(),
        }
    }

    fn text(&self, factor: Option<&SecondFactor>) -> Option<&'static str> {
        Some(match self {
            Self::AddPasskey => t::passkey_add_text(),
            Self::Rename(..) => return None,
            Self::Remove(DeviceKind::App, _) if factor.is_some_and(|f| f.apps.len() == 1) => {
                t::mfa_remove_last()
            }
            Self::Remove(DeviceKind::App, _) => t::mfa_remove_text(),
            Self::Remove(DeviceKind::Passkey, _) => t::passkey_remove_text(),
            Self::NewCodes => t::codes_renew_text(),
            Self::SwitchOff => t::mfa_off_warning(),
        })
    }

    /// What the button says.
    fn act(&self) -> Text {
        match self {
            Self::AddPasskey => t::next,
            Self::Rename(..) => t::save,
            Self::Remove(..) => t::remove,
            Self::NewCodes => t::codes_renew,
            Self::SwitchOff => t::mfa_off,
        }
    }

    fn kind(&self) -> ButtonKind {
        match self {
            Self::AddPasskey | Self::Rename(..) => ButtonKind::Primary,
            _ => ButtonKind::Danger,
        }
    }

    /// What is said afterwards, and where the focus goes; new codes speak for themselves.
    fn done(&self) -> Option<(Text, &'static str)> {
        Some(match self {
            Self::AddPasskey => (t::passkey_added, devices::heading(DeviceKind::Passkey)),
            Self::Rename(kind, _) => (t::device_renamed, devices::heading(*kind)),
            Self::Remove(kind, _) => (t::device_removed, devices::heading(*kind)),
            Self::NewCodes => return None,
            Self::SwitchOff => (t::mfa_off_done, crate::components::page_title::ID),
        })
    }
}

/// Why a change was not made.
enum Trouble {
    Api(ApiError),
    Passkey(PasskeyError),
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Form {
    typed: RwSignal<String>,
    fault: RwSignal<Option<String>>,
    failure: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// Opens the dialog.
pub fn open(context: Context, question: Question) {
    if question.asked() != Asked::Nothing {
        browser::focus_soon(FIELD);
    }
    context.question.set(Some(question));
}

/// The dialog.
#[component]
pub fn QuestionDialog(context: Context) -> impl IntoView {
    let question = context.question;
    let form = Form {
        typed: RwSignal::new(String::new()),
        fault: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    // Each question begins anew; a name with what it is now.
    crate::util::erased::effect(move || {
        let name = question.with(|question| match question {
            Some(Question::Rename(_, device)) => device.name.clone(),
            _ => String::new(),
        });
        form.typed.set(name);
        form.fault.set(None);
        form.failure.set(None);
    });
    let open = Memo::new(move |_| question.with(Option::is_some));
    use_navigation().follow_fault(move || open.get() && form.fault.with(Option::is_some));
    let title = Signal::derive(move || {
        question.with(|question| question.as_ref().map(Question::title)).unwrap_or_default()
    });
    let cancel = Callback::new(move |()| question.set(None));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(context, form);
    };
    let inside = move || {
        question.get().map(|question| {
            let text = context.factor.with(|factor| question.text(factor));
            view! {
                <div class="dialog-body dialog-body--more">
                    {text.map(|text| view! { <p>{text}</p> })}
                    {dynamic(move || form.failure.get().map(|text| view! {
                        <Notice tone=NoticeTone::Danger icon="error" title=text alert=true/>
                    }))}
                    {field(question.asked(), form)}
                </div>
                <div class="dialog-foot">
                    <Button on_press=cancel>{t::cancel}</Button>
                    <Button kind=question.kind() busy=form.busy>{question.act()}</Button>
                </div>
            }
        })
    };
    view! {
        <Dialog open=open id="mfa-question" title=title on_cancel=cancel>
            <form novalidate on:submit=submit>{dynamic(inside)}</form>
        </Dialog>
    }
}

fn field(asked: Asked, form: Form) -> Option<AnyView> {
    let (label, help, required, autocomplete): (Text, Text, _, _) = match asked {
        Asked::Nothing => return None,
        Asked::NewName => (t::device_name, t::passkey_name_help, false, "off"),
        Asked::Name => (t::device_name, t::device_name_help, true, "off"),
        Asked::Code => (t::verify_code, t::mfa_remove_code, true, "one-time-code"),
    };
    let view = view! {
        <TextField id=FIELD label=label value=form.typed required=required help=help error=form.fault
            autocomplete=autocomplete/>
    };
    Some(view.into_any())
}

fn send(context: Context, form: Form) {
    let Some(question) = context.question.get_untracked() else { return };
    if form.busy.get_untracked() {
        return;
    }
    let typed = form.typed.with_untracked(|typed| typed.trim().to_owned());
    let missing: Option<Text> = match question.asked() {
        Asked::Name => Some(t::device_name_missing),
        Asked::Code => Some(t::code_missing),
        Asked::Nothing | Asked::NewName => None,
    };
    let wrong = text_field::fault(&typed, missing, limits::DEVICE_NAME);
    form.failure.set(None);
    form.fault.set(wrong.clone());
    if wrong.is_some() {
        browser::focus_soon(FIELD);
        return;
    }
    form.busy.set(true);
    spawn_local(async move {
        let answer = change(&question, typed).await;
        if form.busy.try_set(false).is_some() {
            return;
        }
        let error = match answer {
            Ok((factor, codes)) => {
                context.question.set(None);
                if let (Some((text, place)), true) = (question.done(), codes.is_empty()) {
                    context.toasts.done(text());
                    browser::focus_soon(place);
                }
                context.take(factor, codes);
                return;
            }
            Err(Trouble::Passkey(error)) => {
                let text = match error {
                    PasskeyError::Cancelled => t::passkey_cancelled,
                    PasskeyError::AlreadyThere => t::passkey_there,
                    PasskeyError::Failed => t::passkey_failed,
                };
                form.failure.set(Some(text().to_owned()));
                return;
            }
            Err(Trouble::Api(error)) => error,
        };
        let again = move || send(context, form);
        let Some(error) = context.confirmation.unless_required(error, again) else { return };
        let wrong = fault(&error, "code").or_else(|| fault(&error, "name"));
        if wrong.is_none() {
            form.failure.set(Some(failure(&error)));
        } else {
            browser::focus_soon(FIELD);
        }
        form.fault.set(wrong);
    });
}

async fn change(
    question: &Question,
    typed: String,
) -> Result<(SecondFactor, Vec<String>), Trouble> {
    let added = match question {
        Question::AddPasskey => {
            let challenge = second_factor::passkey_options().await?;
            let credential =
                passkeys::create(&challenge.options).await.map_err(Trouble::Passkey)?;
            second_factor::add_passkey(&PasskeyRegistration { name: typed, credential }).await?
        }
        Question::NewCodes => second_factor::new_recovery_codes().await?,
        Question::Rename(kind, device) => {
            return Ok((second_factor::rename(*kind, &device.id, typed).await?, Vec::new()));
        }
        Question::Remove(DeviceKind::App, device) => {
            return Ok((second_factor::remove_app(&device.id, typed).await?, Vec::new()));
        }
        Question::Remove(DeviceKind::Passkey, device) => {
            return Ok((second_factor::remove_passkey(&device.id).await?, Vec::new()));
        }
        Question::SwitchOff => return Ok((second_factor::switch_off().await?, Vec::new())),
    };
    Ok((added.second_factor, added.recovery_codes))
}
