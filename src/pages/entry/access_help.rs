//! `/access-help`: getting an account, and repairing access (specification, access help).

use leptos::prelude::*;

use crate::{
    components::{desk_contact::DeskContact, page_title::PageTitle},
    i18n::{Text, t},
    routes,
    state::site::use_site,
    ui::icon::Icon,
    util::erased::dynamic,
};

/// The page.
#[component]
pub fn AccessHelpPage() -> impl IntoView {
    view! {
        <div class="wrap wrap--text page">
            <div>
                <PageTitle text=Signal::derive(|| t::access_title().to_owned())/>
                <p class="lead">{t::access_lead}</p>
            </div>
            <Account/>
            {part(t::access_welcome_title, view! {
                <p>{t::access_welcome_text}</p>
                {to_sign_in()}
            }.into_any())}
            <SignInFails/>
            <Sender/>
            {part(t::access_moved_title, view! { <p>{t::access_moved_text}</p> }.into_any())}
        </div>
    }
}

/// A part of the page.
fn part(title: Text, contents: AnyView) -> AnyView {
    view! {
        <section class="panel panel--roomy">
            <div class="panel-head"><h2>{title}</h2></div>
            <div class="panel-body">{contents}</div>
        </section>
    }
    .into_any()
}

fn to_sign_in() -> AnyView {
    view! { <p><a class="tall-link" href=routes::SIGN_IN rel="external">{t::reset_to_sign_in}</a></p> }
        .into_any()
}

/// Whom to ask for an account, by kind of customer.
#[component]
fn Account() -> impl IntoView {
    let site = use_site();
    let reseller = dynamic(move || {
        site.options().map(|options| {
            let mail = options.access_help.registration_mail.unwrap_or(options.support.mail);
            let begun = routes::begun_mail(&mail, t::access_mail_subject(), t::access_mail_body());
            view! {
                <p><a class="button" href=begun><Icon name="mail"/>{t::access_reseller_mail}</a></p>
                <p class="small soft">{t::access_mail_to(&mail)}</p>
            }
        })
    });
    let partner = dynamic(move || {
        site.options().and_then(|options| options.access_help.partner_portal_url).map(|url| view! {
            <p><a class="tall-link" href=url rel="external noreferrer">{t::access_partner_link}<Icon name="external"/></a></p>
        })
    });
    part(
        t::access_get_title,
        view! {
            <p>{t::access_get_text}</p>
            <section class="stack stack--tight">
                <h3 class="side-title">{t::access_reseller}</h3>
                <p>{t::access_reseller_text}</p>
                {reseller}
            </section>
            <section class="stack stack--tight">
                <h3 class="side-title">{t::access_provider}</h3>
                <p>{t::access_provider_text}</p>
            </section>
            <section class="stack stack--tight">
                <h3 class="side-title">{t::access_partner}</h3>
                <p>{t::access_partner_text}</p>
                {partner}
            </section>
        }
        .into_any(),
    )
}

/// What to try, in order, and the telephone.
#[component]
fn SignInFails() -> impl IntoView {
    part(
        t::access_fail_title,
        view! {
            <p>{t::access_fail_order}</p>
            <ol class="notes">
                <li>{t::access_fail_browser}</li>
                <li>{t::access_fail_kind}</li>
                <li>
                    {t::access_fail_password} " "
                    <a class="tall-link" href=routes::PASSWORD_RESET rel="external">{t::forgot_password}</a>
                </li>
                <li>{t::access_fail_id}</li>
                <li>{t::access_fail_call}</li>
            </ol>
            <div class="stack stack--tight"><DeskContact/></div>
        }
        .into_any(),
    )
}

/// The address to allow in mail filters.
#[component]
fn Sender() -> impl IntoView {
    let site = use_site();
    part(
        t::access_sender_title,
        view! {
            <p>{t::access_sender_text}</p>
            <p>{dynamic(move || site.options().map(|options| view! {
                <code>{options.access_help.sender}</code>
            }))}</p>
        }
        .into_any(),
    )
}
