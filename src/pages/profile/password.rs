//! `/profile/password`: パスワードの変更.

use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use madoguchi_contract::profile::PasswordChange;

use crate::{
    api,
    components::{
        breadcrumb::Breadcrumb,
        lock_line::LockLine,
        new_password::{NewPassword, NewPasswordFields},
        page_title::PageTitle,
        wording,
    },
    i18n::t,
    routes,
    state::{navigation::use_navigation, session::use_session, toasts::use_toasts},
    ui::{
        button::{Button, ButtonKind},
        error_summary::{ErrorSummary, FieldFault},
        notice::{Notice, NoticeTone},
        password_field::PasswordField,
    },
    util::erased::dynamic,
};

const CURRENT: &str = "current-password";

/// The page.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let current = RwSignal::new(String::new());
    let current_fault = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<String>);
    let attempt = RwSignal::new(0_u32);
    let busy = RwSignal::new(false);
    let user_id = Signal::derive(move || session.me().map(|me| me.user_id).unwrap_or_default());
    let new = NewPassword::new(user_id);
    let faults = Signal::derive(move || {
        let current = current_fault.get().map(|text| FieldFault { id: CURRENT, text });
        current.into_iter().chain(new.faults()).collect::<Vec<_>>()
    });
    use_navigation().follow_fault(move || faults.with(|faults| !faults.is_empty()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = current.get_untracked();
        let missing = typed.is_empty().then(|| t::password_current_missing().to_owned());
        let complete = missing.is_none();
        current_fault.set(missing);
        failure.set(None);
        let (Some(wanted), true) = (new.check(), complete) else {
            attempt.update(|attempt| *attempt += 1);
            return;
        };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let change = PasswordChange { current: typed, new: wanted };
            let answer = api::profile::change_password(&change).await;
            if busy.try_set(false).is_some() {
                return;
            }
            let Err(error) = answer else {
                toasts.done(t::password_changed());
                navigate(routes::PROFILE, Default::default());
                return;
            };
            if error.fields.iter().any(|field| field.field == "current") {
                current.set(String::new());
                current_fault.set(Some(t::password_current_wrong().to_owned()));
            }
            if error.fields.is_empty() {
                failure.set(Some(wording::failure(&error)));
            }
            new.refuse(&error.fields, "new");
            attempt.update(|attempt| *attempt += 1);
        });
    };
    view! {
        <div class="wrap wrap--narrow page">
            <div class="stack stack--tight">
                <Breadcrumb>
                    <li><a href=routes::PROFILE>{t::user_profile}</a></li>
                    <li aria-current="page">{t::password_change}</li>
                </Breadcrumb>
                <PageTitle text=Signal::derive(|| t::password_change().to_owned())/>
            </div>
            <form class="stack" novalidate on:submit=submit>
                <ErrorSummary faults=faults attempt=attempt/>
                {dynamic(move || failure.get().map(|text| view! {
                    <Notice tone=NoticeTone::Danger icon="error" title=text alert=true/>
                }))}
                <div class="panel panel--roomy">
                    <div class="panel-body">
                        <p>{t::password_ends_sessions}</p>
                        // For the browser's store of passwords; nobody has to see it.
                        <input class="sr-only" type="text" name="username" autocomplete="username"
                            tabindex="-1" aria-hidden="true" readonly prop:value=user_id/>
                        <div class="stack stack--tight">
                            <PasswordField
                                id=CURRENT
                                label=Signal::derive(|| t::password_current().to_owned())
                                value=current
                                error=current_fault
                                autocomplete="current-password"
                                node_ref=input
                            />
                            <LockLine/>
                        </div>
                        <NewPasswordFields password=new/>
                    </div>
                    <div class="panel-foot">
                        <div class="button-row button-row--fill">
                            <Button kind=ButtonKind::Primary busy=busy>{t::change}</Button>
                            <a class="button" href=routes::PROFILE>{t::cancel}</a>
                        </div>
                    </div>
                </div>
            </form>
        </div>
    }
}
