//! Recovery codes: how many are left, and new ones, which are shown once, to print or to download.

use leptos::prelude::*;
use madoguchi_contract::limits;

use super::{Context, Question};
use crate::{
    components::page_title,
    i18n::t,
    routes,
    state::{navigation::use_navigation, session::use_session, site::use_site},
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        notice::{Notice, NoticeTone},
    },
    util::{
        browser,
        erased::{attribute, dynamic},
    },
};

const KEPT: &str = "codes-kept";

/// How many are left, while the second factor is on.
#[component]
pub fn RecoveryCodes(context: Context) -> impl IntoView {
    let on = Memo::new(move |_| context.factor.with(|factor| factor.is_some_and(|f| f.on)));
    let left = move || {
        context.factor.with(|factor| factor.map(|factor| factor.recovery_codes_left as usize))
    };
    let renew = Callback::new(move |()| context.ask(Question::NewCodes));
    dynamic(move || {
        on.get().then(|| {
            view! {
                <section class="panel" aria-labelledby="mfa-codes">
                    <div class="panel-head"><h2 id="mfa-codes">{t::codes_title}</h2></div>
                    <div class="panel-body">
                        <p class="small">
                            {t::codes_text}
                            <b class="keep">
                                {dynamic(move || left().map(|left| t::codes_left(&left, &limits::RECOVERY_CODES)))}
                            </b>
                        </p>
                    </div>
                    <div class="panel-foot">
                        <Button class="button--block" on_press=renew>{t::codes_renew}</Button>
                    </div>
                </section>
            }
        })
    })
}

/// New codes, until the person says they are kept.
#[component]
pub fn NewCodes(context: Context) -> impl IntoView {
    let session = use_session();
    let site = use_site();
    let kept = RwSignal::new(false);
    let fault = RwSignal::new(false);
    use_navigation().follow_fault(move || fault.get());
    let user_id = move || session.me().map(|me| me.user_id).unwrap_or_default();
    let file = move || {
        let head = t::codes_of(&site.name(), &user_id());
        routes::text_file(&format!("{head}\r\n\r\n{}\r\n", context.codes.get().join("\r\n")))
    };
    let done = Callback::new(move |()| {
        if kept.get_untracked() {
            context.codes.set(Vec::new());
            context.toasts.done(t::codes_done());
            browser::focus_soon(page_title::ID);
        } else {
            fault.set(true);
            browser::focus_soon(KEPT);
        }
    });
    view! {
        <section class="panel panel--roomy codes-panel" aria-labelledby=page_title::ID>
            <div class="panel-body">
                <div class="no-print">
                    <Notice tone=NoticeTone::Turn icon="warning" title=Signal::derive(|| t::codes_once().to_owned())>
                        <p>{t::codes_once_text}</p>
                    </Notice>
                </div>
                <p class="only-print">{dynamic(move || t::codes_of(&site.name(), &user_id()))}</p>
                <ol class="codes">
                    {dynamic(move || context.codes.get().into_iter().map(|code| view! {
                        <li><code>{code}</code></li>
                    }).collect_view())}
                </ol>
                <div class="button-row no-print">
                    <Button on_press=Callback::new(|()| browser::print())><Icon name="print"/>{t::codes_print}</Button>
                    <a class="button" download="recovery-codes.txt" href=attribute(file)>
                        <Icon name="download"/>{t::download}
                    </a>
                </div>
            </div>
            <div class="panel-foot stack stack--tight no-print">
                {dynamic(move || fault.get().then(|| view! {
                    <p class="field-error" id="codes-kept-error"><Icon name="error"/>{t::codes_kept_missing}</p>
                }))}
                <label class="choice">
                    <input
                        type="checkbox"
                        id=KEPT
                        aria-invalid=attribute(move || fault.get().then_some("true"))
                        aria-describedby=attribute(move || fault.get().then_some("codes-kept-error"))
                        prop:checked=kept
                        on:change=move |event| {
                            kept.set(event_target_checked(&event));
                            fault.set(false);
                        }
                    />
                    <span>{t::codes_kept}</span>
                </label>
                <div class="button-row button-row--fill">
                    <Button kind=ButtonKind::Primary on_press=done>{t::done}</Button>
                </div>
            </div>
        </section>
    }
}
