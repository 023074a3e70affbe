//! The ways in: password, second factor, open sessions, sign-in history. Each is a page of its own.

use leptos::prelude::*;
use madoguchi_contract::second_factor::SecondFactor;

use super::{MFA, PASSWORD, section};
use crate::{
    api,
    components::loaded::{Loaded, load},
    i18n::t,
    pages::profile::mfa::about,
    routes,
    ui::icon::Icon,
};

/// パスワードの変更.
#[component]
pub fn PasswordSection() -> impl IntoView {
    let body = view! { <p class="small soft">{t::password_ends_sessions}</p> };
    let foot = view! {
        <a class="button" href=routes::PASSWORD>{t::password_change}</a>
        <a class="button button--quiet" href=routes::SESSIONS>{t::sessions}</a>
        <a class="button button--quiet" href=routes::own_sign_ins()>{t::sign_ins}</a>
    };
    section(PASSWORD, None, body.into_any(), Some(foot.into_any()))
}

/// 多要素認証: what there is.
#[component]
pub fn MfaSection() -> impl IntoView {
    let factor = load(api::second_factor::read);
    let body = view! { <Loaded load=factor children=summary/> };
    let foot = view! { <a class="button" href=routes::MFA>{t::mfa_configure}</a> };
    section(MFA, Some(t::profile_mfa_text), body.into_any(), Some(foot.into_any()))
}

fn summary(factor: SecondFactor) -> AnyView {
    if !factor.on {
        return view! { <p>{t::mfa_is_off}</p> }.into_any();
    }
    let apps = factor.apps.into_iter().map(|device| ("device", device));
    let passkeys = factor.passkeys.into_iter().map(|device| ("key", device));
    let mut lines: Vec<AnyView> =
        apps.chain(passkeys).map(|(icon, device)| line(icon, about(&device))).collect();
    let mail = view! { <div><b>{t::mfa_by_mail}</b><small>{factor.mail}</small></div> };
    lines.push(line("mail", mail.into_any()));
    view! { <ul class="device-list">{lines}</ul> }.into_any()
}

fn line(icon: &'static str, about: AnyView) -> AnyView {
    view! {
        <li class="device">
            <Icon name=icon/>
            {about}
            <span class="tag tag--done"><Icon name="check"/>{t::mfa_used}</span>
        </li>
    }
    .into_any()
}
