//! Reset and first password (`/api/v1/password-resets`; specification, sign-in).
//! No answer reveals whether a user ID exists or an address belongs to it.

use serde::{Deserialize, Serialize};

/// `POST /password-resets`: asks for a link. The answer is 202 whatever was typed; a mail goes out
/// only when the two belong together and nothing stands against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetRequest {
    /// At most [`crate::limits::USER_ID`] characters; surrounding white space is ignored.
    pub user_id: String,
    /// The mail address registered for it; case is ignored.
    pub mail: String,
}

/// `POST /password-resets/link`: looks at a link without using it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetLink {
    /// What stands in the fragment of the link.
    pub token: String,
}

/// A link that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetOffer {
    /// Whose password it sets.
    pub user_id: String,
    /// Whether it is the first password.
    pub first: bool,
    /// Seconds until the link is too old.
    pub seconds: u32,
}

/// `POST /password-resets/completion`: sets the password. Signs nobody in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetCompletion {
    /// What stands in the fragment of the link.
    pub token: String,
    /// The new password; codes of [`crate::password::Complaint`] say what is wrong with it.
    pub password: String,
}
