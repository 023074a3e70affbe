//! What proves who somebody is: an authenticator app by another hand than the portal's, and a security key.

use anyhow::{Context, Result};
use data_encoding::BASE32_NOPAD;
use serde_json::json;
use totp_lite::{Sha1, totp_custom};

use super::page::Page;
use super::portal::Portal;

/// An authenticator app that knows one secret.
pub struct App(Vec<u8>);

impl App {
    /// An app that was told the secret; spaces between its groups do not matter.
    ///
    /// # Errors
    /// When that is no Base32.
    pub fn told(secret: &str) -> Result<Self> {
        let plain: String = secret.split_whitespace().collect();
        Ok(Self(BASE32_NOPAD.decode(plain.as_bytes()).context("the secret is not Base32")?))
    }

    /// What it shows now, by the portal's clock.
    ///
    /// # Errors
    /// When the clock cannot be read.
    pub fn code(&self, portal: &Portal) -> Result<String> {
        Ok(totp_custom::<Sha1>(30, 6, &self.0, portal.now()?))
    }
}

impl Page {
    /// Gives the browser a security key that knows its owner; Chromium only.
    ///
    /// # Errors
    /// When the browser does not let us.
    pub async fn plug_in_a_key(&self) -> Result<()> {
        let tools = self.web.cdp();
        tools.send_raw("WebAuthn.enable", json!({ "enableUI": false })).await?;
        let key = json!({ "options": {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserVerified": true,
            "automaticPresenceSimulation": true,
        }});
        tools.send_raw("WebAuthn.addVirtualAuthenticator", key).await?;
        Ok(())
    }
}
