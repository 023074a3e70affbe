//! `GET /sign-in-options`: what the page before sign-in needs to know. Open to everybody.
//! Comes from the configuration alone.

use axum::extract::State;
use jiff::Timestamp;
use madoguchi_contract::site::{AccessHelp, AccountKind, Brand, SignInOptions, Support};

use crate::{app::AppState, config::Config, request::Answer};

/// What the page before sign-in needs to know.
#[utoipa::path(
    get, path = "/sign-in-options", tag = "access",
    responses((status = 200, body = SignInOptions))
)]
pub(super) async fn read_sign_in_options(State(state): State<AppState>) -> Answer {
    Answer::ok(&options(&state.config, state.clock.now()))
}

fn options(config: &Config, now: Timestamp) -> SignInOptions {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    SignInOptions {
        brand: Brand {
            name: config.brand.name.clone(),
            tagline: config.brand.tagline.clone(),
            logo: given(&config.brand.logo),
            colour: given(&config.brand.colour),
            privacy_url: given(&config.links.privacy),
            accessibility_url: given(&config.links.accessibility),
            copyright: config.brand.copyright.clone(),
        },
        support: Support {
            mail: config.support.mail.clone(),
            telephone: config.support.telephone.clone(),
        },
        lock_attempts: config.lock.attempts,
        lock_minutes: config.lock.minutes,
        recovery_open: config.recovery.is_open(now, config.support.zone()),
        account_kinds: config
            .accounts
            .kinds
            .iter()
            .map(|kind| AccountKind { id: kind.id.clone(), name: kind.name.clone() })
            .collect(),
        password: config.password.rule(),
        reset: config.reset.figures(),
        shared_accounts: config.accounts.shared,
        access_help: AccessHelp {
            sender: config.mail.from.clone(),
            registration_mail: given(&config.accounts.registration_mail),
            partner_portal_url: given(&config.accounts.partner_portal),
        },
    }
}
