//! The portal as passkeys know it: by the host of its public address. A passkey made for one host
//! answers no other, which is what makes it safe against pages that only look like the portal.

use madoguchi_contract::Language;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{Url, WebauthnError},
};

use crate::{config::Config, problem::Problem};

/// The portal's host. Passkeys need one with a name: an address of digits has none (409).
pub(super) fn relying_party(config: &Config, language: Language) -> Result<Webauthn, Problem> {
    let origin = Url::parse(&config.server.public_address).map_err(|_| unavailable())?;
    let host = origin.domain().ok_or_else(unavailable)?;
    WebauthnBuilder::new(host, &origin)
        .map(|builder| builder.rp_name(config.brand.name.in_language(language)))
        .and_then(WebauthnBuilder::build)
        .map_err(|_| unavailable())
}

fn unavailable() -> Problem {
    Problem::conflict("passkeys_unavailable")
}

/// A library's refusal that is no fault of the client.
pub(super) fn internal(error: WebauthnError) -> Problem {
    tracing::error!(%error, "passkeys");
    Problem::internal()
}
