//! `mail-confirmations`: a new mail address counts once it is confirmed by the link that went there.

use gloo_net::http::Method;
use madoguchi_contract::profile::{ConfirmedMail, MailConfirmation};

use super::{ApiError, client};

/// Confirms the address; uses the link, needs no session.
pub async fn confirm(form: &MailConfirmation) -> Result<ConfirmedMail, ApiError> {
    client::write(Method::POST, "/mail-confirmations", form, None, None).await
}
