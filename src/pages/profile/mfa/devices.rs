//! The apps and passkeys there are: names, when they were added and used, renaming and removing.

use leptos::prelude::*;
use madoguchi_contract::second_factor::{Device, SecondFactor};

use super::{Context, Question};
use crate::{
    api::second_factor::DeviceKind,
    i18n::{Text, t},
    ui::{
        button::Button,
        icon::Icon,
        time::{AbsoluteTime, Time},
    },
    util::{
        erased::{attribute, dynamic},
        passkeys,
    },
};

/// The id of the heading of a kind, for whoever moves the focus there.
pub fn heading(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::App => "mfa-apps",
        DeviceKind::Passkey => "mfa-passkeys",
    }
}

/// The paired apps.
#[component]
pub fn Apps(context: Context) -> impl IntoView {
    panel(context, DeviceKind::App, t::mfa_apps, t::mfa_apps_none, ().into_any())
}

/// The passkeys.
#[component]
pub fn Passkeys(context: Context) -> impl IntoView {
    let add = Callback::new(move |()| context.ask(Question::AddPasskey));
    let foot = if passkeys::supported() {
        view! {
            <div class="panel-foot">
                <Button class="button--block" on_press=add><Icon name="plus"/>{t::passkey_add}</Button>
            </div>
        }
        .into_any()
    } else {
        view! { <p class="panel-foot small soft">{t::passkey_unsupported}</p> }.into_any()
    };
    panel(context, DeviceKind::Passkey, t::contact_passkeys, t::passkey_none, foot)
}

fn panel(context: Context, kind: DeviceKind, title: Text, none: Text, foot: AnyView) -> AnyView {
    let id = heading(kind);
    let list = move || {
        let devices = context.factor.value().map(|factor| of(factor, kind)).unwrap_or_default();
        if devices.is_empty() {
            return view! { <div class="panel-body"><p class="small soft">{none}</p></div> }
                .into_any();
        }
        let lines = devices.into_iter().map(|device| line(context, kind, device));
        view! { <ul class="device-list">{lines.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby=id>
            <div class="panel-head"><h2 id=id tabindex="-1">{title}</h2></div>
            {dynamic(list)}
            {foot}
        </section>
    }
    .into_any()
}

fn of(factor: SecondFactor, kind: DeviceKind) -> Vec<Device> {
    match kind {
        DeviceKind::App => factor.apps,
        DeviceKind::Passkey => factor.passkeys,
    }
}

fn line(context: Context, kind: DeviceKind, device: Device) -> AnyView {
    let rename = Question::Rename(kind, device.clone());
    let remove = Question::Remove(kind, device.clone());
    view! {
        <li class="device">
            <Icon name=match kind {
                DeviceKind::App => "device",
                DeviceKind::Passkey => "key",
            }/>
            {about(&device)}
            <div class="device-acts">
                {act(context, t::device_rename, t::device_rename_one, &device.name, rename)}
                {act(context, t::remove, t::device_remove_one, &device.name, remove)}
            </div>
        </li>
    }
    .into_any()
}

/// Name and moments of a device.
pub fn about(device: &Device) -> AnyView {
    let used = device.last_used_at.clone().map(|at| {
        view! { <small>{t::device_used}<Time at=at/></small> }
    });
    view! {
        <div>
            <b>{device.name.clone()}</b>
            <small>{t::device_added}<AbsoluteTime at=device.added_at.clone()/></small>
            {used}
        </div>
    }
    .into_any()
}

fn act(
    context: Context,
    short: Text,
    long: fn(&dyn std::fmt::Display) -> String,
    name: &str,
    question: Question,
) -> AnyView {
    let name = name.to_owned();
    view! {
        <button class="button button--small" type="button" aria-label=attribute(move || long(&name))
            on:click=move |_| context.ask(question.clone())>{short}</button>
    }
    .into_any()
}
